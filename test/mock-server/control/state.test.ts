import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { systemClock, VirtualClock, type MockServer } from '../../../mock-server/index.ts';
import { sha256Hex } from '../../../mock-server/sha256.ts';
import { MACHINE_REGISTRATION } from '../../../spec/examples.ts';
import { operations } from '../../../spec/operations.ts';
import { apiOf, pointers, startApi, startMock, type Api } from '../support/api.ts';
import { startListening } from '../support/http.ts';
import { event, events, second, SEED_START, uuid } from '../support/samples.ts';

const PIPELINE = 'quint-events-pipeline';
const NOON = Date.UTC(2026, 3, 25, 12);

/** All that can be read, cursors left out: they tell ranks that evictions have thinned out. */
async function everything(api: Api): Promise<unknown> {
  const sessions = await api.walk('/v1/sessions?limit=7', 'sessions');
  const bySession = await Promise.all(
    sessions.map(async ({ id }) => {
      const path = `/v1/sessions/${encodeURIComponent(id)}`;
      return [(await api.get(path)).body, await api.walk(`${path}/events?limit=7`, 'events')];
    }),
  );
  return {
    sessions,
    bySession,
    events: await api.walk('/v1/events?limit=7', 'events'),
    alerts: await api.walk('/v1/alerts?limit=7', 'alerts'),
    stats: (await api.get('/v1/events/stats')).body,
    queues: await Promise.all(
      ['pipeline', 'sessions', 'alerts'].map((name) => queueOf(api, `quint-events-${name}`)),
    ),
  };
}

async function queueOf(api: Api, name: string): Promise<unknown> {
  const both = [name, `${name}-dlq`].map((each) => api.get(`/_mock/queues/${each}`));
  return (await Promise.all(both)).map(({ body }) =>
    body.messages.map(({ body: said, sent_at, dead_letter_source }: Record<string, unknown>) => ({
      said,
      sent_at,
      dead_letter_source,
    })),
  );
}

const steps = fc.array(
  fc.oneof(
    fc.record({
      ingest: fc.array(
        fc.record({
          session: fc.constantFrom('a', 'b', 'a:sub:1', 'stuck'),
          at: fc.nat(40),
          decision: fc.constantFrom('allow', 'block'),
          risk_score: fc.option(fc.nat(100), { nil: undefined }),
          extra: fc.jsonValue({ maxDepth: 2 }),
        }),
        { minLength: 1, maxLength: 12 },
      ),
    }),
    fc.record({ end: fc.constantFrom('a', 'b', 'stuck'), at: fc.nat(40) }),
    fc.record({ start: fc.constantFrom('a', 'b', 'c'), at: fc.nat(40) }),
    fc.record({ advance: fc.constantFrom(0, 1_000, 30_000, 400_000) }),
  ),
  { minLength: 1, maxLength: 8 },
);

test('what was exported is read the same from a fresh server', async () => {
  let id = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const one = startApi({ clock: new VirtualClock(NOON), onProcessorError: () => {} });
      one.mock.faults.add({ match: { queue: PIPELINE, session_id: 'stuck' }, fail: 'no' });
      for (const step of history) {
        if ('ingest' in step) {
          const sent = step.ingest.map(({ session, at, extra, risk_score, decision }) =>
            event({
              event_id: uuid(++id),
              session_id: session,
              timestamp: second(at),
              decision,
              extra,
              ...(risk_score !== undefined && { risk_score }),
            }),
          );
          expect((await one.ingest(...sent)).status).toBe(200);
        } else if ('end' in step) {
          const ended_at = second(step.at);
          await one.report({ event_type: 'session_end', session_id: step.end, ended_at });
        } else if ('start' in step) {
          await one.report({ ...SEED_START, session_id: step.start, started_at: second(step.at) });
        } else await one.mock.clock.advance(step.advance);
      }
      await one.mock.clock.advance(0);
      const state = JSON.parse(JSON.stringify(await one.mock.state.export())) as unknown;

      const other = startApi({ clock: new VirtualClock(), onProcessorError: () => {} });
      other.mock.faults.add({ match: { queue: PIPELINE, session_id: 'stuck' }, fail: 'no' });
      await other.ingest(...events(3));
      // The rules of the fresh server hold its messages up as those of the other did.
      await other.mock.state.import(state);
      other.mock.faults.add({ match: { queue: PIPELINE, session_id: 'stuck' }, fail: 'no' });
      await other.mock.clock.advance(0);
      expect(await everything(other)).toEqual(await everything(one));
      expect(await other.mock.clock.now()).toBe(one.mock.clock.now());
      await Promise.all([one.mock.close(), other.mock.close()]);
    }),
    { numRuns: 40 },
  );
});

test('over HTTP, the tokens of both servers are good afterwards', async () => {
  const one = startMock();
  const token = await one.mintToken({ org_id: 'acme', type: 'service' });
  await apiOf(one, token).ingest(event({ session_id: 's' }));
  await one.drain();
  const server = await startListening();
  const api = apiOf(server);
  const own = await server.mock.mintToken({ org_id: 'acme', type: 'personal' });
  const exported = await apiOf(one).get('/_mock/state');
  const answer = await api.send('PUT', '/_mock/state', {
    body: exported.text,
    headers: { 'content-type': 'application/json' },
  });
  expect(answer).toMatchObject({
    status: 200,
    body: { actions: 1, sessions: 1, messages: 0, dead_letters: 0 },
  });
  for (const good of [token, own]) {
    expect((await apiOf(server, good).get('/v1/sessions/s')).status).toBe(200);
  }
});

test('a token is as it was: what became of it since is undone', async () => {
  const { mock, post, send } = startApi();
  const [install, leaving] = [
    await mock.mintToken({ org_id: 'acme', type: 'install' }),
    await mock.mintToken({ org_id: 'org_local', type: 'service' }),
  ];
  const { jwt } = await mock.tokens();
  const state = await mock.state.export();
  const register = () =>
    post(operations.registerMachine.path, MACHINE_REGISTRATION, { token: install });
  const read = () => apiOf(mock, leaving).get(operations.listSessions.path);
  const { id } = state.tables.api_tokens.find(({ hash }) => hash === sha256Hex(leaving))!;
  for (const _ of [1, 2]) {
    expect((await register()).status).toBe(201);
    expect((await register()).body.code).toBe('token_spent');
    expect((await read()).status).toBe(200);
    await send('DELETE', operations.revokeToken.path.replace('{id}', id), {}, { token: jwt });
    expect((await read()).status).toBe(401);
    await mock.state.import(state);
  }
});

test('no raw token is exported, and the well-known one not even by its hash', async () => {
  const { mock } = startApi();
  const tokens = await mock.tokens();
  const text = JSON.stringify(await mock.state.export());
  for (const raw of Object.values(tokens)) expect(text).not.toContain(raw);
  // A server that does not take it must not come to take it.
  const closed = startMock({ wellKnownToken: false });
  await closed.state.import(JSON.parse(text));
  expect((await apiOf(closed).get('/v1/sessions')).status).toBe(401);
});

test('messages go on where they were: in order, and dead letters go home', async () => {
  const options = { clock: new VirtualClock(NOON), onProcessorError: () => {} };
  const one = startApi(options);
  one.mock.faults.add({ match: { queue: PIPELINE }, fail: 'no' });
  const [dead, first, next] = events(3, { session_id: 's' });
  await one.ingest(dead!);
  for (let receive = 0; receive <= 10; receive++) await one.mock.clock.advance(30_000);
  await one.ingest(first!, next!);
  await one.mock.clock.advance(0);
  const other = startApi();
  await other.mock.state.import(await one.mock.state.export());
  await other.mock.clock.resume();
  await other.mock.drain();
  const stored = async () =>
    (await other.mock.state.export()).tables.actions.map((row) => row.event.event_id);
  expect(await stored()).toEqual([first!.event_id, next!.event_id]);
  await other.mock.queues.redrive(`${PIPELINE}-dlq`);
  await other.mock.drain();
  expect(await stored()).toEqual([first!.event_id, next!.event_id, dead!.event_id]);
});

test('a report after the import beats one of equal time before it', async () => {
  const one = startApi({ clock: new VirtualClock(NOON) });
  await one.ingest(...events(20));
  await one.report({ session_id: 's', state: 'idle', timestamp: second(1) });
  await one.mock.drain();
  const other = startApi({ clock: new VirtualClock(NOON) });
  await other.mock.state.import(await one.mock.state.export());
  await other.report({ session_id: 's', state: 'ended', timestamp: second(1) });
  await other.mock.drain();
  expect((await other.get('/v1/sessions/s')).body.state).toBe('ended');
});

describe('a state that is no good is refused before anything is touched', () => {
  const broken: [string, (state: any) => unknown, string][] = [
    ['not an object', () => [], ''],
    ['another format', (state) => ({ ...state, format: 'x' }), '/format'],
    ['another version', (state) => ({ ...state, version: 2 }), '/version'],
    ['no tables', (state) => (delete state.tables, state), '/tables'],
    [
      'an event without an org',
      (state) => (delete state.tables.actions[0].event.org_id, state),
      '/tables/actions/0/event/org_id',
    ],
    [
      'a time that is not UTC',
      (state) => ((state.tables.sessions[0].started_at = '2026-04-25T00:00:00+02:00'), state),
      '/tables/sessions/0/started_at',
    ],
    [
      'a raw token for a hash',
      (state) => ((state.tables.api_tokens[0].hash = 'qt_deploy_x'), state),
      '/tables/api_tokens/0/hash',
    ],
    [
      'a queue that is none',
      (state) => ((state.queues[0].name = 'other'), state),
      '/queues/0/name',
    ],
    [
      'a sequence number after which none comes',
      (state) => ((state.queues[0].last_sequence_number = '9'.repeat(20)), state),
      '/queues/0/last_sequence_number',
    ],
    [
      'a message from a time that cannot be written',
      (state) => {
        const message = { kind: 'event', message_id: 'm', message_deduplication_id: 'd' };
        const { event: carried } = state.tables.actions[0];
        const sent_timestamp = Number.MAX_SAFE_INTEGER;
        state.queues[0].messages = [{ ...message, event: carried, sent_timestamp }];
        return state;
      },
      '/queues/0/messages/0/sent_timestamp',
    ],
    [
      'a nesting too deep to be written out',
      (state) => {
        let deep: unknown = 0;
        for (let level = 0; level < 3_000; level++) deep = [deep];
        state.tables.actions[0].event.deep = deep;
        return state;
      },
      '/tables/actions/0/event/deep',
    ],
  ];

  test.each(broken)('%s', async (_name, breakIt, pointer) => {
    const api = startApi();
    await api.ingest(event({ session_id: 's' }));
    await api.mock.drain();
    const before = JSON.stringify(await api.mock.state.export());
    const state = breakIt(JSON.parse(before));
    const answer = await api.send('PUT', '/_mock/state', {
      body: JSON.stringify(state),
      headers: { 'content-type': 'application/json' },
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(pointers(answer)).toEqual([pointer]);
    const after = await api.mock.state.export();
    expect(after.tables).toEqual(JSON.parse(before).tables);
  });
});

test('the state of a turned clock goes into a server whose clock cannot be turned', async () => {
  const one: { mock: MockServer } = startApi({ clock: new VirtualClock(NOON) });
  const other = startMock({ clock: systemClock });
  await other.state.import(await one.mock.state.export());
  expect(other.clock.now()).toBeGreaterThan(NOON - 1e12);
});
