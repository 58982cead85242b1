import { VirtualClock } from '../../../../mock-server/clock/index.ts';
import type { Clock } from '../../../../src/forwarder/index.ts';
import { idle } from './idle.ts';

/**
 * A virtual clock that stops at every timer until the work on files that it started is done, too. So what
 * happens at an instant has happened before the next one comes.
 */
export class PatientClock implements Clock {
  readonly #clock = new VirtualClock();
  readonly #due = new Set<{ readonly at: number }>();
  /** Added to what the time of day is; timers know nothing of it. */
  #offset = 0;
  /** Timers that were ever set. */
  timersSet = 0;

  now(): number {
    return this.#clock.now() + this.#offset;
  }

  setTimeout(callback: () => void, ms: number): { cancel(): void } {
    this.timersSet++;
    const due = { at: this.#clock.now() + Math.max(0, ms) };
    this.#due.add(due);
    const timer = this.#clock.setTimeout(() => {
      this.#due.delete(due);
      callback();
    }, ms);
    return {
      cancel: () => {
        this.#due.delete(due);
        timer.cancel();
      },
    };
  }

  /** How many timers have yet to fire. */
  get pendingTimers(): number {
    return this.#due.size;
  }

  /** Sets the time of day, as an administrator or NTP does: what waits goes on waiting as long as it would have. */
  step(ms: number): void {
    this.#offset += ms;
  }

  async advance(ms: number): Promise<void> {
    await idle();
    const end = this.#clock.now() + ms;
    for (;;) {
      const next = Math.min(...[...this.#due].map(({ at }) => at));
      if (next > end) break;
      await this.#clock.advance(Math.max(0, next - this.#clock.now()));
      await idle();
    }
    await this.#clock.advance(Math.max(0, end - this.#clock.now()));
  }
}
