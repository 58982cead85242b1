import type { Clock, Timer } from './clock.ts';
import { type Deadline, DeadlineHeap } from './deadline-heap.ts';
import { macrotask } from './macrotask.ts';

/** Always the same, so that a run that names no start repeats exactly. */
const DEFAULT_START_MS = Date.UTC(2026, 0, 1);

/**
 * Time that moves only when told to. Five minutes of deduplication or an idle session pass in
 * microseconds, and pass the same way every time.
 *
 * A timer belongs to an instant: it fires when the clock reaches that instant, with `now()` equal to
 * it, and never at any other time.
 */
export class VirtualClock implements Clock {
  readonly #timers = new DeadlineHeap<VirtualTimer>();
  #now: number;
  #timersMade = 0;
  #lastMove: Promise<unknown> = Promise.resolve();

  /**
   * @param startEpochMs The first instant, in epoch milliseconds.
   * @default 2026-01-01T00:00:00Z
   */
  constructor(startEpochMs: number = DEFAULT_START_MS) {
    this.#now = startEpochMs;
  }

  now(): number {
    return this.#now;
  }

  /** How many timers have yet to fire. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  setTimeout(callback: () => void, ms: number): Timer {
    const timer = new VirtualTimer(
      this.#timers,
      callback,
      this.#now + Math.max(0, ms),
      this.#timersMade++,
    );
    this.#timers.add(timer);
    return timer;
  }

  /**
   * Moves time forward by `ms` milliseconds, through every instant at which a timer is due. Timers
   * of one instant fire in the order in which they were set; then one turn of the event loop passes,
   * so that everything they resolved has run before the next instant begins. Timers set on the way
   * fire too if they fall into the span.
   *
   * Moves that overlap are made one after the other.
   *
   * @param ms Zero or more. `advance(0)` lets everything run that can run now.
   * @throws RangeError when `ms` is negative or not a number. Rejects with what a callback throws.
   */
  async advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError(`advance(${ms}): time can be advanced by 0 ms or more.`);
    return this.#inTurn(() => this.#moveTo(this.#now + ms));
  }

  /**
   * Moves time to an instant: forward like {@link advance}; backward at once and firing nothing. A
   * timer then waits until the clock reaches its instant again.
   *
   * @param epochMs Epoch milliseconds.
   * @throws RangeError when `epochMs` is not a finite number. Rejects with what a callback throws.
   */
  async set(epochMs: number): Promise<void> {
    if (!Number.isFinite(epochMs)) {
      throw new RangeError(`set(${epochMs}): an instant is a finite number of epoch milliseconds.`);
    }
    return this.#inTurn(async () => {
      if (epochMs < this.#now) this.#now = epochMs;
      else await this.#moveTo(epochMs);
    });
  }

  #inTurn(move: () => Promise<void>): Promise<void> {
    const result = this.#lastMove.then(move);
    // A failed move is its caller's business; the next one goes ahead all the same.
    this.#lastMove = result.catch(() => undefined);
    return result;
  }

  async #moveTo(target: number): Promise<void> {
    // What was started before the move may still be about to set its first timer.
    await settled();
    for (;;) {
      const next = this.#timers.first;
      if (next === undefined || next.dueAt > target) break;
      this.#now = next.dueAt;
      this.#fireDue();
      await settled();
    }
    this.#now = target;
  }

  #fireDue(): void {
    // A timer of 0 ms that a callback sets waits for the next turn, as it does in real time.
    const timersMade = this.#timersMade;
    for (;;) {
      const timer = this.#timers.first;
      if (timer === undefined || timer.dueAt > this.#now || timer.order >= timersMade) return;
      timer.cancel();
      timer.callback();
    }
  }
}

class VirtualTimer implements Timer, Deadline {
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

/** Two turns: a consumer that is woken in the first begins in the second. */
async function settled(): Promise<void> {
  await macrotask();
  await macrotask();
}
