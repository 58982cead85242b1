import { hashOf } from '../hash.ts';

const SMALLEST_INDEX = 1024;

/**
 * A dictionary of numbers that is filled up to a limit and then emptied whole, never deleted from.
 *
 * With a quarter of a million strings, a `Map` spends its time waiting for memory: a lookup of a
 * string that is not there visits the table, an entry, and the string of that entry. Here four bytes
 * per place hold part of the hash, so that such a lookup, which nearly all are, touches one place and
 * ends. Nothing is allocated per entry, and nothing at all once the arrays have grown.
 */
export class Generation {
  /** When it was begun, in epoch milliseconds. */
  since = Number.NEGATIVE_INFINITY;
  size = 0;
  /** The bits of a place that hold a position plus one; the others hold part of the hash. */
  readonly #positionBits: number;
  /** 0 means that the place is free. */
  #index = new Int32Array(SMALLEST_INDEX);
  // What lies beyond `size` is of an earlier life, and waits to be overwritten.
  readonly #keys: string[] = [];
  readonly #values: number[] = [];
  readonly #times: number[] = [];

  /** @param limit The most entries it will have to hold, up to 2^30. */
  constructor(limit: number) {
    this.#positionBits = 2 ** Math.ceil(Math.log2(limit + 1)) - 1;
  }

  /** The position of a key, −1 when it is not there. */
  find(key: string, hash: number): number {
    const index = this.#index;
    const positionBits = this.#positionBits;
    const last = index.length - 1;
    for (let place = hash & last; ; place = (place + 1) & last) {
      const entry = index[place]!;
      if (entry === 0) return -1;
      if (((entry ^ hash) & ~positionBits) === 0) {
        const position = (entry & positionBits) - 1;
        if (this.#keys[position] === key) return position;
      }
    }
  }

  valueAt(position: number): number {
    return this.#values[position]!;
  }

  /** Since when the value has been known, in epoch milliseconds. */
  timeAt(position: number): number {
    return this.#times[position]!;
  }

  /** Adds a key that is not there. */
  add(key: string, hash: number, value: number, now: number): void {
    const position = this.size;
    this.#keys[position] = key;
    this.#values[position] = value;
    this.#times[position] = now;
    this.size += 1;
    // At most half full, so that a search ends after a step or two.
    if (2 * this.size > this.#index.length) this.#grow();
    else this.#note(position, hash);
  }

  /** Empties it, to be filled again. */
  restart(now: number): void {
    this.since = now;
    this.size = 0;
    this.#index.fill(0);
  }

  #grow(): void {
    this.#index = new Int32Array(2 * this.#index.length);
    for (let position = 0; position < this.size; position += 1) {
      this.#note(position, hashOf(this.#keys[position]!));
    }
  }

  #note(position: number, hash: number): void {
    const index = this.#index;
    const last = index.length - 1;
    let place = hash & last;
    while (index[place] !== 0) place = (place + 1) & last;
    index[place] = (hash & ~this.#positionBits) | (position + 1);
  }
}
