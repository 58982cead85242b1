import type { OperationId } from '../../spec/operations.ts';
import type { Exchange } from './exchange.ts';

/** Thrown where a server does something else than is expected. */
export class Deviation extends Error {
  override readonly name = 'Deviation';
  readonly expected: string;
  readonly actual: string;
  readonly exchange: Exchange | undefined;

  constructor(expected: string, actual: string, exchange?: Exchange) {
    super(`expected ${expected}, but ${actual}`);
    this.expected = expected;
    this.actual = actual;
    this.exchange = exchange;
  }
}

/** Thrown where what a case needs first was not possible: what it is about has not been tried. */
export class Unprepared extends Deviation {}

/** Thrown where an operation has left so many requests unanswered that it is not tried again. */
export class NotSent extends Deviation {
  constructor(operation: OperationId) {
    super('an answer', `the last requests to ${operation} had none; this one was not sent`);
  }
}
