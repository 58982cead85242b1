import { describe, expect, test } from 'vitest';
import { MemoryStore } from '../../../mock-server/store/memory-store.ts';
import type { Action, AlertRow, SessionRow } from '../../../mock-server/store/store.ts';
import { startApi } from '../support/api.ts';
import { countAlive } from '../support/gc.ts';
import { event, events, second } from '../support/samples.ts';
import { sessionRow } from './support.ts';

const action = (fields: object = {}): Action => ({
  event: { ...event(fields), org_id: 'o' },
  risk_score: 10,
});

const session = (id: string, fields: Partial<SessionRow> = {}) =>
  sessionRow({ org_id: 'o', id, ...fields });

const ALERT: AlertRow = {
  id: '0',
  org_id: 'o',
  rule_id: 'r',
  severity: 'low',
  title: 'An alert',
  session_id: 's',
  event_id: 'e',
  agent_id: 'a',
  platform: 'p',
  risk_score: 1,
  created_at: second(0),
};

const ALL = { limit: 1000 };

describe('events beyond the limit', () => {
  test('the oldest arrivals fall off, of whatever org and time, and are counted', async () => {
    const { actions } = new MemoryStore({ events: 10 });
    const sent = Array.from({ length: 25 }, (_, n) =>
      action({ timestamp: second(100 - n), session_id: `s-${n % 3}` }),
    );
    await actions.insert(sent);
    expect(actions.evicted).toBe(15);
    const { rows } = await actions.list('o', {}, ALL);
    expect(rows.map((row) => row.event.event_id)).toEqual(
      sent.slice(15).map((row) => row.event.event_id),
    );
    const ids = sent.map((row) => row.event.event_id);
    expect(await actions.known('o', ids)).toEqual(new Set(ids.slice(15)));
    expect(await actions.get('o', ids[14]!)).toBeUndefined();
  });

  test('a session all of whose events fell off has none', async () => {
    const { actions } = new MemoryStore({ events: 2 });
    await actions.insert([action({ session_id: 'old' }), action(), action()]);
    expect(await actions.listOfSession('o', 'old', ALL)).toEqual({ rows: [], next: null });
    expect(await actions.riskSummary('o', 'old')).toEqual({
      total_events: 0,
      max_risk: 0,
      avg_risk: 0,
    });
    expect(await actions.list('o', { session_id: 'old' }, ALL)).toEqual({ rows: [], next: null });
  });

  test('to insert what is there changes nothing, and evicts nothing', async () => {
    const { actions } = new MemoryStore({ events: 2 });
    const [a, b] = [action(), action()];
    for (let round = 0; round < 5; round++) await actions.insert([a, b, a]);
    expect(actions.evicted).toBe(0);
    expect((await actions.riskSummary('o', 's-1')).total_events).toBe(2);
  });

  test('the reads of the API agree with each other', async () => {
    const api = startApi({ retain: { events: 100, sessions: 10 } });
    await api.ingest(...events(500));
    expect(await api.walk('/v1/events?limit=30', 'events')).toHaveLength(100);
    expect(await api.walk('/v1/sessions/s-1/events?limit=30', 'events')).toHaveLength(100);
  });

  test('a cursor whose row fell off is still a place', async () => {
    const api = startApi({ retain: { events: 20 } });
    await api.ingest(...Array.from({ length: 20 }, (_, n) => event({ timestamp: second(n), n })));
    const { next_cursor } = (await api.get('/v1/events?limit=5')).body;
    await api.ingest(
      ...Array.from({ length: 10 }, (_, n) => event({ timestamp: second(100 + n) })),
    );
    const { body } = await api.get(`/v1/events?limit=5&cursor=${next_cursor}`);
    expect(body.events.map(({ n }: { n: number }) => n)).toEqual([14, 13, 12, 11, 10]);
  });
});

describe('sessions beyond the limit', () => {
  test('the oldest arrivals fall off, and are counted', async () => {
    const { sessions } = new MemoryStore({ sessions: 3 });
    await sessions.upsert(
      ['a', 'b', 'c', 'd', 'e'].map((id, n) => session(id, { started_at: second(9 - n) })),
    );
    expect(sessions.evicted).toBe(2);
    const { rows } = await sessions.list('o', {}, ALL);
    expect(rows.map(({ id }) => id)).toEqual(['c', 'd', 'e']);
    expect(await sessions.get('o', 'a')).toBeUndefined();
  });

  test('one that moves many times pushes no other one out', async () => {
    const { sessions } = new MemoryStore({ sessions: 5 });
    await sessions.upsert(['a', 'b', 'c'].map((id) => session(id)));
    for (let n = 100; n > 0; n--) {
      await sessions.upsert([
        session('c', { started_at: second(n), parent_id: n % 2 ? 'a' : 'b' }),
      ]);
    }
    expect(sessions.evicted).toBe(0);
    expect((await sessions.list('o', {}, ALL)).rows.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect((await sessions.children('o', 'a', ALL)).rows.map(({ id }) => id)).toEqual(['c']);
    expect((await sessions.children('o', 'b', ALL)).rows).toEqual([]);
  });

  test('events in reverse order push no other session out', async () => {
    const api = startApi({ retain: { sessions: 5 } });
    await api.report({ session_id: 'quiet', state: 'idle', timestamp: second(0) });
    for (let n = 50; n > 0; n--)
      await api.ingest(event({ session_id: 'busy', timestamp: second(n) }));
    expect((await api.get('/v1/sessions/quiet')).status).toBe(200);
  });

  test('one that fell off may come again', async () => {
    const { sessions } = new MemoryStore({ sessions: 2 });
    await sessions.upsert(['a', 'b', 'c', 'a'].map((id) => session(id, { parent_id: 'p' })));
    expect((await sessions.children('o', 'p', ALL)).rows.map(({ id }) => id)).toEqual(['c', 'a']);
    expect(sessions.evicted).toBe(2);
  });

  test('every org counts towards the same limit', async () => {
    const { sessions } = new MemoryStore({ sessions: 2 });
    await sessions.upsert(['x', 'y', 'z'].map((org_id) => session('same', { org_id })));
    expect(await sessions.get('x', 'same')).toBeUndefined();
    expect(await sessions.get('y', 'same')).toBeDefined();
    expect((await sessions.list('x', {}, ALL)).rows).toEqual([]);
  });
});

test('what has fallen off is not held in memory', async () => {
  const limit = 100;
  const { actions, sessions } = new MemoryStore({ events: limit, sessions: limit });
  const refs: WeakRef<object>[] = [];
  for (let n = 0; n < 5_000; n++) {
    const row = session(`s-${n}`);
    const { event: sent, risk_score } = action({ session_id: `s-${n % 700}` });
    refs.push(new WeakRef(sent), new WeakRef(row));
    await actions.insert([{ event: sent, risk_score }]);
    await sessions.upsert([row]);
  }
  expect(actions.evicted + sessions.evicted).toBe(2 * (5_000 - limit));
  // Twice the limit: what is gone is dropped in bulk.
  expect(await countAlive(refs)).toBeLessThanOrEqual(2 * (2 * limit + 1));
});

test('an org all of whose rows fell off is forgotten: orgs may be very many', async () => {
  const store = new MemoryStore({ events: 3, sessions: 3, alerts: 3 });
  for (let n = 0; n < 10; n++) {
    const org_id = `o-${n}`;
    await store.actions.insert([{ event: { ...event(), org_id }, risk_score: 1 }]);
    await store.sessions.upsert([session('s', { org_id })]);
    await store.alerts.insert([{ ...ALERT, org_id }]);
  }
  expect(await store.orgs()).toEqual(['o-7', 'o-8', 'o-9']);
});
