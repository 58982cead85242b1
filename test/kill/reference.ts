import {
  createMockServer,
  listen,
  type Listening,
  type MockServer,
  WELL_KNOWN_TOKEN,
} from '../../mock-server/index.ts';
import { createQuintClient } from '../../src/index.ts';
import { inTime } from './deadline.ts';
import { numberOf } from './numbered.ts';

/** The reference server in this process, at a port where it may be absent for a while. */
export class Reference implements AsyncDisposable {
  readonly #failures: unknown[] = [];
  readonly #mock = createMockServer({
    retain: { events: 10_000_000, sessions: 100_000, alerts: 0, journal: 0, traces: 0 },
    rateLimit: 100_000_000,
    alertRules: [],
    onProcessorError: (error) => this.#failures.push(error),
  });
  readonly #listeners = new Set<() => void>();
  #port = 0;
  #listening: Listening | undefined;
  readonly #answers = new Set<Promise<unknown>>();

  get faults() {
    return this.#mock.faults;
  }

  /** Where it is, or will be again. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async open(): Promise<void> {
    if (this.#listening) return;
    const fetch: MockServer['fetch'] = (...call) => {
      const answer = this.#mock.fetch(...call).finally(() => this.#answers.delete(answer));
      this.#answers.add(answer);
      for (const listener of this.#listeners) listener();
      return answer;
    };
    const mock = { ...this.#mock, fetch };
    while (this.#port === 0) await this.#findPort(mock);
    this.#listening ??= await listen(mock, { port: this.#port });
  }

  /** One below those that systems give away: nobody takes it while the server is absent. */
  async #findPort(mock: MockServer): Promise<void> {
    const port = 20_000 + Math.floor(10_000 * Math.random());
    try {
      this.#listening = await listen(mock, { port });
      this.#port = port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }

  /** Connections are refused from now on, and those at hand cut off. */
  async shut(): Promise<void> {
    const listening = this.#listening;
    this.#listening = undefined;
    await listening?.close({ timeout: 0 });
  }

  /** Calls `then` when a request has come. @returns a function that ends it */
  onRequest(then: () => void): () => void {
    this.#listeners.add(then);
    return () => void this.#listeners.delete(then);
  }

  /** Requests that it has not answered yet. */
  get active(): number {
    return this.#answers.size;
  }

  /** Resolves when all that was sent to it until now has been answered, or given up. */
  async quiet(): Promise<void> {
    // What waits in its sockets is taken up in one of the next turns.
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    await inTime('all answers', Promise.allSettled(this.#answers));
  }

  /** The numbers that a reader of the API sees: all of them, and how often. */
  async stored(): Promise<Map<number, number>> {
    await this.#mock.drain();
    if (this.#failures.length > 0) throw new AggregateError(this.#failures);
    const found = new Map<number, number>();
    const client = createQuintClient({ fetch: this.#mock.fetch, token: WELL_KNOWN_TOKEN });
    for await (const { events } of client.pages.listEvents({ limit: 1000 })) {
      for (const { id } of events) {
        const number = numberOf({ event_id: id });
        found.set(number, (found.get(number) ?? 0) + 1);
      }
    }
    return found;
  }

  /** The numbers by session, in the order in which they were stored. */
  async bySession(): Promise<Map<string, number[]>> {
    const { tables } = await this.#mock.state.export();
    const found = new Map<string, number[]>();
    for (const { event } of tables.actions) {
      const numbers = found.get(event.session_id) ?? [];
      found.set(event.session_id, numbers);
      numbers.push(numberOf(event));
    }
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.shut();
    await this.#mock.close();
  }
}
