import type { OperationId } from '../../spec/operations.ts';

/** Requests of an operation that may stay without an answer, one after the other. */
const MOST_UNANSWERED = 3;

interface Row {
  readonly length: number;
  /** When the last of them was given up, in milliseconds of `performance.now()`. */
  readonly endedAt: number;
}

/**
 * Knows which operations are no longer worth a try: a server that hangs would else take the timeout of
 * each case, one after the other.
 */
export class Patience {
  readonly #rows = new Map<OperationId, Row>();

  /** Whether an operation is given up: 3 requests in a row had no answer. */
  isOver(operation: OperationId): boolean {
    return (this.#rows.get(operation)?.length ?? 0) >= MOST_UNANSWERED;
  }

  answered(operation: OperationId): void {
    this.#rows.delete(operation);
  }

  /** @param sentAt milliseconds of `performance.now()` */
  unanswered(operation: OperationId, sentAt: number): void {
    const { length, endedAt } = this.#rows.get(operation) ?? { length: 0, endedAt: -Infinity };
    // Those under way at the same time are one: a server may stand still for a moment.
    if (sentAt < endedAt) return;
    this.#rows.set(operation, { length: length + 1, endedAt: performance.now() });
  }
}
