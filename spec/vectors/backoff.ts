/** One wait: after the nth attempt failed, with what the server said and chance gave. */
export interface BackoffVector {
  /** The attempt that failed; the first is 1. */
  readonly attempt: number;
  /** The `Retry-After` of its answer; null where there was none. */
  readonly retry_after: string | null;
  /** The shortest and the longest wait that the contract allows (contract.md §9). */
  readonly min_ms: number;
  readonly max_ms: number;
  /** What the source of random numbers of this package gives: 0 ≤ x < 1. */
  readonly random: number;
  /** How long this package waits then. */
  readonly wait_ms: number;
}

/** Who waits, and by which settings. */
export interface BackoffSchedule {
  readonly of: 'client' | 'forwarder';
  readonly base_delay_ms: number;
  readonly max_delay_ms: number;
  /** Retries after the first attempt. */
  readonly retries: number;
  /** The time of day, for a `Retry-After` that is a date. */
  readonly now: string;
  readonly waits: readonly BackoffVector[];
}

const NOW = '2026-04-25T04:00:00.000Z';

/** Of each: the attempt, the bounds, the wait, the random number, `Retry-After`. */
type Row = readonly [
  attempt: number,
  min_ms: number,
  max_ms: number,
  wait_ms: number,
  random?: number,
  retry_after?: string,
];

const waits = (rows: readonly Row[]): BackoffVector[] =>
  rows.map(([attempt, min_ms, max_ms, wait_ms, random = 0, retry_after = null]) => ({
    attempt,
    retry_after,
    min_ms,
    max_ms,
    random,
    wait_ms,
  }));

/**
 * The backoff doubles with each attempt. Of it, chance takes up to half away. A `Retry-After` that is
 * longer goes before it, whole; the longest delay goes before both.
 */
export const backoffSchedules: readonly BackoffSchedule[] = [
  {
    of: 'client',
    base_delay_ms: 500,
    max_delay_ms: 30_000,
    retries: 2,
    now: NOW,
    waits: waits([
      [1, 250, 500, 500],
      [1, 250, 500, 375, 0.5],
      [1, 250, 500, 250.25, 0.999],
      [2, 500, 1_000, 1_000],
      [2, 500, 1_000, 750, 0.5],
      [3, 1_000, 2_000, 2_000],
      [6, 8_000, 16_000, 16_000],
      [7, 16_000, 30_000, 30_000],
      [7, 16_000, 30_000, 24_000, 0.5],
      [40, 30_000, 30_000, 30_000, 0.999],
      [1, 3_000, 3_000, 3_000, 0.5, '3'],
      [4, 3_000, 4_000, 4_000, 0, '3'],
      [1, 250, 500, 375, 0.5, '0'],
      [1, 250, 500, 375, 0.5, '-5'],
      [1, 30_000, 30_000, 30_000, 0.5, '120'],
      [1, 7_000, 7_000, 7_000, 0.5, 'Sat, 25 Apr 2026 04:00:07 GMT'],
      [1, 250, 500, 375, 0.5, 'Sat, 25 Apr 2026 03:59:00 GMT'],
      [1, 250, 500, 375, 0.5, 'soon'],
    ]),
  },
  {
    of: 'forwarder',
    base_delay_ms: 1_000,
    max_delay_ms: 300_000,
    retries: 5,
    now: NOW,
    waits: waits([
      [1, 500, 1_000, 1_000],
      [2, 1_000, 2_000, 2_000],
      [3, 2_000, 4_000, 4_000],
      [4, 4_000, 8_000, 8_000],
      [5, 8_000, 16_000, 16_000],
      [1, 500, 1_000, 750, 0.5],
      [2, 1_000, 2_000, 1_500, 0.5],
      [3, 2_000, 4_000, 3_000, 0.5],
      [4, 4_000, 8_000, 6_000, 0.5],
      [5, 8_000, 16_000, 12_000, 0.5],
      [9, 128_000, 256_000, 256_000],
      [10, 256_000, 300_000, 300_000],
      [10, 256_000, 300_000, 256_256, 0.999],
      [1, 30_000, 30_000, 30_000, 0.5, '30'],
      [6, 30_000, 32_000, 32_000, 0, '30'],
      [1, 300_000, 300_000, 300_000, 0.5, '3600'],
      [1, 60_000, 60_000, 60_000, 0.5, 'Sat, 25 Apr 2026 04:01:00 GMT'],
      [1, 500, 1_000, 750, 0.5, ''],
    ]),
  },
];
