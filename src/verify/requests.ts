import { ERROR_CODES } from '../../spec/errors.ts';
import type { OperationId } from '../../spec/operations.ts';
import { askedBy } from '../client/retry.ts';
import { Allowance } from './allowance.ts';
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

/** Milliseconds to wait where a server takes no more, and does not say how long. */
const DEFAULT_WAIT_MS = 1_000;
/** And at least: 0 would be no waiting. */
const SHORTEST_WAIT_MS = 50;

interface Opened {
  readonly exchange: Exchange;
  readonly response: Response;
}

/** Sends requests as any client would, and keeps what was said. */
export class Requests {
  readonly #options: RequestsOptions;
  readonly #patience = new Patience();
  readonly #allowance: Allowance;

  constructor(options: RequestsOptions) {
    this.#options = options;
    this.#allowance = new Allowance(options.timeout);
  }

  /**
   * Sends a request, again where the server takes no more for the moment.
   * @throws Deviation when there is no answer
   */
  async send(operation: OperationId, sending: Sending): Promise<Exchange> {
    const { exchange } = await this.#untilTaken(() => this.#sendOnce(operation, sending));
    const { status, text } = exchange.answer!;
    if (status < 300) this.#options.secrets.learn(operation, text);
    return exchange;
  }

  /** A 429 is in its right to be: the request itself has not been judged. */
  async #untilTaken(send: () => Promise<Opened>): Promise<Opened> {
    const start = performance.now();
    for (;;) {
      const sent = await send();
      const { status, headers, body, bodyUsed } = sent.response;
      if (status !== ERROR_CODES.rate_limited.status) return sent;
      const asked = headers.get('retry-after');
      const wait = asked === null ? DEFAULT_WAIT_MS : Math.max(askedBy(asked), SHORTEST_WAIT_MS);
      if (performance.now() + wait > start + this.#allowance.ms) {
        this.#allowance.missed(start);
        return sent;
      }
      if (!bodyUsed) await body?.cancel();
      await sleep(wait, this.#options.stop);
    }
  }

  async #sendOnce(operation: OperationId, sending: Sending): Promise<Opened> {
    const deadline = this.#deadline();
    const sentAt = performance.now();
    try {
      const { exchange, response } = await this.#open(operation, sending, deadline);
      const text = await this.#orDeviation(exchange, sentAt, deadline, readText(response));
      this.#patience.answered(operation);
      this.#allowance.came(sentAt);
      return { exchange: { ...exchange, answer: { ...exchange.answer!, text } }, response };
    } finally {
      deadline.end();
    }
  }

  /**
   * The same of a request whose answer has no end: only its beginning is waited for.
   * @throws Deviation when there is no answer
   */
  openEndless(operation: OperationId, sending: Sending): Promise<Opened> {
    return this.#untilTaken(() => this.#openOnce(operation, sending));
  }

  async #openOnce(operation: OperationId, sending: Sending): Promise<Opened> {
    const deadline = this.#deadline();
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
  async #open(operation: OperationId, sending: Sending, deadline: Deadline): Promise<Opened> {
    if (this.#patience.isOver(operation)) throw new NotSent(operation);
    const { request, init } = await buildRequest(operation, sending, this.#options);
    const sentAt = performance.now();
    const { signal } = deadline;
    const answering = this.#options.fetch(request.url, { ...init, signal });
    const response = await this.#orDeviation({ request }, sentAt, deadline, answering);
    const { status, headers } = response;
    return { exchange: { request, answer: { status, headers, text: '' } }, response };
  }

  /** @param sentAt milliseconds of `performance.now()` */
  async #orDeviation<Part>(
    exchange: Exchange,
    sentAt: number,
    deadline: Deadline,
    part: Promise<Part>,
  ): Promise<Part> {
    try {
      return await deadline.before(part);
    } catch (error) {
      const { operation } = exchange.request;
      if (!this.#options.stop.isStopped) {
        this.#patience.unanswered(operation, sentAt);
        this.#allowance.missed(sentAt);
      }
      throw this.#unanswered(exchange, deadline, error);
    }
  }

  #deadline(): Deadline {
    return new Deadline(this.#allowance.ms, this.#options.stop);
  }

  #unanswered(exchange: Exchange, deadline: Deadline, error: unknown): Deviation {
    const { name, message, cause } = error as Error;
    const why =
      name === 'TimeoutError'
        ? `there was none within ${this.#allowance.told(deadline.ms)}`
        : `there was none: ${cause instanceof Error ? cause.message : message}`;
    return new Deviation('an answer', why, exchange);
  }
}
