import { createQuintClient, type SafeOperations } from '@quint-security/contract';
import { LOCAL_ORG, type MockServer } from '@quint-security/contract/mock';
import type { TokenType } from '@quint-security/contract/schemas';
import { EVENT } from '../../../spec/examples.ts';
import type { There } from './calls.ts';
import type { WatchedFetch } from './watched-fetch.ts';

/** Who calls a server through Prism, and what there is to be asked for. */
export class Scene {
  readonly #mock: MockServer;
  readonly #baseUrl: string;
  readonly #fetch: WatchedFetch;

  constructor(mock: MockServer, baseUrl: string, fetch: WatchedFetch) {
    this.#mock = mock;
    this.#baseUrl = baseUrl;
    this.#fetch = fetch;
  }

  /** A client with a token. It does not try again. */
  with(token: string): SafeOperations {
    const [baseUrl, fetch] = [this.#baseUrl, this.#fetch];
    return createQuintClient({ baseUrl, token, fetch, retry: false }).safe;
  }

  /** A client with a fresh credential of this type. */
  async as(credential: TokenType | 'jwt'): Promise<SafeOperations> {
    const org_id = LOCAL_ORG;
    return this.with(
      credential === 'jwt'
        ? await this.#mock.mintJwt({ org_id })
        : await this.#mock.mintToken({ org_id, type: credential }),
    );
  }

  /** A session with an event, and a token that nobody has rotated or revoked: made past Prism. */
  async there(): Promise<There> {
    const token = await this.#mock.mintJwt({ org_id: LOCAL_ORG });
    const person = createQuintClient({ baseUrl: 'http://mock', token, fetch: this.#mock.fetch });
    await this.#mock.seed({ events: [EVENT], reports: [] });
    const { id } = await person.createToken({ name: 'there' });
    return { session: EVENT.session_id, event: EVENT.event_id, token: id };
  }
}
