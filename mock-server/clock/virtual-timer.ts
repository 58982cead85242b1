import type { Timer } from './clock.ts';
import type { Deadline, DeadlineHeap } from './deadline-heap.ts';

/** A timer of a virtual clock. It stands in the clock's heap until it has fired or is cancelled. */
export class VirtualTimer implements Timer, Deadline {
  readonly callback: () => void;
  readonly dueAt: number;
  readonly order: number;
  heapIndex = -1;
  readonly #timers: DeadlineHeap<VirtualTimer>;

  constructor(
    timers: DeadlineHeap<VirtualTimer>,
    callback: () => void,
    dueAt: number,
    order: number,
  ) {
    this.#timers = timers;
    this.callback = callback;
    this.dueAt = dueAt;
    this.order = order;
  }

  cancel(): void {
    if (this.heapIndex >= 0) this.#timers.remove(this);
  }
}
