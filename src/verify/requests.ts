import type { OperationId } from '../../spec/operations.ts';
import { buildRequest, type Target } from './build-request.ts';
import { Deadline } from './deadline.ts';
import { Deviation, NotSent } from './deviation.ts';
import type { Exchange } from './exchange.ts';
import type { Fetch } from './options.ts';
import { Patience } from './patience.ts';
import { readText } from './read-text.ts';
import type { Secrets } from './secrets.ts';
import type { Sending } from './sending.ts';
import { sleep } from './sleep.ts';
import type { Stop } from './stop.ts';

export interface RequestsOptions extends Target {
  readonly fetch: Fetch;
  /** Milliseconds an answer is waited for. */
  readonly timeout: number;
  /** Ends all requests. */
  readonly stop: Stop;
  /** Is told of tokens that the server hands out. */
  readonly secrets: Secrets;
}

/** Milliseconds to wait at least where a server says that it takes no more: 0 would be no waiting. */
const SHORTEST_WAIT_MS = 50;

/** Sends requests as any client would, and keeps what was said. */
export class Requests {
  readonly #options: RequestsOptions;
  readonly #patience = new Patience();

  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  /** @throws Deviation when there is no answer */
  async send(operation: OperationId, sending: Sending): Promise<Exchange> {
    const { timeout, stop, secrets } = this.#options;
    const until = performance.now() + timeout;
    for (;;) {
      const exchange = await this.#sendOnce(operation, sending);
      const { status, headers, text } = exchange.answer!;
      if (status < 300) secrets.learn(operation, text);
      const wait = Number(headers.get('retry-after') ?? Number.NaN) * 1000;
      // It is in its right to; the request itself has not been judged.
      if (status === 429 && wait < until - performance.now()) {
        await sleep(Math.max(wait, SHORTEST_WAIT_MS), stop);
        continue;
      }
      return exchange;
    }
  }

  async #sendOnce(operation: OperationId, sending: Sending): Promise<Exchange> {
    const deadline = new Deadline(this.#options.timeout, this.#options.stop);
    const sentAt = performance.now();
    try {
      const { exchange, response } = await this.#open(operation, sending, deadline);
      const reading = deadline.before(readText(response));
      const text = await this.#orDeviation(exchange, sentAt, reading);
      this.#patience.answered(operation);
      return { request: exchange.request, answer: { ...exchange.answer!, text } };
    } finally {
      deadline.end();
    }
  }

  /**
   * Sends a request whose answer has no end: only its beginning is waited for.
   * @throws Deviation when there is no answer
   */
  async openEndless(
    operation: OperationId,
    sending: Sending,
  ): Promise<{ exchange: Exchange; response: Response }> {
    const deadline = new Deadline(this.#options.timeout, this.#options.stop);
    try {
      return await this.#open(operation, sending, deadline);
    } finally {
      deadline.lift();
    }
  }

  /**
   * Sends a request; the body of the answer is still to come.
   * @throws Deviation when there is no answer, NotSent when the operation is given up
   */
  async #open(
    operation: OperationId,
    sending: Sending,
    deadline: Deadline,
  ): Promise<{ exchange: Exchange; response: Response }> {
    if (this.#patience.isOver(operation)) throw new NotSent(operation);
    const { request, init } = await buildRequest(operation, sending, this.#options);
    const sentAt = performance.now();
    const answering = deadline.before(
      this.#options.fetch(request.url, { ...init, signal: deadline.signal }),
    );
    const response = await this.#orDeviation({ request }, sentAt, answering);
    const { status, headers } = response;
    return { exchange: { request, answer: { status, headers, text: '' } }, response };
  }

  /** @param sentAt milliseconds of `performance.now()` */
  async #orDeviation<Part>(exchange: Exchange, sentAt: number, part: Promise<Part>): Promise<Part> {
    try {
      return await part;
    } catch (error) {
      const { operation } = exchange.request;
      if (!this.#options.stop.isStopped) this.#patience.unanswered(operation, sentAt);
      throw this.#unanswered(exchange, error);
    }
  }

  #unanswered(exchange: Exchange, error: unknown): Deviation {
    const { name, message, cause } = error as Error;
    const why =
      name === 'TimeoutError'
        ? `there was none within ${this.#options.timeout / 1000} s`
        : `there was none: ${cause instanceof Error ? cause.message : message}`;
    return new Deviation('an answer', why, exchange);
  }
}
