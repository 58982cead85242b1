import { askedBy, delayAfter } from '../client/retry.ts';
import type { Clock } from './clock.ts';
import type { ForwarderSettings } from './options.ts';

/**
 * When the next try may be made: one for all requests, so that whatever waits does not try on its own.
 * Only the length of a wait counts, never the time of day: a clock that is set neither shortens nor
 * lengthens it.
 */
export class Backoff {
  readonly #clock: Clock;
  readonly #retry: ForwarderSettings['retry'];
  readonly #onOver: () => void;
  #failures = 0;
  #timer: { cancel(): void } | undefined;
  #until: number | undefined;
  /** Whether the server asked for the wait: then even who is in a hurry must heed it. */
  #isFirm = false;
  /** Somebody waits: the next try is made at once. */
  #isHurried = false;
  /** The instant by which all has to be over. */
  #deadline = Infinity;
  readonly #end = new AbortController();
  #endTimer: { cancel(): void } | undefined;
  #nudge: () => void = () => {};

  /** @param onOver is called when a wait is over */
  constructor({ clock, retry }: ForwarderSettings, onOver: () => void) {
    this.#clock = clock;
    this.#retry = retry;
    this.#onOver = onOver;
  }

  /** Epoch milliseconds of the next try; `undefined` when none is waited for. */
  get until(): number | undefined {
    return this.#until;
  }

  /** Whether a try may be made now. */
  get isOver(): boolean {
    return this.#until === undefined || (this.#isHurried && !this.#isFirm);
  }

  /** Aborted when no try is made any more. */
  get end(): AbortSignal {
    return this.#end.signal;
  }

  /** Lets one try be made at once, unless the server asked for a wait. */
  hasten(): void {
    this.#isHurried = true;
    this.#nudge();
  }

  /** A try is made, or there is nothing to try. @returns whether somebody asked for it */
  calm(): boolean {
    const isHurried = this.#isHurried;
    this.#isHurried = false;
    return isHurried;
  }

  fail(retryAfter: string | null | undefined): void {
    this.#timer?.cancel();
    const ms = delayAfter(++this.#failures, this.#retry, retryAfter);
    this.#until = this.#clock.now() + ms;
    this.#isFirm = askedBy(retryAfter) > 0;
    this.#timer = this.#clock.setTimeout(() => {
      this.#until = undefined;
      this.#nudge();
      this.#onOver();
    }, ms);
  }

  succeed(): void {
    this.#failures = 0;
    this.#forget();
  }

  /** Waits for the next try. @returns whether there is one */
  async next(): Promise<boolean> {
    while (!this.#end.signal.aborted && !this.isOver) {
      if (this.#until! > this.#deadline) return false;
      await new Promise<void>((resolve) => (this.#nudge = resolve));
    }
    return !this.#end.signal.aborted;
  }

  /** From now on waits for no try that would be too late, and stops in the midst of one that is. */
  endWithin(ms: number): void {
    this.#deadline = this.#clock.now() + ms;
    if (!(ms > 0)) this.stop();
    else if (ms < Infinity) this.#endTimer = this.#clock.setTimeout(() => this.stop(), ms);
  }

  stop(): void {
    this.#endTimer?.cancel();
    this.#end.abort();
    this.#forget();
    this.#nudge();
  }

  #forget(): void {
    this.#timer?.cancel();
    this.#until = undefined;
  }
}
