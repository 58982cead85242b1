import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../mock-server/index.ts';
import { apiOf, startApi } from './support/api.ts';
import { startListening } from './support/http.ts';
import { event, events, second, SEED_EVENT, SEED_START, SEED_STATE } from './support/samples.ts';

const SESSION = '59247-1777085379101';

describe('the documented bodies, over HTTP', () => {
  test('the state form answers as printed, and reads back', async () => {
    const api = apiOf(await startListening());
    const answer = await api.report(SEED_STATE);
    expect(answer).toMatchObject({ status: 200, body: { ok: true } });
    expect((await api.get(`/v1/sessions/${SEED_STATE.session_id}`)).body).toEqual({
      id: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
      session_name: 'Fix auth middleware',
      model: 'claude-sonnet-4-20250514',
      signing_id: 'com.anthropic.claude-code',
      state: 'active',
      platform: 'claude-code',
      parent_id: null,
      started_at: '2026-04-12T14:00:00Z',
      ended_at: null,
      children: [],
      risk_summary: { total_events: 0, max_risk: 0, avg_risk: 0 },
    });
  });

  test('a LifecycleEvent, an event and an end make the documented session', async () => {
    const api = apiOf(await startListening());
    expect((await api.report(SEED_START)).body).toEqual({ ok: true });
    expect((await api.ingest(SEED_EVENT)).body).toEqual({ ingested: 1, duplicates: 0 });
    const path = `/v1/sessions/${SESSION}`;
    expect((await api.get(path)).body).toEqual({
      id: SESSION,
      session_name: null,
      model: null,
      signing_id: null,
      state: 'active',
      platform: 'claude-code',
      parent_id: null,
      started_at: '2026-04-25T03:09:11Z',
      ended_at: null,
      children: [],
      risk_summary: { total_events: 1, max_risk: 75, avg_risk: 75 },
    });

    await api.report({
      event_type: 'session_end',
      session_id: SESSION,
      ended_at: '2026-04-25T03:54:02Z',
    });
    expect((await api.get(path)).body).toMatchObject({
      state: 'ended',
      started_at: '2026-04-25T03:09:11Z',
      ended_at: '2026-04-25T03:54:02Z',
    });
  });

  test('an event reads back with the nine fields and all that was sent', async () => {
    const api = apiOf(await startListening());
    await api.ingest(SEED_EVENT);
    const record = (await api.get(`/v1/events/${SEED_EVENT.event_id}`)).body;
    expect(record).toEqual({
      ...SEED_EVENT,
      org_id: 'org_local',
      id: SEED_EVENT.event_id,
      arguments: ['{"command":"npm test"}'],
      risk_score: 75,
    });
    expect((await api.get(`/v1/sessions/${SESSION}/events`)).body.events).toEqual([record]);
    expect((await api.get('/v1/events')).body.events).toEqual([record]);
  });

  test('the placeholder "{...}" itself is handed on, though it is no JSON', async () => {
    const api = startApi();
    await api.ingest({ ...SEED_EVENT, arguments_json: '{...}' });
    expect((await api.get(`/v1/events/${SEED_EVENT.event_id}`)).body).toMatchObject({
      arguments_json: '{...}',
      arguments: ['{...}'],
    });
  });
});

describe('a session', () => {
  test('has its direct children, oldest first, and their parent before it is known', async () => {
    const api = startApi();
    await api.ingest(
      event({ session_id: 'X:sub:2', timestamp: second(20) }),
      event({ session_id: 'X:sub:1', timestamp: second(10) }),
      event({ session_id: 'X:sub:1:sub:1', timestamp: second(15) }),
    );
    expect((await api.get('/v1/sessions/X')).status).toBe(404);
    await api.ingest(event({ session_id: 'X', timestamp: second(30) }));
    const { children } = (await api.get('/v1/sessions/X')).body;
    expect(children).toMatchObject([
      { id: 'X:sub:1', parent_id: 'X' },
      { id: 'X:sub:2', parent_id: 'X' },
    ]);
    expect(children[0]).not.toHaveProperty('children');
    expect((await api.get('/v1/sessions/X/children')).body).toEqual({
      children,
      next_cursor: null,
    });
    expect((await api.get('/v1/sessions/X:sub:1')).body.children).toMatchObject([
      { id: 'X:sub:1:sub:1', parent_id: 'X:sub:1' },
    ]);
  });

  test('may be its own ancestor', async () => {
    const api = startApi();
    const at = { state: 'active', timestamp: second(0) } as const;
    await api.report({ ...at, session_id: 'a', parent_id: 'b' });
    await api.report({ ...at, session_id: 'b', parent_id: 'a' });
    await api.report({ ...at, session_id: 'self', parent_id: 'self' });
    expect((await api.get('/v1/sessions/a')).body.children).toMatchObject([{ id: 'b' }]);
    expect((await api.get('/v1/sessions/b')).body.children).toMatchObject([{ id: 'a' }]);
    expect((await api.get('/v1/sessions/self')).body.children).toMatchObject([{ id: 'self' }]);
  });

  test('sums up the risk of its own events only, rounding half up', async () => {
    const api = startApi();
    await api.ingest(
      ...[10, 11, 0].map((risk_score) => event({ session_id: 'r', risk_score })),
      event({ session_id: 'r:sub:1', risk_score: 100 }),
    );
    expect((await api.get('/v1/sessions/r')).body.risk_summary).toEqual({
      total_events: 3,
      max_risk: 11,
      avg_risk: 7,
    });
    await api.ingest(event({ session_id: 'half', risk_score: 0 }));
    await api.ingest(event({ session_id: 'half', risk_score: 1 }));
    expect((await api.get('/v1/sessions/half')).body.risk_summary.avg_risk).toBe(1);
  });

  test('can be read at once after 10,000 events were taken', async () => {
    const api = startApi();
    for (let batch = 0; batch < 20; batch++)
      await api.ingest(...events(500, { session_id: 'busy' }));
    const { risk_summary } = (await api.get('/v1/sessions/busy')).body;
    expect(risk_summary.total_events).toBe(10_000);
  });
});

describe('ids in paths', () => {
  const ALL_PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

  test.each([
    ['a/b'],
    ['a%2Fb'],
    ['%'],
    ['%25'],
    ['100%'],
    ['a:b:sub:1'],
    ['a?b=c#d'],
    ['C:\\temp\\x'],
    ['...'],
    ['ingest'],
    ['stats'],
    ['__proto__'],
    ['constructor'],
    ['x'.repeat(128)],
    [ALL_PUNCTUATION],
  ])('%s, encoded once', async (id) => {
    const api = apiOf(await startListening());
    expect((await api.ingest(event({ session_id: id }))).status).toBe(200);
    const path = `/v1/sessions/${encodeURIComponent(id)}`;
    expect((await api.get(path)).body).toMatchObject({ id, risk_summary: { total_events: 1 } });
    expect((await api.get(`${path}/events`)).body.events).toMatchObject([{ session_id: id }]);
    expect((await api.get(`${path}/children`)).body.children).toEqual([]);
    const filtered = await api.get(`/v1/events?session_id=${encodeURIComponent(id)}`);
    expect(filtered.body.events).toHaveLength(1);
  });

  test('an id is decoded once, not twice', async () => {
    const api = startApi();
    await api.ingest(event({ session_id: 'a%2Fb' }));
    expect((await api.get('/v1/sessions/a%252Fb')).status).toBe(200);
    expect((await api.get('/v1/sessions/a%2Fb')).status).toBe(404);
    expect((await api.get('/v1/sessions/a/b')).status).toBe(404);
  });

  test('a session called "ingest" does not hide the operation, nor the other way round', async () => {
    const api = startApi();
    await api.report({ session_id: 'ingest', state: 'idle', timestamp: second(0) });
    expect((await api.get('/v1/sessions/ingest')).body).toMatchObject({
      id: 'ingest',
      state: 'idle',
    });
    expect((await api.report(SEED_STATE)).status).toBe(200);
  });

  test('/v1/events/stats is the statistics, not an event of that id', async () => {
    const api = startApi();
    expect((await api.get('/v1/events/stats')).body).toMatchObject({ total_events: 0 });
    expect((await api.get('/v1/events/statz')).body.code).toBe('validation_failed');
  });

  test('an event is found without regard to the case of its UUID', async () => {
    const api = startApi();
    const sent = event({ event_id: 'ABCDEFAB-cdef-4abc-8def-abcdefABCDEF' });
    await api.ingest(sent);
    for (const id of [sent.event_id, sent.event_id.toLowerCase(), sent.event_id.toUpperCase()]) {
      expect((await api.get(`/v1/events/${id}`)).body.id).toBe(sent.event_id);
    }
  });
});

test('a report without a time has the time of its receipt', async () => {
  const clock = new VirtualClock(Date.UTC(2026, 3, 25, 12));
  const api = startApi({ clock });
  await api.report({ event_type: 'session_resume', session_id: 'now' });
  await clock.advance(90_500);
  await api.report({ event_type: 'session_end', session_id: 'now' });
  expect((await api.get('/v1/sessions/now')).body).toMatchObject({
    state: 'ended',
    started_at: '2026-04-25T12:00:00Z',
    ended_at: '2026-04-25T12:01:30.500Z',
  });
});

test('what is reported in another time zone is answered in UTC', async () => {
  const api = startApi();
  await api.ingest(event({ session_id: 'tz', timestamp: '2026-04-25T01:09:32.500+02:00' }));
  expect((await api.get('/v1/sessions/tz')).body.started_at).toBe('2026-04-24T23:09:32.500Z');
  const [record] = (await api.get('/v1/sessions/tz/events')).body.events;
  expect(record.timestamp).toBe('2026-04-24T23:09:32.500Z');
});
