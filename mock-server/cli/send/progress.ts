import type { Flows } from '../../../src/forwarder/index.ts';
import { StatusLine, type Screen } from '../status-line.ts';

const REWRITE_MS = 250;
const LINE_MS = 5_000;

/** The rate is that of the last so many milliseconds. */
const RATE_MS = 3_000;

/**
 * Shows how far the forwarder is: on a terminal in one line that is rewritten in place, elsewhere in a
 * line every few seconds, if something has happened in them. Until its end it keeps the process alive,
 * which the forwarder does not.
 */
export class Progress {
  readonly #screen: Screen;
  readonly #flows: () => Flows;
  readonly #line: StatusLine;
  readonly #timer: NodeJS.Timeout;
  readonly #samples = [{ at: performance.now(), delivered: 0 }];
  #shown = '';

  constructor(screen: Screen, flows: () => Flows) {
    this.#screen = screen;
    this.#flows = flows;
    this.#line = new StatusLine(screen);
    this.#timer = setInterval(() => this.#show(), this.#line.isPossible ? REWRITE_MS : LINE_MS);
  }

  /** Prints a line that stays. */
  say(text: string): void {
    this.#line.erase();
    this.#screen.write(`quint-mock: ${text}\n`);
  }

  /** Leaves nothing behind on the terminal. */
  end(): void {
    clearInterval(this.#timer);
    this.#line.erase();
  }

  #show(): void {
    const { depth, outage, counters } = this.#flows();
    const { delivered, spilled, recovered, retries } = counters;
    const rate = Math.round(this.#rate(delivered));
    const rest = `depth ${depth}, retries ${retries}, spilled ${Math.max(0, spilled - recovered)}`;
    const state = `delivered ${delivered}, ${rest}${outage ? ', outage' : ''}`;
    const text = `delivered ${delivered} (${rate}/s), ${rest}${outage ? ', outage' : ''}`;
    if (this.#line.isPossible) {
      this.#line.show(text);
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
}
