/**
 * AWS promises numbers that grow, not numbers without gaps (F39). Gaps here keep a reader from
 * counting on something that AWS would not give.
 */
const STEP = 256;

/** The inverse of {@link sequenceNumber}. */
export function countOf(sequence: string): number {
  return Number(sequence) / STEP;
}

/** The 20 decimal digits of the `count`th message. */
export function sequenceNumber(count: number): string {
  return String(count * STEP).padStart(20, '0');
}
