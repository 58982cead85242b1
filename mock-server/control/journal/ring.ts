/** The latest items: the oldest falls off when it is full, and is counted. */
export class Ring<Item> {
  readonly #limit: number;
  /** From `#head` on in the order of their coming, around the end. */
  #items: Item[] = [];
  #head = 0;
  /** How many fell off. */
  dropped = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(item: Item): void {
    if (this.#items.length < this.#limit) {
      this.#items.push(item);
      return;
    }
    this.dropped++;
    if (this.#limit === 0) return;
    this.#items[this.#head] = item;
    this.#head = (this.#head + 1) % this.#limit;
  }

  *newestFirst(): Generator<Item> {
    const { length } = this.#items;
    for (let back = 1; back <= length; back++) {
      yield this.#items[(this.#head + length - back) % length]!;
    }
  }

  /** Takes out what `unwanted` says; that is not counted. */
  remove(unwanted: (item: Item) => boolean): void {
    this.#items = [...this.newestFirst()].filter((item) => !unwanted(item)).toReversed();
    this.#head = 0;
  }
}
