/** A queue of at most `capacity` items. Where one too many comes, the oldest goes. */
export class Ring<Item> {
  readonly capacity: number;
  readonly #slots: (Item | undefined)[];
  #head = 0;
  #size = 0;
  /** Items that ever came, those put back not counted again. */
  pushed = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#slots = Array.from({ length: capacity });
  }

  get size(): number {
    return this.#size;
  }

  /** The oldest. */
  get first(): Item | undefined {
    return this.#slots[this.#head];
  }

  /** Adds the newest; returns the oldest when it had to go. */
  push(item: Item): Item | undefined {
    const gone = this.#size === this.capacity ? this.shift() : undefined;
    this.pushed++;
    this.#slots[(this.#head + this.#size++) % this.capacity] = item;
    return gone;
  }

  /** Takes out the oldest. */
  shift(): Item | undefined {
    const item = this.first;
    if (item === undefined) return undefined;
    this.#slots[this.#head] = undefined;
    this.#head = (this.#head + 1) % this.capacity;
    this.#size--;
    return item;
  }

  /** Takes out the oldest, so many at most. */
  take(most: number): Item[] {
    return Array.from({ length: Math.min(most, this.#size) }, () => this.shift()!);
  }

  /** Puts items, the oldest first, before all others; returns those of them that had to go. */
  prepend(items: readonly Item[]): readonly Item[] {
    const fitting = Math.min(items.length, this.capacity - this.#size);
    const gone = items.slice(0, items.length - fitting);
    for (let index = items.length - 1; index >= gone.length; index--) {
      this.#head = (this.#head + this.capacity - 1) % this.capacity;
      this.#slots[this.#head] = items[index];
      this.#size++;
    }
    return gone;
  }

  /** Those that have gone, one way or the other. */
  get left(): number {
    return this.pushed - this.#size;
  }

  *[Symbol.iterator](): Generator<Item> {
    for (let nth = 0; nth < this.#size; nth++) {
      yield this.#slots[(this.#head + nth) % this.capacity]!;
    }
  }
}
