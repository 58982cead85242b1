import type { Clock, Timer } from './clock.ts';

/**
 * One timer for many deadlines: it rings at the earliest instant asked for. It may ring for nothing,
 * when that deadline was withdrawn meanwhile; whoever is rung asks again for the next one. So a
 * deadline that comes and goes costs no timer.
 */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #setFor = Infinity;
  #timer: Timer | undefined;

  constructor(clock: Clock, onRing: () => void) {
    this.#clock = clock;
    this.#ring = () => {
      this.#setFor = Infinity;
      onRing();
    };
  }

  /** Makes sure that it rings at `instant` (epoch milliseconds) or before; `Infinity` asks nothing. */
  ringBy(instant: number): void {
    if (instant >= this.#setFor) return;
    this.#timer?.cancel();
    this.#setFor = instant;
    this.#timer = this.#clock.setTimeout(this.#ring, instant - this.#clock.now());
  }

  cancel(): void {
    this.#timer?.cancel();
    this.#setFor = Infinity;
  }
}
