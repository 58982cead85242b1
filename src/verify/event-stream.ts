import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { Deviation } from './deviation.ts';
import type { Exchange } from './exchange.ts';

/** An open live stream; `await using` closes it. */
export class EventStream implements AsyncDisposable {
  readonly response: Response;
  readonly #exchange: Exchange;
  readonly #timeout: number;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #messages: EventSourceMessage[] = [];
  readonly #decoder = new TextDecoder();
  readonly #parser = createParser({ onEvent: (event) => this.#messages.push(event) });

  /** @param timeout milliseconds that a message is waited for */
  constructor(response: Response, exchange: Exchange, timeout: number) {
    this.response = response;
    this.#exchange = exchange;
    this.#timeout = timeout;
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
    const end = performance.now() + this.#timeout;
    for (;;) {
      for (let message = this.#messages.shift(); message; message = this.#messages.shift()) {
        if (is(message)) return message;
      }
      const bytes = await this.#read(end);
      if (!bytes)
        throw this.#missed(expected, bytes === null ? 'the stream ended' : 'it did not come');
      this.#parser.feed(this.#decoder.decode(bytes, { stream: true }));
    }
  }

  /** Demands that the server ends it. */
  async ended(): Promise<void> {
    const end = performance.now() + this.#timeout;
    for (;;) {
      const bytes = await this.#read(end);
      if (bytes === null) return;
      if (!bytes) throw this.#missed('the end', 'it goes on');
    }
  }

  async close(): Promise<void> {
    await this.#reader?.cancel().catch(() => {});
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * @param end milliseconds of `performance.now()`, at which it is closed
   * @returns `null` when the server has ended it, `undefined` when nothing came in time
   */
  async #read(end: number): Promise<Uint8Array | null | undefined> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      void this.close();
    }, end - performance.now());
    try {
      const chunk = await this.#reader?.read();
      return chunk?.value ?? (isLate ? undefined : null);
    } catch {
      return isLate ? undefined : null; // It broke off, which is an end too.
    } finally {
      clearTimeout(timer);
    }
  }

  #missed(expected: string, actual: string): Deviation {
    const within = `on the stream within ${this.#timeout / 1000} s`;
    return new Deviation(`${expected} ${within}`, actual, this.#exchange);
  }
}
