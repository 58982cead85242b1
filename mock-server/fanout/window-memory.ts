import { hashOf } from '../hash.ts';

/** For how long a topic or queue knows a deduplication id, from the first send on (F7). */
export const DEDUPLICATION_WINDOW_MS = 5 * 60_000;

const SMALLEST = 1024;
/** One that always has a free place at three quarters full. */
const SMALLEST_INDEX = 16;
const FREE = 0;

/**
 * Remembers numbers for five minutes each, and a bounded number of them: when it is full, the oldest
 * makes room, and is counted.
 *
 * With a quarter of a million strings, a `Map` spends its time waiting for memory: a lookup of a
 * string that is not there visits the table, an entry, and the string of that entry. Here the entries
 * stand in a ring, in the order in which they came, and an index of four bytes per place holds an
 * entry's position and part of its hash, so that such a lookup, which nearly all are, touches one
 * place and ends. Nothing is allocated per entry.
 */
export class WindowMemory {
  readonly #limit: number;
  /** The bits of a place in the index that hold a position plus one; the others hold part of the hash. */
  readonly #positionBits: number;
  #capacity = 0;
  #oldest = 0;
  #size = 0;
  #keys: string[] = [];
  #hashes = new Int32Array(0);
  #values = new Float64Array(0);
  #times = new Float64Array(0);
  #index = new Int32Array(0);
  /** Places of the index that are not free. */
  #places = 0;
  #forgotten = 0;

  /** @param limit At most this many values are kept, 1 to 2^30. */
  constructor(limit: number) {
    this.#limit = limit;
    this.#positionBits = 2 ** Math.ceil(Math.log2(limit + 1)) - 1;
    this.#resize(Math.min(limit, SMALLEST));
  }

  /** How many values were dropped before their five minutes were over. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** @param hash The {@link hashOf} the key, where it is at hand. */
  recall(key: string, now: number, hash: number = hashOf(key)): number | undefined {
    const position = this.#find(key, hash);
    return position >= 0 && isWithinWindow(this.#times[position]!, now)
      ? this.#values[position]
      : undefined;
  }

  /** Remembers a value from now on. The key must be unknown to {@link recall}. */
  remember(key: string, value: number, now: number, hash: number = hashOf(key)): void {
    while (this.#size > 0 && !isWithinWindow(this.#times[this.#oldest]!, now)) this.#dropOldest();
    // A clock that was set back can leave a key whose time is over behind one whose time is not.
    let position = this.#find(key, hash);
    if (position < 0) {
      position = this.#take();
      this.#keys[position] = key;
      this.#hashes[position] = hash;
      this.#note(position);
    }
    this.#values[position] = value;
    this.#times[position] = now;
  }

  /** Drops the keys that a condition holds for. Walks through all. */
  forget(isForgotten: (key: string) => boolean): void {
    this.#rebuild(this.#capacity, (key) => !isForgotten(key));
  }

  clear(): void {
    this.#oldest = 0;
    this.#size = 0;
    this.#resize(Math.min(this.#limit, SMALLEST));
  }

  /** The position of a key, −1 when it is not there. */
  #find(key: string, hash: number): number {
    const index = this.#index;
    const positionBits = this.#positionBits;
    const last = index.length - 1;
    for (let place = hash & last; ; place = (place + 1) & last) {
      const entry = index[place]!;
      if (entry === FREE) return -1;
      if (((entry ^ hash) & ~positionBits) === 0) {
        const position = (entry & positionBits) - 1;
        if (this.#keys[position] === key) return position;
      }
    }
  }

  /** A position for one more entry. */
  #take(): number {
    if (this.#size === this.#limit) {
      this.#dropOldest();
      this.#forgotten += 1;
    } else if (this.#size === this.#capacity) {
      this.#rebuild(Math.min(this.#limit, 2 * this.#capacity), () => true);
    }
    const end = this.#oldest + this.#size;
    this.#size += 1;
    return end < this.#capacity ? end : end - this.#capacity;
  }

  /** Leaves its place in the index behind, which finds no key any more, until the next rebuilding. */
  #dropOldest(): void {
    this.#keys[this.#oldest] = '';
    this.#oldest = this.#oldest + 1 < this.#capacity ? this.#oldest + 1 : 0;
    this.#size -= 1;
  }

  #note(position: number): void {
    // Beyond that, searches would grow long.
    if (4 * this.#places >= 3 * this.#index.length) this.#rebuildIndex();
    const index = this.#index;
    const last = index.length - 1;
    const hash = this.#hashes[position]!;
    let place = hash & last;
    while (index[place] !== FREE) place = (place + 1) & last;
    index[place] = (hash & ~this.#positionBits) | (position + 1);
    this.#places += 1;
  }

  #rebuildIndex(): void {
    this.#index.fill(FREE);
    this.#places = 0;
    // The entry that is being noted is in the ring already, and not in the index: it comes last.
    for (let offset = 0; offset < this.#size - 1; offset += 1) {
      this.#note((this.#oldest + offset) % this.#capacity);
    }
  }

  /** Copies what is to stay, oldest first, into a ring of another capacity. */
  #rebuild(capacity: number, stays: (key: string) => boolean): void {
    const [keys, hashes, values, times] = [this.#keys, this.#hashes, this.#values, this.#times];
    const [from, size, length] = [this.#oldest, this.#size, this.#capacity];
    this.#oldest = 0;
    this.#size = 0;
    this.#resize(capacity);
    for (let offset = 0; offset < size; offset += 1) {
      const old = (from + offset) % length;
      if (!stays(keys[old]!)) continue;
      const position = this.#size;
      this.#keys[position] = keys[old]!;
      this.#hashes[position] = hashes[old]!;
      this.#values[position] = values[old]!;
      this.#times[position] = times[old]!;
      this.#size += 1;
      this.#note(position);
    }
  }

  #resize(capacity: number): void {
    this.#capacity = capacity;
    this.#keys = [];
    this.#hashes = new Int32Array(capacity);
    this.#values = new Float64Array(capacity);
    this.#times = new Float64Array(capacity);
    this.#places = 0;
    // Half of it for what is there; the rest fills with what was.
    this.#index = new Int32Array(Math.max(SMALLEST_INDEX, 2 ** Math.ceil(Math.log2(2 * capacity))));
  }
}

function isWithinWindow(time: number, now: number): boolean {
  return now - time < DEDUPLICATION_WINDOW_MS;
}
