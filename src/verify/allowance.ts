/** So many timeouts may be waited in vain, those at the same time counted once. */
const MOST_LOST = 3;

/** Milliseconds; what comes at all comes within them, or within twice what was slowest until then. */
const SHORT_MS = 500;
const TIMES_SLOWEST = 2;

/**
 * How long something is waited for: the timeout, and once the run has waited three of them in vain, much
 * shorter. A server that never does what hundreds of cases wait for would else take hours.
 */
export class Allowance {
  readonly #timeout: number;
  #slowest = 0;
  #lost = 0;
  /** When the last was given up, in milliseconds of `performance.now()`. */
  #endedAt = 0;

  /** @param timeout milliseconds */
  constructor(timeout: number) {
    this.#timeout = timeout;
  }

  /** Milliseconds. */
  get ms(): number {
    return this.isShort
      ? Math.min(this.#timeout, Math.max(SHORT_MS, TIMES_SLOWEST * this.#slowest))
      : this.#timeout;
  }

  get isShort(): boolean {
    return this.#lost >= MOST_LOST * this.#timeout;
  }

  /** How long that is, as a finding says it. */
  told(ms: number): string {
    const seconds = `${Number((ms / 1000).toFixed(1))} s`;
    return ms < this.#timeout
      ? `${seconds} (shorter than the timeout, for too much was waited for in vain before)`
      : seconds;
  }

  /** It has come. @param startedAt milliseconds of `performance.now()` */
  came(startedAt: number): void {
    this.#slowest = Math.max(this.#slowest, performance.now() - startedAt);
  }

  /** It did not come. @param startedAt milliseconds of `performance.now()` */
  missed(startedAt: number): void {
    const now = performance.now();
    this.#lost += now - Math.max(startedAt, this.#endedAt);
    this.#endedAt = now;
  }
}
