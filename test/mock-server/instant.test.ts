import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareTimes, utc, utcOf } from '../../mock-server/instant.ts';
import { timestamp } from '../../spec/schemas/primitives.ts';

const two = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
const offset = fc.oneof(
  fc.constant('Z'),
  fc.tuple(fc.constantFrom('+', '-'), two(23), two(59)).map(([sign, h, m]) => `${sign}${h}:${m}`),
);
const fraction = fc.oneof(
  fc.constant(''),
  fc.stringMatching(/^\.\d{1,12}$/),
  fc.constantFrom('.0', '.000', '.10', '.1'),
);
const seconds = fc
  .date({
    min: new Date('0001-01-03T00:00:00Z'),
    max: new Date('9999-12-28T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 19));
/** Any instant of the contract, far enough from the ends of time. */
const instant = fc.tuple(seconds, fraction, offset).map((parts) => parts.join(''));

/** What an instant means: whole seconds, and the fraction to any digit. */
function meaning(time: string): [number, bigint] {
  const [, whole, digits = '', zone] = /^(.{19})(?:\.(\d+))?(.+)$/.exec(time)!;
  return [Date.parse(`${whole}${zone}`), BigInt(digits.slice(0, 20).padEnd(20, '0'))];
}

describe('utc', () => {
  test.each([
    ['2026-04-12T14:00:00Z', '2026-04-12T14:00:00Z'],
    ['2026-04-12T14:00:00.000Z', '2026-04-12T14:00:00Z'],
    ['2026-04-12T14:00:00.0Z', '2026-04-12T14:00:00Z'],
    ['2026-04-12T14:00:00.138Z', '2026-04-12T14:00:00.138Z'],
    ['2026-04-12T14:00:00.138456789Z', '2026-04-12T14:00:00.138456789Z'],
    ['2026-04-12T14:00:00.010Z', '2026-04-12T14:00:00.010Z'],
    ['2026-04-12T14:00:00.001Z', '2026-04-12T14:00:00.001Z'],
    ['2026-04-12T14:00:00+02:00', '2026-04-12T12:00:00Z'],
    ['2026-04-12T14:00:00.000+02:00', '2026-04-12T12:00:00Z'],
    ['2026-04-12T14:00:00.138456-07:30', '2026-04-12T21:30:00.138456Z'],
    ['2026-01-01T00:30:00+01:00', '2025-12-31T23:30:00Z'],
    ['2024-02-28T23:30:00-01:00', '2024-02-29T00:30:00Z'],
    ['2026-04-12T14:00:00-00:00', '2026-04-12T14:00:00Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
    ['0099-06-01T12:00:00+01:00', '0099-06-01T11:00:00Z'],
  ])('%s → %s', (given, expected) => {
    expect(utc(given)).toBe(expected);
  });

  test('keeps the instant, and is its own fixed point', () => {
    fc.assert(
      fc.property(instant, (time) => {
        const answered = utc(time);
        expect(answered).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
        expect(answered).not.toMatch(/\.0+Z$/);
        expect(meaning(answered)).toEqual(meaning(time));
        expect(utc(answered)).toBe(answered);
      }),
    );
  });

  test.each(['0000-01-01T00:00:00+01:00', '9999-12-31T23:59:59-01:00'])(
    '%s has no UTC text, and stays as it is',
    (time) => {
      expect(timestamp('').safeParse(time).success).toBe(true);
      expect(utc(time)).toBe(time);
      expect(compareTimes(utc(time), utc(time))).toBe(0);
    },
  );

  test('of the clock', () => {
    expect(utcOf(Date.UTC(2026, 3, 25, 3, 9, 11))).toBe('2026-04-25T03:09:11Z');
    expect(utcOf(Date.UTC(2026, 3, 25, 3, 9, 11, 50))).toBe('2026-04-25T03:09:11.050Z');
  });
});

const at = (end: string) => `2026-04-25T03:09:10${end}`;
const order = (a: string, b: string) => Math.sign(compareTimes(utc(a), utc(b)));

describe('compareTimes', () => {
  test('orders as the instants are ordered', () => {
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const [[aSeconds, aFraction], [bSeconds, bFraction]] = [meaning(a), meaning(b)];
        expect(order(a, b)).toBe(
          Math.sign(aSeconds - bSeconds) ||
            Number(aFraction > bFraction) - Number(aFraction < bFraction),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('fractions of different lengths that mean the same are equal', () => {
    expect(order(at('.1Z'), at('.10Z'))).toBe(0);
    expect(order(at('.1Z'), at('.1000000Z'))).toBe(0);
    expect(order(at('Z'), at('.000Z'))).toBe(0);
    expect(order(at('.1Z'), '2026-04-25T05:09:10.100+02:00')).toBe(0);
    expect(order(at('.1Z'), at('.138456Z'))).toBe(-1);
    expect(order(at('.138Z'), at('.138456Z'))).toBe(-1);
    expect(order(at('Z'), at('.0001Z'))).toBe(-1);
    expect(order(at('.9Z'), '2026-04-25T03:09:11Z')).toBe(-1);
  });

  test('takes no time over a million zeros that something follows', () => {
    const time = `2026-04-25T03:09:10.${'0'.repeat(1_000_000)}1`;
    expect(compareTimes(`${time}0Z`, `${time}Z`)).toBe(0);
    expect(compareTimes(`${time}1Z`, `${time}Z`)).toBe(1);
  });
});
