// Times travel as RFC 3339 text and stay text: a Date would cut them to milliseconds.

const ZERO_FRACTION = /\.0+Z$/;

/**
 * The form in which times are answered (contract.md §2): UTC with `Z`, a fraction of zero left out,
 * any other fraction to the digit as it was sent.
 * @param timestamp an RFC 3339 date-time that has passed validation
 */
export function utc(timestamp: string): string {
  if (timestamp.endsWith('Z')) {
    return timestamp.includes('.0') ? timestamp.replace(ZERO_FRACTION, 'Z') : timestamp;
  }
  const [, seconds, fraction = '', offset] = /^(.{19})(\.\d+)?(.{6})$/.exec(timestamp)!;
  const shifted = new Date(Date.parse(`${seconds}${offset}`));
  // Beyond the years 0000–9999 there is no RFC 3339 text for it; it stays as it was sent.
  if (shifted.getUTCFullYear() < 0 || shifted.getUTCFullYear() > 9999) return timestamp;
  return `${shifted.toISOString().slice(0, 19)}${fraction}Z`.replace(ZERO_FRACTION, 'Z');
}

/** Milliseconds since the epoch, as the clock gives them, in the same form. */
export function utcOf(epochMs: number): string {
  return utc(new Date(epochMs).toISOString());
}

/** A key that sorts {@link utc} times as text: without `Z`, and without the zeros that end a fraction. */
export function sortKey(utcTime: string): string {
  let end = utcTime.length - 1;
  // By hand: `/0+$/` takes quadratic time over zeros that something follows.
  if (end > 19) while (utcTime[end - 1] === '0') end--;
  return utcTime.slice(0, end);
}
