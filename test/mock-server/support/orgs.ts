import type { operations, OperationId } from '../../../spec/operations.ts';
import type { MockServer } from '../../../mock-server/index.ts';
import { macrotask } from '../../../mock-server/clock/macrotask.ts';
import { apiOf, type Answer, type Api } from './api.ts';
import { uuid } from './samples.ts';

/** One org of a server: its machine with a token, its person with a JWT, and what its stream says. */
export class Org {
  readonly mock: MockServer;
  readonly id: string;
  readonly api: Api;
  readonly person: Api;
  readonly stream: StreamText;
  /** Ids of the tokens that it has created, in their order. */
  readonly tokens: string[] = [];
  readonly #credential: string;

  private constructor(mock: MockServer, id: string, credential: string, jwt: string) {
    this.mock = mock;
    this.id = id;
    this.#credential = credential;
    this.api = apiOf(mock, credential);
    this.person = apiOf(mock, jwt);
    this.stream = this.listen();
  }

  static async of(mock: MockServer, id: string): Promise<Org> {
    const credential = await mock.mintToken({ org_id: id, type: 'service' });
    const org = new Org(mock, id, credential, await mock.mintJwt({ org_id: id }));
    await org.stream.sofar();
    return org;
  }

  /** Another stream of this org. */
  listen(lastEventId?: string): StreamText {
    const headers = new Headers({ authorization: `Bearer ${this.#credential}` });
    if (lastEventId !== undefined) headers.set('last-event-id', lastEventId);
    return new StreamText(this.mock.fetch('http://mock/v1/stream', { headers }));
  }
}

/** A stream as the text that has come out of it. */
export class StreamText {
  readonly #decoder = new TextDecoder();
  readonly #response: Promise<Response>;
  #text = '';
  #chunks = 0;

  constructor(response: Promise<Response>) {
    this.#response = response;
    // It ends with its server, and with the test.
    this.#read().catch(() => undefined);
  }

  /** All that came by now. */
  async sofar(): Promise<string> {
    // A server makes its key in another thread first. What opens later than that is another stream.
    await this.#response;
    for (let chunks = -1; chunks !== this.#chunks;) {
      chunks = this.#chunks;
      for (let turn = 0; turn < 3; turn++) await macrotask();
    }
    return this.#text;
  }

  /** The ids that it has given, in their order. */
  async ids(): Promise<string[]> {
    return [...(await this.sofar()).matchAll(/^id: (.*)$/gm)].map(([, id]) => id!);
  }

  async #read(): Promise<void> {
    for await (const chunk of (await this.#response).body!) {
      this.#text += this.#decoder.decode(chunk, { stream: true });
      this.#chunks++;
    }
  }
}

type IdsWhere<Method extends string> = {
  [Id in OperationId]: (typeof operations)[Id]['auth'] extends 'none'
    ? never
    : (typeof operations)[Id]['method'] extends Method
      ? Id
      : never;
}[OperationId];

/** The operations that read, by what they read of the sessions `S` and `S:sub:1` and of event 1. */
export const READS: { readonly [Id in IdsWhere<'GET'>]: (org: Org) => Promise<unknown> } = {
  getSession: ({ api }) => all(api, '/v1/sessions/S', '/v1/sessions/S:sub:1'),
  listSessions: ({ api }) =>
    all(
      api,
      '/v1/sessions',
      '/v1/sessions?limit=1',
      '/v1/sessions?root_only=true',
      '/v1/sessions?state=idle',
      '/v1/sessions?platform=cursor',
      '/v1/sessions?since=2026-04-25T00:00:03Z',
    ),
  listSessionEvents: ({ api }) =>
    all(api, '/v1/sessions/S/events', '/v1/sessions/S/events?limit=1'),
  listSessionChildren: ({ api }) =>
    all(api, '/v1/sessions/S/children', '/v1/sessions/S/children?limit=1'),
  listEvents: ({ api }) =>
    all(
      api,
      '/v1/events',
      '/v1/events?limit=1',
      '/v1/events?session_id=S',
      '/v1/events?decision=block',
      '/v1/events?risk_min=50',
      '/v1/events?since=2026-04-25T00:00:03Z&until=2026-04-25T00:00:30Z',
    ),
  getEvent: ({ api }) => all(api, `/v1/events/${uuid(1)}`),
  getEventStats: ({ api }) =>
    all(
      api,
      '/v1/events/stats?since=2026-04-25T00:00:00Z&until=2026-04-26T00:00:00Z',
      '/v1/events/stats',
    ),
  listAlerts: ({ api }) =>
    all(
      api,
      '/v1/alerts',
      '/v1/alerts?limit=1',
      '/v1/alerts?session_id=S',
      '/v1/alerts?severity=high',
    ),
  listTokens: ({ person }) => all(person, '/v1/deploy-tokens', '/v1/deploy-tokens?limit=1'),
  stream: async (org) => {
    const [first] = await org.stream.ids();
    const replayed = org.listen(first);
    return [await org.stream.sofar(), await replayed.sofar()];
  },
};

/** The operations that act, on what `of` owns where they name anything. */
export const ACTS: {
  readonly [Id in IdsWhere<'POST' | 'DELETE'>]: (by: Org, of: Org) => Promise<Answer>;
} = {
  ingestEvents: ({ api }) =>
    api.ingest({
      schema_version: 2,
      event_id: uuid(1),
      timestamp: '2026-04-25T00:00:07Z',
      source: 'proxy',
      platform: 'cursor',
      action_type: 'tools/call',
      session_id: 'S',
      agent_id: 'intruder',
      decision: 'block',
      risk_score: 99,
    }),
  ingestSession: ({ api }) =>
    api.report({ session_id: 'S', state: 'ended', timestamp: '2026-04-25T01:00:00Z' }),
  registerMachine: async ({ mock, id, api }) => {
    const token = await mock.mintToken({ org_id: id, type: 'install' });
    return api.post('/v1/machines/register', { machine_id: 'the same' }, { token });
  },
  createToken: ({ person }) => person.post('/v1/deploy-tokens', { name: 'intruder' }),
  rotateToken: ({ person }, { tokens }) => person.post(`/v1/deploy-tokens/${tokens[0]}/rotate`, {}),
  revokeToken: ({ person }, { tokens }) => person.send('DELETE', `/v1/deploy-tokens/${tokens[0]}`),
};

async function all(api: Api, ...paths: readonly string[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const path of paths) answers.push(told(await api.get(path)));
  return answers;
}

/** What an answer tells: its status, its body, and the headers that count. */
export function told({ status, body, headers }: Answer): unknown {
  const counting = ['ratelimit', 'ratelimit-policy', 'retry-after'].map((name) =>
    headers.get(name),
  );
  return { status, body, counting };
}

/** What is made at random; ids of {@link uuid} and of alerts are not. */
const UUID = /(?!0{8})[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}/g;
const SECRET = /(?<=qt_[a-z]+_)[\da-f]{32}/g;

/** All ids and secrets of a value that were made at random. */
export function madeByChance(value: unknown): string[] {
  const text = JSON.stringify(value ?? null);
  return [UUID, SECRET].flatMap((pattern) => text.match(pattern) ?? []);
}

/** The same text for all of those, and for what is counted over all orgs. */
export function withoutChance(value: unknown): string {
  return JSON.stringify(value ?? null)
    .replace(UUID, 'UUID')
    .replace(SECRET, 'SECRET')
    .replace(/fault-\d+/g, 'FAULT');
}
