import * as z from 'zod';
import { validate } from '../../http/validate.ts';

/** For how long to wait. */
export interface Timeout {
  /**
   * Milliseconds of real time, 0–60000: the patience of a test, which does not follow the server's clock.
   * @default 10_000
   */
  readonly timeout?: number | undefined;
}

const timeout = z
  .int()
  .min(0)
  .max(60_000)
  .optional()
  .meta({ description: 'Milliseconds of real time to wait at most.', default: 10_000 });

const Timeout = z.object({ timeout });

/** The same as a query parameter. */
export const TimeoutQuery = z.strictObject({ timeout_ms: timeout });

/** @throws ApiError `validation_failed` */
export function timeoutOf(options: Timeout): number {
  validate(Timeout, options);
  return options.timeout ?? 10_000;
}
