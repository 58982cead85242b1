import { beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../mock-server/index.ts';
import { apiOf, startMock, type Api } from './support/api.ts';
import { event, second, uuid } from './support/samples.ts';

let one: Api;
let two: Api;

beforeEach(async () => {
  const mock = startMock({ clock: new VirtualClock() });
  one = apiOf(mock, await mock.mintToken({ org_id: 'org_one', type: 'service' }));
  two = apiOf(mock, await mock.mintToken({ org_id: 'org_two', type: 'personal' }));
});

const PATHS = [
  '/v1/sessions',
  '/v1/sessions/S',
  '/v1/sessions/S/events',
  '/v1/sessions/S/children',
  '/v1/events',
  '/v1/events?session_id=S',
  `/v1/events/${uuid(77)}`,
];

test('what one org has sent is not there for the other, on any path', async () => {
  await one.ingest(
    event({ event_id: uuid(77), session_id: 'S', secret: 'of-one' }),
    event({ session_id: 'S:sub:1', secret: 'of-one' }),
  );
  for (const path of PATHS) {
    const answer = await two.get(path);
    expect(answer.text).not.toContain('of-one');
    if (answer.status === 200) {
      expect(Object.values(answer.body)[0], path).toEqual([]);
    } else {
      const unknown = await two.get(path.replace('S', 'T').replace(uuid(77), uuid(78)));
      expect([answer.status, answer.body.code]).toEqual([unknown.status, unknown.body.code]);
    }
  }
});

const send = async (api: Api, name: string, risk_score: number) => {
  const answer = await api.ingest(
    event({
      event_id: uuid(77),
      session_id: 'S',
      name,
      risk_score,
      timestamp: second(risk_score),
    }),
    event({ event_id: uuid(79), session_id: 'S:sub:1', name, timestamp: second(risk_score) }),
  );
  expect(answer.body).toEqual({ ingested: 2, duplicates: 0 });
  await api.report({ session_id: 'S', state: 'idle', timestamp: second(50), session_name: name });
  await api.report({
    session_id: 'S:sub:1',
    state: 'idle',
    timestamp: second(50),
    session_name: name,
  });
};

test('the same ids in both orgs are different things, on every path', async () => {
  await send(one, 'of-one', 10);
  await send(two, 'of-two', 20);
  for (const [api, own, others] of [
    [one, 'of-one', 'of-two'],
    [two, 'of-two', 'of-one'],
  ] as const) {
    for (const path of PATHS) {
      const { text, status } = await api.get(path);
      expect(status).toBe(200);
      expect(text).toContain(own);
      expect(text).not.toContain(others);
    }
  }
  expect((await one.get('/v1/sessions/S')).body.risk_summary).toMatchObject({
    total_events: 1,
    max_risk: 10,
  });
  expect((await two.get('/v1/sessions/S')).body.risk_summary).toMatchObject({
    total_events: 1,
    max_risk: 20,
  });
});

test('a report of one org changes nothing in the other', async () => {
  for (const api of [one, two])
    await api.report({ session_id: 'S', state: 'active', timestamp: second(0) });
  await one.report({ event_type: 'session_end', session_id: 'S', ended_at: second(5) });
  expect((await one.get('/v1/sessions/S')).body.state).toBe('ended');
  expect((await two.get('/v1/sessions/S')).body.state).toBe('active');
});

test('an org in the body counts for nothing', async () => {
  await one.ingest({ ...event({ session_id: 'S' }), org_id: 'org_two' });
  await one.report({
    session_id: 'R',
    state: 'active',
    timestamp: second(0),
    org_id: 'org_two',
  } as never);
  expect((await two.get('/v1/sessions')).body.sessions).toEqual([]);
  expect((await two.get('/v1/events')).body.events).toEqual([]);
  expect((await one.get('/v1/sessions')).body.sessions).toHaveLength(2);
  expect((await one.get('/v1/events')).body.events).toMatchObject([{ org_id: 'org_one' }]);
});

test('a cursor of one org shows nothing of it to another', async () => {
  await one.ingest(event({ name: 'of-one' }), event({ name: 'of-one' }));
  await two.ingest(event({ name: 'of-two', timestamp: second(1) }));
  const { next_cursor } = (await one.get('/v1/events?limit=1')).body;
  expect(next_cursor).not.toBeNull();
  expect((await two.get(`/v1/events?cursor=${next_cursor}`)).text).not.toContain('of-one');
});

test('a parent of another org has no children here', async () => {
  await one.ingest(event({ session_id: 'S' }));
  await two.ingest(event({ session_id: 'S:sub:1' }));
  expect((await one.get('/v1/sessions/S')).body.children).toEqual([]);
  expect((await two.get('/v1/sessions/S')).status).toBe(404);
});
