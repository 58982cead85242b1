// What Prism, which knows the document alone, finds between the client and the mock: nothing. And that
// it would find something.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createQuintClient, type Result, type SafeOperations } from '@quint-security/contract';
import {
  agentTraffic,
  createMockServer,
  listen,
  type Listening,
} from '@quint-security/contract/mock';
import { ERROR_CODES, type ErrorCode } from '../../spec/errors.ts';
import {
  EVENT,
  MACHINE_REGISTRATION,
  SESSION_END,
  SESSION_RESUME,
  SESSION_START,
  SESSION_STATE_REPORT,
} from '../../spec/examples.ts';
import { LIMITS } from '../../spec/limits.ts';
import { errorCodesOf, operations } from '../../spec/operations.ts';
import { CALLABLE, CALLS, CREDENTIALS, type Callable, type There } from './support/calls.ts';
import { startPrism, type Prism } from './support/prism.ts';
import { Scene } from './support/scene.ts';
import { second, uuid } from '../mock-server/support/samples.ts';
import { watchedFetch } from './support/watched-fetch.ts';

/** The id of nothing. */
const UNKNOWN = uuid(9_999);

const mock = createMockServer();
const fetch = watchedFetch();
/** What the server answers instead; set by the tests that show what Prism finds. */
let spoil = async (response: Response) => response;
let server: Listening;
let prism: Prism;
let scene: Scene;

beforeAll(async () => {
  server = await listen(
    { ...mock, fetch: async (...request) => spoil(await mock.fetch(...request)) },
    { port: 0 },
  );
  prism = await startPrism('proxy', server.url);
  scene = new Scene(mock, prism.url, fetch);
});
afterAll(async () => {
  await prism.stop();
  await server.close();
  await mock.close();
});
beforeEach(async () => {
  await mock.reset();
  spoil = async (response) => response;
});

describe('every operation keeps the document', () => {
  test.each(CALLABLE)('%s', async (id) => {
    const client = await scene.as(CREDENTIALS[operations[id].auth].good);
    const { error, response } = await CALLS[id](client, await scene.there());
    expect(error).toBeUndefined();
    expect(response!.status).toBe(operations[id].success.status);
    expect(fetch.violations()).toEqual([]);
  });
});

describe('every error of an operation keeps the document', () => {
  const cases = CALLABLE.flatMap((id) =>
    errorCodesOf(operations[id]).map((code): [Callable, ErrorCode] => [id, code]),
  );

  test.each(cases)('%s: %s', async (id, code) => {
    const { good, wrong } = CREDENTIALS[operations[id].auth];
    const { status } = ERROR_CODES[code];
    const there = await scene.there();
    if (code === 'unauthorized') {
      await CALLS[id](scene.with('qt_deploy_unknown'), there);
    } else if (code === 'insufficient_permissions') {
      await CALLS[id](await scene.as(wrong), there);
    } else if (code === 'not_acceptable') {
      await CALLS[id](await scene.as(good), there, { headers: { accept: 'text/html' } });
    } else {
      mock.faults.add({ match: { operation: id }, status, code, times: 1 });
      await CALLS[id](await scene.as(good), there);
    }
    expect(mock.journal.list({ limit: 1 })).toMatchObject([{ operation: id, code, status }]);
    expect(fetch.violations()).toEqual([]);
  });

  type Refused = readonly [
    what: string,
    credential: 'service' | 'jwt' | 'install',
    code: ErrorCode,
    call: (client: SafeOperations, there: There) => Promise<Result<unknown>>,
  ];
  const NOWHERE: There = { session: 'no/such?session', event: UNKNOWN, token: UNKNOWN };
  const absent = (
    ['getSession', 'listSessionEvents', 'listSessionChildren', 'getEvent'] as const
  ).map((id): Refused => [
    `${id} of what is not there`,
    'service',
    'not_found',
    (client) => CALLS[id](client, NOWHERE),
  ]);
  const refused: readonly Refused[] = [
    ...absent,
    [
      'rotateToken of what is not there',
      'jwt',
      'not_found',
      (client) => client.rotateToken(UNKNOWN),
    ],
    [
      'revokeToken of what is not there',
      'jwt',
      'not_found',
      (client) => client.revokeToken(UNKNOWN),
    ],
    [
      'a spent token',
      'install',
      'token_spent',
      (client) => client.registerMachine({ machine_id: 'm' }),
    ],
    ['a token rotated before', 'jwt', 'conflict', (client, { token }) => client.rotateToken(token)],
    [
      'an expiry that is past',
      'jwt',
      'validation_failed',
      (client) => client.createToken({ name: 'x', expires_at: second(0) }),
    ],
    [
      'a cursor of another API',
      'service',
      'validation_failed',
      (client) => client.listEvents({ cursor: 'x' }),
    ],
  ];

  test.each(refused)('%s', async (_, credential, code, call) => {
    const there = await scene.there();
    const client = await scene.as(credential);
    await call(client, there);
    const { error } = await call(client, there);
    expect(error).toMatchObject({ code, status: ERROR_CODES[code].status });
    expect(fetch.violations()).toEqual([]);
  });
});

describe('what a client may send keeps the document', () => {
  test('a day of agent traffic, and every list of it, page by page', async () => {
    const token = (await mock.tokens()).service;
    const client = createQuintClient({ baseUrl: prism.url, token, fetch });
    const sessions: string[] = [];
    for (const delivery of agentTraffic({ sessions: 3, seed: 7 })) {
      if (delivery.kind === 'report') await client.ingestSession(delivery.report);
      else await client.ingestEvents({ events: delivery.events });
    }
    for await (const page of client.pages.listSessions({ limit: 2 })) {
      sessions.push(...page.sessions.map(({ id }) => id));
    }
    for (const id of sessions) {
      await client.getSession(id);
      for await (const page of client.pages.listSessionEvents(id, { limit: 50 })) void page;
      for await (const page of client.pages.listSessionChildren(id, { limit: 1 })) void page;
    }
    for await (const page of client.pages.listAlerts({ limit: 1 })) void page;
    expect(sessions.length).toBeGreaterThan(3);
    expect(fetch.violations()).toEqual([]);
  });

  test('each form of a report', async () => {
    const client = await scene.as('jwt');
    for (const report of [SESSION_START, SESSION_RESUME, SESSION_END, SESSION_STATE_REPORT]) {
      expect((await client.ingestSession(report)).error).toBeUndefined();
    }
    expect(fetch.violations()).toEqual([]);
  });

  test('as many events as it may, unknown fields, and odd but good values', async () => {
    const client = await scene.as('personal');
    const events = Array.from({ length: LIMITS.eventsPerBatch }, (_, nth) => ({
      ...EVENT,
      event_id: uuid(nth),
    }));
    const odd = [
      {
        ...EVENT,
        session_id: '~'.repeat(LIMITS.sessionIdLength),
        platform: 'of next year',
        risk_score: 100,
      },
      {
        ...EVENT,
        event_id: uuid(0).toUpperCase(),
        timestamp: '2026-04-25T03:09:32.123456789+05:30',
      },
      {
        ...EVENT,
        event_id: uuid(1),
        labels: { '': '' },
        added: { nested: [null, 1, 'x'] },
        tool_name: '',
      },
    ];
    for (const batch of [events, odd]) {
      expect((await client.ingestEvents({ events: batch })).error).toBeUndefined();
    }
    expect((await client.getSession('~'.repeat(LIMITS.sessionIdLength))).error).toBeUndefined();
    expect(fetch.violations()).toEqual([]);
  });

  test('every parameter of a query', async () => {
    const client = await scene.as('jwt');
    const { session } = await scene.there();
    const [since, until] = [second(0), '2027-01-01T00:00:00.5+01:00'];
    const limit = LIMITS.page.max;
    const answers = [
      await client.listSessions({
        state: 'active',
        platform: EVENT.platform,
        root_only: true,
        since,
        limit,
      }),
      await client.listSessionEvents(session, { limit }),
      await client.listSessionChildren(session, { limit: 1 }),
      await client.listEvents({
        agent_id: EVENT.agent_id,
        session_id: session,
        action_type: EVENT.action_type,
        tool_name: EVENT.tool_name,
        decision: EVENT.decision,
        risk_min: 0,
        risk_max: 100,
        since,
        until,
        limit,
      }),
      await client.getEventStats({ since, until }),
      await client.listAlerts({ severity: 'critical', session_id: session, since, limit }),
      await client.listTokens({ limit }),
    ];
    expect(answers.map(({ error }) => error)).toEqual(answers.map(() => undefined));
    expect(fetch.violations()).toEqual([]);
  });

  test('every field of a token and of a machine', async () => {
    const person = await scene.as('jwt');
    const { data } = await person.createToken({
      name: 'ci',
      type: 'service',
      expires_at: '2099-01-01T00:00:00Z',
    });
    const rotated = await person.rotateToken(data!.id, { grace_seconds: LIMITS.graceSeconds });
    const registered = await (await scene.as('enrollment')).registerMachine(MACHINE_REGISTRATION);
    expect([rotated.error, registered.error]).toEqual([undefined, undefined]);
    expect(fetch.violations()).toEqual([]);
  });
});

const event = (fields: object) => ({ events: [{ ...EVENT, ...fields }] });

describe('what the document forbids, both refuse', () => {
  const FORBIDDEN: readonly (readonly [
    what: string,
    id: 'ingestEvents' | 'ingestSession',
    body: object,
  ])[] = [
    ['no events', 'ingestEvents', { events: [] }],
    [
      'too many events',
      'ingestEvents',
      { events: Array.from({ length: LIMITS.eventsPerBatch + 1 }, () => EVENT) },
    ],
    ['no event_id', 'ingestEvents', event({ event_id: undefined })],
    ['an event_id that is no UUID', 'ingestEvents', event({ event_id: 'x' })],
    ['another schema_version', 'ingestEvents', event({ schema_version: 3 })],
    ['a date without a time', 'ingestEvents', event({ timestamp: '2026-04-25' })],
    [
      'a session_id that is too long',
      'ingestEvents',
      event({ session_id: '~'.repeat(LIMITS.sessionIdLength + 1) }),
    ],
    ['a session_id with a blank', 'ingestEvents', event({ session_id: 'a b' })],
    ['a score above 100', 'ingestEvents', event({ risk_score: 101 })],
    ['a label that is no text', 'ingestEvents', event({ labels: { pid: 1 } })],
    ['a report of neither form', 'ingestSession', { session_id: 's' }],
    ['a report of both forms', 'ingestSession', { ...SESSION_STATE_REPORT, ...SESSION_START }],
    ['a start without its time', 'ingestSession', { ...SESSION_START, started_at: undefined }],
    ['an unknown state', 'ingestSession', { ...SESSION_STATE_REPORT, state: 'sleeping' }],
  ];

  test.each(FORBIDDEN)('%s', async (_, id, body) => {
    const { service } = await mock.tokens();
    for (const [baseUrl, status] of [
      [server.url, 400],
      [prism.url, 422],
    ] as const) {
      const { safe } = createQuintClient({ baseUrl, token: service, retry: false });
      const { error } = await safe[id](body as never);
      expect(error?.status, baseUrl).toBe(status);
    }
  });
});

describe('it would find', () => {
  type Spoiling = readonly [what: string, id: Callable, change: (body: any) => void, found: RegExp];
  const SPOILED: readonly Spoiling[] = [
    ['a field that is missing', 'listSessions', (body) => delete body.next_cursor, /next_cursor/],
    ['a number as text', 'ingestEvents', (body) => (body.ingested = '1'), /ingested/],
    ['an unknown state', 'getSession', (body) => (body.state = 'sleeping'), /state/],
    ['null where there must be a value', 'getEvent', (body) => (body.agent_id = null), /agent_id/],
    [
      'an average out of its range',
      'getSession',
      (body) => (body.risk_summary.avg_risk = 101),
      /avg_risk/,
    ],
    [
      'a time without a zone',
      'getSession',
      (body) => (body.started_at = '2026-04-12T14:00:00'),
      /started_at/,
    ],
  ];

  test.each(SPOILED)('%s', async (_, id, change, found) => {
    const there = await scene.there();
    const client = await scene.as(CREDENTIALS[operations[id].auth].good);
    spoil = async (response) => {
      const body = await response.json();
      change(body);
      return Response.json(body, response);
    };
    await CALLS[id](client, there);
    expect(fetch.violations().join()).toMatch(found);
  });

  test('an error without its code', async () => {
    spoil = async (response) => Response.json({ error: 'gone' }, response);
    await (await scene.as('service')).getSession('gone');
    expect(fetch.violations().join()).toMatch(/code/);
  });

  test('a status that the operation does not document', async () => {
    mock.faults.add({ status: 418, times: 1 });
    await (await scene.as('service')).getSession('s');
    expect(fetch.violations().join()).toMatch(/status code/);
  });
});
