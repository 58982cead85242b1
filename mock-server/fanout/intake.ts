import { hashOf } from '../hash.ts';
import type { MessageIdOf } from './message-ids.ts';
import { WindowMemory } from './window-memory.ts';

/** How many deduplication ids a topic or a queue remembers unless told otherwise. */
export const DEFAULT_DEDUPLICATION_LIMIT = 250_000;

/** How an {@link Intake} works. */
export interface IntakeOptions {
  /** Whether an id counts per message group instead of everywhere (F12, F13, F46). */
  readonly perGroup: boolean;
  readonly deduplicationLimit: number;
  readonly messageIdOf: MessageIdOf;
}

/**
 * The door of a topic or queue: counts the messages that come in, and knows those that came before.
 * All that it remembers of a message is its count, which is enough to answer a duplicate with the
 * original's id and sequence number (F8).
 */
export class Intake {
  readonly messageIdOf: MessageIdOf;
  readonly #perGroup: boolean;
  readonly #memory: WindowMemory;
  #count = 0;
  #duplicates = 0;

  constructor(options: IntakeOptions) {
    this.messageIdOf = options.messageIdOf;
    this.#perGroup = options.perGroup;
    this.#memory = new WindowMemory(options.deduplicationLimit);
  }

  /** How many messages have been counted. */
  get accepted(): number {
    return this.#count;
  }

  /** How many duplicates have been turned away. */
  get duplicates(): number {
    return this.#duplicates;
  }

  /** How many ids were forgotten before their five minutes were over. */
  get forgotten(): number {
    return this.#memory.forgotten;
  }

  /**
   * The count of the original, if a message is a duplicate.
   *
   * @param idHash The `hashOf` the deduplication id.
   */
  recall(groupId: string, id: string, idHash: number, now: number): number | undefined {
    const key = this.#key(groupId, id);
    const original = this.#memory.recall(key, now, this.#hash(key, idHash));
    if (original !== undefined) this.#duplicates += 1;
    return original;
  }

  /** Counts a message that is no duplicate, and remembers it from now on. */
  accept(groupId: string, id: string, idHash: number, now: number): number {
    const key = this.#key(groupId, id);
    const count = this.count();
    this.#memory.remember(key, count, now, this.#hash(key, idHash));
    return count;
  }

  /** Counts a message that is not to be remembered. */
  count(): number {
    this.#count += 1;
    return this.#count;
  }

  /** @param idPrefix Which ids are forgotten. @default all */
  forget(idPrefix?: string): void {
    if (idPrefix === undefined) this.#memory.clear();
    else this.#memory.forget((key) => this.#idOf(key).startsWith(idPrefix));
  }

  /** Goes on counting from there, so that sequence numbers of another run stay behind. */
  resumeFrom(count: number): void {
    this.#count = Math.max(this.#count, count);
  }

  #key(groupId: string, id: string): string {
    // Neither id can contain a space.
    return this.#perGroup ? `${groupId} ${id}` : id;
  }

  #idOf(key: string): string {
    return this.#perGroup ? key.slice(key.indexOf(' ') + 1) : key;
  }

  #hash(key: string, idHash: number): number {
    return this.#perGroup ? hashOf(key) : idHash;
  }
}
