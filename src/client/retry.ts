import { operations } from '../../generated/operations.ts';
import type { OperationId } from './call.ts';
import type { RetryOptions } from './options.ts';

/** Of a request that was turned away, not carried out. */
const TURNED_AWAY = new Set([429, 503]);
/** That may pass, but leave open whether the request was carried out. */
const MAY_PASS = new Set([408, 425, 500, 502, 504]);

/** Whether a call that was answered with `status`, or not at all, may be made again. */
export function isRetryable(operation: OperationId, status = 0): boolean {
  return (
    TURNED_AWAY.has(status) ||
    ((!status || MAY_PASS.has(status)) && operations[operation][3] !== 'once')
  );
}

/** Milliseconds to wait after the nth attempt: the backoff, or `Retry-After` when that is longer. */
export function delayAfter(
  nth: number,
  { baseDelay = 500, maxDelay = 30_000 }: RetryOptions,
  retryAfter: string | null | undefined,
): number {
  // Jitter, so that clients that failed together do not come back together.
  const backoff = baseDelay * 2 ** Math.min(nth - 1, 30) * (1 - Math.random() / 2);
  return Math.min(Math.max(backoff, askedBy(retryAfter)), maxDelay);
}

/** The milliseconds of a `Retry-After`: of seconds, or of an HTTP date. Not above 0: it asks nothing. */
export function askedBy(retryAfter: string | null | undefined): number {
  return Number(retryAfter) * 1000 || Date.parse(`${retryAfter}`) - Date.now() || 0;
}
