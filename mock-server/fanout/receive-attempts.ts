import type { MessageLedger } from './message-ledger.ts';
import type { ReceivedMessage } from './port.ts';
import { DEDUPLICATION_WINDOW_MS } from './window-memory.ts';

/** As many attempts are remembered at most; the oldest are forgotten first. */
const ATTEMPT_LIMIT = 10_000;

interface Attempt<Body> {
  readonly messages: readonly ReceivedMessage<Body>[];
  /** When it was made, in epoch milliseconds. */
  readonly at: number;
  /** When the visibility timeout of its messages ends, if nobody has touched it. */
  dueAt: number;
}

/** Receives that can be repeated, by their ReceiveRequestAttemptId (F31). */
export class ReceiveAttempts<Body> {
  readonly #ledger: MessageLedger<Body>;
  /** Oldest first. */
  readonly #attempts = new Map<string, Attempt<Body>>();

  constructor(ledger: MessageLedger<Body>) {
    this.#ledger = ledger;
  }

  remember(
    id: string,
    messages: readonly ReceivedMessage<Body>[],
    visibilityMs: number,
    now: number,
  ): void {
    this.#attempts.delete(id);
    this.#attempts.set(id, { messages: [...messages], at: now, dueAt: now + visibilityMs });
    for (const [oldest, { at }] of this.#attempts) {
      if (this.#attempts.size <= ATTEMPT_LIMIT && isWithinWindow(at, now)) break;
      this.#attempts.delete(oldest);
    }
  }

  /**
   * Gives the messages of an attempt again and restarts their visibility timeout; `undefined` when
   * the attempt is unknown or one of its messages is no longer as it was.
   */
  repeat(id: string, visibilityMs: number, now: number): ReceivedMessage<Body>[] | undefined {
    const attempt = this.#attempts.get(id);
    if (attempt === undefined || !isWithinWindow(attempt.at, now)) return undefined;
    const deliveries = attempt.messages.map((message) => this.#ledger.findInFlight(message));
    if (!deliveries.every((delivery) => delivery?.dueAt === attempt.dueAt)) return undefined;
    attempt.dueAt = now + visibilityMs;
    for (const delivery of deliveries) this.#ledger.extend(delivery!, attempt.dueAt);
    return [...attempt.messages];
  }

  clear(): void {
    this.#attempts.clear();
  }
}

function isWithinWindow(at: number, now: number): boolean {
  return now - at < DEDUPLICATION_WINDOW_MS;
}
