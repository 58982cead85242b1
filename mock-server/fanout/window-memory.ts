import { hashOf } from '../hash.ts';
import { Generation } from './generation.ts';

/** For how long a topic or queue knows a deduplication id, from the first send on (F7). */
export const DEDUPLICATION_WINDOW_MS = 5 * 60_000;

/**
 * Remembers numbers for exactly five minutes each, and a bounded number of them.
 *
 * Two generations take turns: a new value goes into the young one, and when that is five minutes old
 * or full, it becomes the old one, and the old one is dropped whole. A lookup asks both, and lets the
 * age of the value decide.
 */
export class WindowMemory {
  readonly #generationLimit: number;
  #young: Generation;
  #old: Generation;
  #forgotten = 0;

  /** @param limit At most this many values are kept, of which the newer half is certain. 2 or more. */
  constructor(limit: number) {
    this.#generationLimit = Math.floor(limit / 2);
    this.#young = new Generation(this.#generationLimit);
    this.#old = new Generation(this.#generationLimit);
  }

  /** How many values were dropped before their five minutes were over. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** @param hash The {@link hashOf} the key, where it is at hand. */
  recall(key: string, now: number, hash: number = hashOf(key)): number | undefined {
    return (
      valueWithinWindow(this.#young, key, hash, now) ?? valueWithinWindow(this.#old, key, hash, now)
    );
  }

  /** Remembers a value from now on. The key must be unknown to {@link recall}. */
  remember(key: string, value: number, now: number, hash: number = hashOf(key)): void {
    const young = this.#young;
    if (young.size >= this.#generationLimit || now - young.since >= DEDUPLICATION_WINDOW_MS) {
      this.#turn(now);
    }
    this.#young.add(key, hash, value, now);
  }

  clear(): void {
    this.#young = new Generation(this.#generationLimit);
    this.#old = new Generation(this.#generationLimit);
  }

  #turn(now: number): void {
    const dropped = this.#old;
    this.#forgotten += countWithinWindow(dropped, now);
    dropped.restart(now);
    this.#old = this.#young;
    this.#young = dropped;
  }
}

function isWithinWindow(time: number, now: number): boolean {
  return now - time < DEDUPLICATION_WINDOW_MS;
}

function valueWithinWindow(
  generation: Generation,
  key: string,
  hash: number,
  now: number,
): number | undefined {
  const position = generation.find(key, hash);
  return position >= 0 && isWithinWindow(generation.timeAt(position), now)
    ? generation.valueAt(position)
    : undefined;
}

/** Values stand in the order of their time, so only those that have had theirs are looked at. */
function countWithinWindow(generation: Generation, now: number): number {
  let over = 0;
  while (over < generation.size && !isWithinWindow(generation.timeAt(over), now)) over += 1;
  return generation.size - over;
}
