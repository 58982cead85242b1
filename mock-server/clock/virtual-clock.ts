import { Alarm } from './alarm.ts';
import type { Clock, Timer } from './clock.ts';
import { DeadlineHeap } from './deadline-heap.ts';
import { macrotask } from './macrotask.ts';
import { systemClock } from './system-clock.ts';
import { VirtualTimer } from './virtual-timer.ts';

/** Always the same, so that a run that names no start repeats exactly. */
const DEFAULT_START_MS = Date.UTC(2026, 0, 1);

/** At so many instants a move stops at most: a timer that is set again and again would hold it for ever. */
const MOST_STOPS = 100_000;

/**
 * Time that can be turned. Five minutes of deduplication or an idle session pass in microseconds,
 * and pass the same way every time.
 *
 * A new clock is frozen: it moves only when told to, and a timer fires when it reaches the timer's
 * instant, with `now()` equal to it. A {@link running} one moves by itself, with the system's time,
 * and can be turned and frozen all the same.
 */
export class VirtualClock implements Clock {
  readonly #timers = new DeadlineHeap<VirtualTimer>();
  /** The instant at which the clock stands, or stood at {@link #anchor}. */
  #now: number;
  #frozen = true;
  /** The system's time at which the clock began to run from `#now` on; `undefined` while it stands. */
  #anchor: number | undefined;
  /** Wakes a running clock when its first timer is due. */
  readonly #alarm = new Alarm(systemClock, () => this.#ring());
  #timersMade = 0;
  #lastMove: Promise<unknown> = Promise.resolve();

  /**
   * @param startEpochMs The first instant, in epoch milliseconds.
   * @default 2026-01-01T00:00:00Z
   */
  constructor(startEpochMs: number = DEFAULT_START_MS) {
    this.#now = startEpochMs;
  }

  /** A clock that shows the system's time, and runs with it until it is turned or frozen. */
  static running(): VirtualClock {
    const clock = new VirtualClock(systemClock.now());
    clock.resume();
    return clock;
  }

  now(): number {
    return this.#anchor === undefined ? this.#now : this.#now + systemClock.now() - this.#anchor;
  }

  /** Whether it moves only when told to. */
  get frozen(): boolean {
    return this.#frozen;
  }

  /** How many timers have yet to fire. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Stops a running clock where it stands. */
  freeze(): void {
    this.#frozen = true;
    this.#stand();
  }

  /** Lets the clock run with the system's time, from where it stands. */
  resume(): void {
    this.#frozen = false;
    this.#run();
  }

  setTimeout(callback: () => void, ms: number): Timer {
    const timer = new VirtualTimer(
      this.#timers,
      callback,
      this.now() + Math.max(0, ms),
      this.#timersMade++,
    );
    this.#timers.add(timer);
    this.#wakeForFirst();
    return timer;
  }

  /**
   * Moves time forward by `ms` milliseconds, through every instant at which a timer is due. Timers
   * of one instant fire in the order in which they were set; then one turn of the event loop passes,
   * so that everything they resolved has run before the next instant begins. Timers set on the way
   * fire too if they fall into the span. After 100,000 instants it goes straight to its end, and what is
   * due by then fires there: as much as 17 days with a timer of 15 s.
   *
   * Moves that overlap are made one after the other.
   *
   * @param ms Zero or more. `advance(0)` lets everything run that can run now.
   * @throws RangeError when `ms` is negative or not a finite number. Rejects with what a callback throws.
   */
  async advance(ms: number): Promise<void> {
    if (!(ms >= 0 && ms < Infinity)) {
      throw new RangeError(`advance(${ms}): time can be advanced by 0 ms or more.`);
    }
    return this.#inTurn(() => this.#moveTo(this.now() + ms));
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
      if (epochMs < this.now()) this.#now = epochMs;
      else await this.#moveTo(epochMs);
    });
  }

  #inTurn(move: () => Promise<void>): Promise<void> {
    const result = this.#lastMove.then(async () => {
      this.#stand();
      try {
        await move();
      } finally {
        if (!this.#frozen) this.#run();
      }
    });
    // A failed move is its caller's business; the next one goes ahead all the same.
    this.#lastMove = result.catch(() => undefined);
    return result;
  }

  #stand(): void {
    this.#now = this.now();
    this.#anchor = undefined;
    this.#alarm.cancel();
  }

  #run(): void {
    this.#anchor ??= systemClock.now();
    this.#wakeForFirst();
  }

  #wakeForFirst(): void {
    const { first } = this.#timers;
    if (this.#anchor === undefined || first === undefined) return;
    this.#alarm.ringBy(systemClock.now() + first.dueAt - this.now());
  }

  #ring(): void {
    try {
      this.#fireDue();
    } finally {
      this.#wakeForFirst();
    }
  }

  async #moveTo(target: number): Promise<void> {
    // What was started before the move may still be about to set its first timer.
    await settled();
    for (let stops = 1; ; stops++) {
      const next = this.#timers.first;
      if (next === undefined || next.dueAt > target) break;
      this.#now = stops < MOST_STOPS ? next.dueAt : target;
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
      if (timer === undefined || timer.dueAt > this.now() || timer.order >= timersMade) return;
      timer.cancel();
      timer.callback();
    }
  }
}

/** Two turns: a consumer that is woken in the first begins in the second. */
async function settled(): Promise<void> {
  await macrotask();
  await macrotask();
}
