import type { Clock, Timer } from './clock.ts';

/** Beyond this many milliseconds (24.8 days) the platform's timers overflow and fire at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** Real time. Its timers never keep a process alive, and have no upper limit. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => new SystemTimer(callback, ms),
};

class SystemTimer implements Timer {
  readonly #callback: () => void;
  #handle: ReturnType<typeof setTimeout> | undefined;

  constructor(callback: () => void, ms: number) {
    this.#callback = callback;
    this.#arm(ms);
  }

  cancel(): void {
    clearTimeout(this.#handle);
  }

  /** A long wait is walked in steps that the platform can count. */
  #arm(ms: number): void {
    const step = Math.min(ms, LONGEST_TIMEOUT_MS);
    const left = ms - step;
    this.#handle = setTimeout(() => (left > 0 ? this.#arm(left) : this.#callback()), step);
    // Node's timers hold the process open unless told otherwise; a browser's are plain numbers.
    (this.#handle as { unref?: () => void }).unref?.();
  }
}
