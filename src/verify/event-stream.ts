import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Allowance } from './allowance.ts';
import { Deviation } from './deviation.ts';
import type { Exchange } from './exchange.ts';

/** An open live stream; `await using` closes it. */
export class EventStream implements AsyncDisposable {
  readonly response: Response;
  readonly #exchange: Exchange;
  readonly #allowance: Allowance;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #messages: EventSourceMessage[] = [];
  readonly #decoder = new TextDecoder();
  readonly #parser = createParser({ onEvent: (event) => this.#messages.push(event) });

  /** @param allowance how long a message is waited for */
  constructor(response: Response, exchange: Exchange, allowance: Allowance) {
    this.response = response;
    this.#exchange = exchange;
    this.#allowance = allowance;
    this.#reader = response.body?.getReader();
  }

  /**
   * The next message that `is` accepts; those before it are left out.
   * @param expected completes "expected … on the stream within 10 s"
   */
  async next(
    expected: string,
    is: (message: EventSourceMessage) => boolean,
  ): Promise<EventSourceMessage> {
    const wait = this.#wait();
    for (;;) {
      for (let message = this.#messages.shift(); message; message = this.#messages.shift()) {
        if (!is(message)) continue;
        this.#allowance.came(wait.start);
        return message;
      }
      const bytes = await this.#read(wait);
      if (bytes === null) throw this.#missed(expected, 'the stream ended', wait);
      if (!bytes) throw this.#missed(expected, 'it did not come', wait);
      this.#parser.feed(this.#decoder.decode(bytes, { stream: true }));
    }
  }

  /** Demands that the server ends it. */
  async ended(): Promise<void> {
    const wait = this.#wait();
    for (;;) {
      const bytes = await this.#read(wait);
      if (bytes === null) return this.#allowance.came(wait.start);
      if (!bytes) throw this.#missed('the end', 'it goes on', wait);
    }
  }

  async close(): Promise<void> {
    await this.#reader?.cancel().catch(() => {});
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #wait(): Wait {
    return { start: performance.now(), ms: this.#allowance.ms };
  }

  /**
   * Closes it when the wait is over.
   * @returns `null` when the server has ended it, `undefined` when nothing came in time
   */
  async #read({ start, ms }: Wait): Promise<Uint8Array | null | undefined> {
    let isLate = false;
    const timer = setTimeout(
      () => {
        isLate = true;
        void this.close();
      },
      start + ms - performance.now(),
    );
    try {
      const chunk = await this.#reader?.read();
      return chunk?.value ?? (isLate ? undefined : null);
    } catch {
      return isLate ? undefined : null; // It broke off, which is an end too.
    } finally {
      clearTimeout(timer);
    }
  }

  #missed(expected: string, actual: string, { start, ms }: Wait): Deviation {
    this.#allowance.missed(start);
    const within = `on the stream within ${this.#allowance.told(ms)}`;
    return new Deviation(`${expected} ${within}`, actual, this.#exchange);
  }
}

interface Wait {
  /** Milliseconds of `performance.now()`. */
  readonly start: number;
  /** How long it may take. */
  readonly ms: number;
}
