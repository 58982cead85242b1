/** Something that falls due at an instant, and that can stand in a {@link DeadlineHeap}. */
export interface Deadline {
  /** The instant it falls due, in epoch milliseconds. Only the heap may change it meanwhile. */
  dueAt: number;
  /** Decides between two that fall due at the same instant: the smaller comes first. */
  readonly order: number;
  /** Where it stands in the heap, −1 when it stands in none. Only the heap writes it. */
  heapIndex: number;
}

/**
 * Deadlines, earliest first: a binary heap in which every item knows its place, so that one can be
 * withdrawn or moved in O(log n) and nothing stale is left behind.
 */
export class DeadlineHeap<Item extends Deadline> {
  readonly #items: Item[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** The item that falls due first. */
  get first(): Item | undefined {
    return this.#items[0];
  }

  add(item: Item): void {
    const index = this.#items.length;
    this.#items.push(item);
    this.#rise(item, index);
  }

  /** Takes out an item of this heap. */
  remove(item: Item): void {
    const index = item.heapIndex;
    item.heapIndex = -1;
    const last = this.#items.pop()!;
    if (last === item) return;
    this.#rise(last, index);
    this.#sink(last, last.heapIndex);
  }

  /** Gives an item of this heap another instant. */
  move(item: Item, dueAt: number): void {
    item.dueAt = dueAt;
    this.#rise(item, item.heapIndex);
    this.#sink(item, item.heapIndex);
  }

  clear(): void {
    for (const item of this.#items) item.heapIndex = -1;
    this.#items.length = 0;
  }

  #rise(item: Item, index: number): void {
    const items = this.#items;
    let at = index;
    while (at > 0) {
      const parentIndex = (at - 1) >> 1;
      const parent = items[parentIndex]!;
      if (!isBefore(item, parent)) break;
      items[at] = parent;
      parent.heapIndex = at;
      at = parentIndex;
    }
    items[at] = item;
    item.heapIndex = at;
  }

  #sink(item: Item, index: number): void {
    const items = this.#items;
    const size = items.length;
    let at = index;
    for (;;) {
      let childIndex = 2 * at + 1;
      if (childIndex >= size) break;
      if (childIndex + 1 < size && isBefore(items[childIndex + 1]!, items[childIndex]!)) {
        childIndex += 1;
      }
      const child = items[childIndex]!;
      if (!isBefore(child, item)) break;
      items[at] = child;
      child.heapIndex = at;
      at = childIndex;
    }
    items[at] = item;
    item.heapIndex = at;
  }
}

function isBefore(a: Deadline, b: Deadline): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order);
}
