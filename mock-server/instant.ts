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

/** Orders {@link utc} times: below zero where `a` is before `b`, zero where both are the same instant. */
export function compareTimes(a: string, b: string): number {
  // Of the same length, which nearly all are, they have equally many digits, and sort as text.
  return a.length === b.length ? compareText(a, b) : compareText(sortKey(a), sortKey(b));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What sorts as text: the time without `Z`, and without the zeros that end a fraction. */
function sortKey(utcTime: string): string {
  let end = utcTime.length - 1;
  // By hand: `/0+$/` takes quadratic time over zeros that something follows.
  if (end > 19) while (utcTime[end - 1] === '0') end--;
  return utcTime.slice(0, end);
}
