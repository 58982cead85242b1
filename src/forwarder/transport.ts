import { attempt } from '../client/attempt.ts';
import { race } from '../client/race.ts';
import { Credential } from './credential.ts';
import { textOf, type Entry } from './entry.ts';
import { errorOf } from './events.ts';
import type { ForwarderSettings } from './options.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

/** `{"events":[` and `]}`. */
export const ENVELOPE_BYTES = 13;

const INGEST = {
  operation: 'ingestEvents',
  pathParams: [],
  body: undefined,
  query: undefined,
  // The documentation shows no body, so that a server may answer without one.
  allowEmpty: true,
} as const;

/** Carries batches to the server: one request each. */
export class Transport {
  readonly #client: ForwarderSettings['client'];
  readonly #credential: Credential;

  constructor({ client, clock, retry }: ForwarderSettings) {
    this.#client = client;
    this.#credential = new Credential(client.token, clock, retry.maxDelay);
  }

  /**
   * Sends a batch. Never rejects.
   *
   * @param nth the try, from 1 on
   * @param hurried whether somebody asked for it: then a refused token is shown again, too
   */
  async send(
    entries: readonly Entry[],
    nth: number,
    hurried: boolean,
    signal: AbortSignal,
  ): Promise<Outcome> {
    try {
      const { timeout } = this.#client;
      const token = await race(signal, timeout || Infinity, () => this.#credential.token());
      if (this.#credential.isRefused(token) && !hurried) {
        return { kind: 'failed', error: new Error('the token was refused; waiting for another') };
      }
      const json = bodyOf(entries);
      const settings = { ...this.#client, token };
      const result = await attempt(settings, { ...INGEST, json, options: { signal } }, nth);
      const { status } = result.error ?? {};
      if (status === 401 || status === 403) this.#credential.refuse(token);
      else if (result.response) this.#credential.forget();
      return outcomeOf(result, entries.length);
    } catch (thrown) {
      // Only the token is waited for here; `attempt` never throws.
      const error = errorOf(thrown);
      const isLate = error.name === 'TimeoutError';
      return {
        kind: 'failed',
        error: isLate ? new Error(`no token within ${this.#client.timeout} ms`) : error,
      };
    }
  }
}

/** Events that have no text yet are written all at once: that takes little more than half the time of one by one. */
function bodyOf(entries: readonly Entry[]): string {
  return entries.every(({ text }) => text === undefined)
    ? JSON.stringify({ events: entries.map(({ event }) => event) })
    : `{"events":[${entries.map(textOf).join(',')}]}`;
}
