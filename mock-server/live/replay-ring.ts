import { LiveMessage, type LiveChange } from './live-message.ts';

const MESSAGES = 1_000;
/** Their {@link LiveMessage.weight} together: a session's name may be megabytes long. */
const WEIGHT = 1024 * 1024;

/**
 * The latest messages of one org, for a client that comes back (contract.md §8). Their ids are
 * consecutive, so that a message's place follows from its id.
 */
export class ReplayRing {
  readonly #slots: (LiveMessage | undefined)[] = [];
  #oldest: number;
  #latest: number;
  #weight = 0;
  /** Messages that fell off. */
  evicted = 0;

  /** @param start the id before the first one */
  constructor(start: number) {
    this.#latest = start;
    this.#oldest = start + 1;
  }

  /** The id given last. */
  get latest(): number {
    return this.#latest;
  }

  get size(): number {
    return this.#latest - this.#oldest + 1;
  }

  push(change: LiveChange): LiveMessage {
    if (this.size === MESSAGES) this.#evictOldest();
    const message = new LiveMessage(++this.#latest, change);
    this.#slots[message.id % MESSAGES] = message;
    this.#weight += message.weight;
    while (this.#weight > WEIGHT) this.#evictOldest();
    return message;
  }

  /** The messages after the one with this id; `undefined` when it cannot tell all of them. */
  after(id: number): LiveMessage[] | undefined {
    if (id < this.#oldest - 1 || id > this.#latest) return undefined;
    return Array.from({ length: this.#latest - id }, (_, n) => this.#at(id + 1 + n)!);
  }

  /** Forgets all messages. @returns a new id, before which nothing can be resumed */
  clear(): number {
    this.#slots.length = 0;
    this.#weight = 0;
    this.#oldest = ++this.#latest + 1;
    return this.#latest;
  }

  #at(id: number): LiveMessage | undefined {
    return this.#slots[id % MESSAGES];
  }

  #evictOldest(): void {
    this.#weight -= this.#at(this.#oldest)!.weight;
    this.#slots[this.#oldest++ % MESSAGES] = undefined;
    this.evicted++;
  }
}
