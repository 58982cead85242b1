import { narrowed, refused, type RefusedVector } from '../body-vector.ts';

/** Times that are RFC 3339 (contract.md §2). */
export const GOOD_TIMES: readonly (readonly [name: string, value: string])[] = [
  ['without a fraction', '2026-04-25T03:09:32Z'],
  ['with a fraction of one digit', '2026-04-25T03:09:32.1Z'],
  ['with a fraction of nine digits', '2026-04-25T03:09:32.123456789Z'],
  ['with an offset east', '2026-04-25T08:39:32.138+05:30'],
  ['with an offset west', '2026-04-24T22:09:32-05:00'],
  ['with the offset -00:00', '2026-04-25T03:09:32-00:00'],
  ['on a leap day', '2028-02-29T00:00:00Z'],
  ['on the leap day of a year that 400 divides', '2000-02-29T00:00:00Z'],
  ['in the first year', '0001-01-01T00:00:00Z'],
];

/** Times that are none. */
const BAD_TIMES: readonly (readonly [name: string, value: string])[] = [
  ['empty', ''],
  ['a date alone', '2026-04-25'],
  ['without an offset', '2026-04-25T03:09:32'],
  ['with a space for the T', '2026-04-25 03:09:32Z'],
  ['with a comma in the fraction', '2026-04-25T03:09:32,138Z'],
  ['with a point and no fraction', '2026-04-25T03:09:32.Z'],
  ['with an offset without a colon', '2026-04-25T03:09:32+0200'],
  ['with an offset of 24 hours', '2026-04-25T03:09:32+24:00'],
  ['with two digits for the year', '26-04-25T03:09:32Z'],
  ['with a 13th month', '2026-13-01T00:00:00Z'],
  ['on the 31st of April', '2026-04-31T00:00:00Z'],
  ['on a leap day of a common year', '2026-02-29T00:00:00Z'],
  ['on the leap day of a year that 100 divides', '2100-02-29T00:00:00Z'],
  ['at 24 hours', '2026-04-25T24:00:00Z'],
  ['at minute 60', '2026-04-25T03:60:00Z'],
  ['of a Unix clock', '1777086572'],
  ['with a line end', '2026-04-25T03:09:32Z\n'],
];

/** Times of RFC 3339 that this contract refuses all the same. */
const NARROWED_TIMES: typeof BAD_TIMES = [
  ['with a lower-case t and z', '2026-04-25t03:09:32z'],
  ['at a leap second', '2026-06-30T23:59:60Z'],
];

/** `body` with each bad time in `field`. */
export function refusedTimes(field: string, body: object): RefusedVector[] {
  const vector = ([name, value]: (typeof BAD_TIMES)[number]): RefusedVector =>
    refused(`${field} ${name}`, { ...body, [field]: value }, [`/${field}`, 'invalid_format']);
  return [...BAD_TIMES.map(vector), ...NARROWED_TIMES.map((time) => narrowed(vector(time)))];
}
