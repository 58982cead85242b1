import { Fifo } from './fifo.ts';

/** A map that forgets its oldest key when it is full, and counts that. */
export class BoundedMap<Key, Value> {
  readonly #map = new Map<Key, Value>();
  readonly #keys = new Fifo<Key>();
  readonly #limit: number;
  evicted = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: Key): Value | undefined {
    return this.#map.get(key);
  }

  /** Oldest first. */
  values(): Iterable<Value> {
    return this.#map.values();
  }

  /** Drops the entries that a condition on their value holds for; they do not count as forgotten. */
  drop(isDropped: (value: Value) => boolean): void {
    this.#keys.drop((key) => isDropped(this.#map.get(key)!));
    for (const [key, value] of this.#map) if (isDropped(value)) this.#map.delete(key);
  }

  set(key: Key, value: Value): void {
    if (!this.#map.has(key)) this.#keys.push(key);
    this.#map.set(key, value);
    if (this.#map.size <= this.#limit) return;
    this.#map.delete(this.#keys.shift()!);
    this.evicted++;
  }
}
