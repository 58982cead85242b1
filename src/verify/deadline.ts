import type { Stop } from './stop.ts';

/**
 * Ends a request when it takes too long, or when the run is stopped. Unlike `AbortSignal.timeout`, it
 * keeps the process alive meanwhile, and nothing collects it together with a signal made of it.
 */
export class Deadline {
  /** Milliseconds. */
  readonly ms: number;
  readonly #controller = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #stop: Stop;
  readonly #abort = () => this.#controller.abort();
  readonly #over: Promise<never>;

  /** @param ms milliseconds */
  constructor(ms: number, stop: Stop) {
    this.ms = ms;
    const reason = new DOMException('It took too long', 'TimeoutError');
    this.#timer = setTimeout(() => this.#controller.abort(reason), ms);
    this.#stop = stop;
    stop.add(this.#abort);
    const { signal } = this.#controller;
    this.#over = new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
    this.#over.catch(() => {}); // Nobody may be waiting.
  }

  /**
   * Waits for something no longer than until then. The signal alone does not do: a server in the same
   * process may not look at it, and a `Request` that was made with it may lose it.
   */
  before<Part>(part: Promise<Part>): Promise<Part> {
    return Promise.race([part, this.#over]);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** It may take as long as it likes now. */
  lift(): void {
    clearTimeout(this.#timer);
  }

  /** There is nothing left to end. */
  end(): void {
    this.lift();
    this.#stop.delete(this.#abort);
  }
}
