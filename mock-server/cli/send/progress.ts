import type { Flows } from '../../../src/forwarder/index.ts';

/** Where it is shown: standard error. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const REWRITE_MS = 250;
const LINE_MS = 5_000;

/** The rate is that of the last so many milliseconds. */
const RATE_MS = 3_000;

const ERASE = '\r\u001B[K';

/**
 * Shows how far the forwarder is: on a terminal in one line that is rewritten in place, elsewhere in a
 * line every few seconds, if something has happened in them. Until its end it keeps the process alive,
 * which the forwarder does not.
 */
export class Progress {
  readonly #screen: Screen;
  readonly #flows: () => Flows;
  readonly #inPlace: boolean;
  readonly #timer: NodeJS.Timeout;
  readonly #samples = [{ at: performance.now(), delivered: 0 }];
  #shown = '';

  constructor(screen: Screen, flows: () => Flows) {
    this.#screen = screen;
    this.#flows = flows;
    this.#inPlace = screen.isTTY === true && process.env['TERM'] !== 'dumb';
    this.#timer = setInterval(() => this.#show(), this.#inPlace ? REWRITE_MS : LINE_MS);
  }

  /** Prints a line that stays. */
  say(text: string): void {
    this.#erase();
    this.#screen.write(`quint-mock: ${text}\n`);
  }

  /** Leaves nothing behind on the terminal. */
  end(): void {
    clearInterval(this.#timer);
    this.#erase();
  }

  #show(): void {
    const { depth, outage, counters } = this.#flows();
    const { delivered, spilled, recovered, retries } = counters;
    const rate = Math.round(this.#rate(delivered));
    const rest = `depth ${depth}, retries ${retries}, spilled ${Math.max(0, spilled - recovered)}`;
    const state = `delivered ${delivered}, ${rest}${outage ? ', outage' : ''}`;
    const text = `delivered ${delivered} (${rate}/s), ${rest}${outage ? ', outage' : ''}`;
    if (this.#inPlace) {
      // A line that wraps could not be rewritten. Some terminals say that they have no columns.
      this.#screen.write(ERASE + text.slice(0, (this.#screen.columns || 80) - 1));
    } else if (state !== this.#shown) {
      this.#screen.write(`quint-mock: ${text}\n`);
    }
    this.#shown = state;
  }

  /** Events per second. */
  #rate(delivered: number): number {
    const samples = this.#samples;
    const at = performance.now();
    samples.push({ at, delivered });
    while (samples.length > 2 && at - samples[1]!.at >= RATE_MS) samples.shift();
    const [first] = samples;
    return ((delivered - first!.delivered) * 1000) / (at - first!.at);
  }

  #erase(): void {
    if (this.#inPlace && this.#shown) this.#screen.write(ERASE);
    if (this.#inPlace) this.#shown = '';
  }
}
