import type { Clock } from '../clock/clock.ts';
import { FifoError, type FifoErrorCode } from './fifo-error.ts';

/** A batch has at most this many entries (F37). */
export const BATCH_LIMIT = 10;
/** From its receive on, a message can be in flight for 12 hours at most (F28). */
export const LONGEST_VISIBILITY_SECONDS = 43_200;
/** A receive waits for this long at most (F32). */
export const LONGEST_WAIT_SECONDS = 20;

/** Letters, digits and punctuation, 1–128 of them (F2, F3, F31). */
const FIFO_ID = /^[!-~]{1,128}$/;
/** F37. */
const BATCH_ENTRY_ID = /^[\w-]{1,80}$/;

export function isFifoId(value: unknown): value is string {
  return typeof value === 'string' && FIFO_ID.test(value);
}

/** Checks a parameter that is a whole number within a range. */
export function requireWholeNumber(
  code: FifoErrorCode,
  parameter: string,
  value: number,
  min: number,
  max: number,
): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new FifoError(
    code,
    `Value ${value} for parameter ${parameter} is invalid. Reason: Must be a whole number from ` +
      `${min} to ${max}.`,
  );
}

/** Checks the size of a batch, which fails as a whole (F37). */
export function requireBatch(entries: { readonly length: number }): void {
  if (entries.length === 0) {
    throw new FifoError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > BATCH_LIMIT) {
    throw new FifoError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${BATCH_LIMIT}. You have sent ${entries.length}.`,
    );
  }
}

/** Checks the size of a batch and the ids of its entries. A batch fails as a whole here (F37). */
export function requireNamedBatch(entries: readonly { readonly id: string }[]): void {
  requireBatch(entries);
  for (let index = 0; index < entries.length; index += 1) {
    const { id } = entries[index]!;
    if (!BATCH_ENTRY_ID.test(id)) {
      throw new FifoError(
        'InvalidBatchEntryId',
        `The batch entry id "${id}" is invalid: it can only contain alphanumeric characters, ` +
          'hyphens and underscores, and can be at most 80 characters long.',
      );
    }
    // With at most 10 entries, comparing all pairs is quicker than building a set.
    for (let earlier = 0; earlier < index; earlier += 1) {
      if (entries[earlier]!.id === id) {
        throw new FifoError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
      }
    }
  }
}

/** What keeps time. */
interface Timed {
  readonly name: string;
  readonly clock: Clock;
}

/** Checks two that hand messages to each other: on two clocks, deadlines would mean nothing. */
export function requireSameClock(one: Timed, other: Timed): void {
  if (one.clock === other.clock) return;
  throw new FifoError(
    'InvalidAttributeValue',
    `"${one.name}" and "${other.name}" have different clocks. Give both the same \`clock\`.`,
  );
}
