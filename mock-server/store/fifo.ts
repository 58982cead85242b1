/** First in, first out, in amortised constant time: an array whose spent front is cut off in time. */
export class Fifo<Item> {
  #items: (Item | undefined)[] = [];
  #head = 0;

  get size(): number {
    return this.#items.length - this.#head;
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  /** Drops the items that a condition holds for; the others keep their order. */
  drop(isDropped: (item: Item) => boolean): void {
    this.#items = [...this].filter((item) => !isDropped(item));
    this.#head = 0;
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (let index = this.#head; index < this.#items.length; index++) yield this.#items[index]!;
  }

  shift(): Item | undefined {
    if (this.size === 0) return undefined;
    const item = this.#items[this.#head];
    // What has left must not be kept alive by its old place.
    this.#items[this.#head++] = undefined;
    if (this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}
