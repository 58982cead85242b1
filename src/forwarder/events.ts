import type { ErrorIssue, QuintEvent } from '../../generated/types.ts';

/**
 * Why events were dropped:
 * - `buffer_full`: newer ones came; these were the oldest.
 * - `overflow_full`: the overflow file reached its size; these were its oldest.
 * - `unwritable`: at close, the overflow file could not be written.
 * - `closed`: they came after `close()`.
 * - `transform`: `transform` returned nothing for them.
 */
export type DropReason = 'buffer_full' | 'overflow_full' | 'unwritable' | 'closed' | 'transform';

/** Why an event was rejected: it can never be delivered as it is. */
export interface Rejection {
  /** A sentence for a person. */
  readonly reason: string;
  /** The status that the server answered; absent where the event was never sent. */
  readonly status?: number | undefined;
  /** The answer's `x-request-id`. */
  readonly requestId?: string | undefined;
  /** What the server found wrong; the pointers begin at the event. */
  readonly issues?: readonly ErrorIssue[] | undefined;
}

/** What a forwarder tells, by name. `count` is the number of events. */
export interface ForwarderEvents {
  /** The server has acknowledged them. */
  delivered: { count: number; events: readonly QuintEvent[] };
  /** They are lost. `events` is empty for `overflow_full`. */
  dropped: { count: number; events: readonly QuintEvent[]; reason: DropReason };
  /** One that can never be delivered. One that was sent is in `forwarder-rejected.jsonl`, if that can be written. */
  rejected: { count: 1; event: QuintEvent } & Rejection;
  /** They are in the overflow file. */
  spilled: { count: number; events: readonly QuintEvent[] };
  /** They have left the overflow file: each is told as delivered or rejected, too. */
  recovered: { count: number; events: readonly QuintEvent[] };
  /** A try that failed, a file that cannot be used, or what a listener threw. No event is lost by it. */
  error: Error;
}

type Listener<Name extends keyof ForwarderEvents> = (told: ForwarderEvents[Name]) => void;

/** Who listens to what. What a listener throws disturbs nobody else. */
export class Listeners {
  readonly #of = new Map<keyof ForwarderEvents, Set<Listener<never>>>();

  /** @returns a function that ends the listening */
  add<Name extends keyof ForwarderEvents>(name: Name, listener: Listener<Name>): () => void {
    const listeners = this.#of.get(name) ?? new Set();
    this.#of.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** @param what is made only when somebody listens */
  tell<Name extends keyof ForwarderEvents>(name: Name, what: () => ForwarderEvents[Name]): void {
    const listeners = this.#of.get(name) as Set<Listener<Name>> | undefined;
    if (!listeners?.size) return;
    const told = what();
    for (const listener of listeners) {
      const fail = (error: unknown) => {
        if (name !== 'error') this.tell('error', () => errorOf(error));
      };
      try {
        // An asynchronous one is no less a listener, whatever its type says.
        const done: unknown = listener(told);
        if (done instanceof Promise) done.catch(fail);
      } catch (error) {
        fail(error);
      }
    }
  }
}

/** What was thrown, as an `Error`. */
export function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
