import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../mock-server/index.ts';
import { apiOf, expectNothingStored, pointers, startApi, startMock } from '../support/api.ts';
import { startListening } from '../support/http.ts';
import { event, events, SEED_START, SEED_STATE } from '../support/samples.ts';

const NOON = Date.UTC(2026, 3, 25, 12, 34);

test('a scenario is seeded by name, over HTTP', async () => {
  const api = apiOf(await startListening(startMock({ clock: new VirtualClock(NOON) })));
  const { scenarios } = (await api.get('/_mock/seed')).body;
  expect(scenarios.map(({ name }: { name: string }) => name)).toEqual([
    'quiet-day',
    'busy-day',
    'incident',
    'sub-agents',
  ]);
  const seeded = await api.post('/_mock/seed', { scenario: 'incident' });
  expect(seeded.body).toEqual({ org_id: 'org_local', ingested: 9, duplicates: 0, reports: 1 });
  await api.send('POST', '/_mock/drain');
  const { alerts } = (await api.get('/v1/alerts')).body;
  const rules = new Set(alerts.map(({ rule_id }: { rule_id: string }) => rule_id));
  expect(rules.size).toBe(3);
});

test.each(['quiet-day', 'sub-agents'] as const)('%s raises no alert', async (name) => {
  const { mock } = startApi({ clock: new VirtualClock(NOON) });
  await mock.seed(name);
  await mock.expectNone({ alert: {} });
});

test('sub-agents hang below their session', async () => {
  const api = startApi({ clock: new VirtualClock(NOON) });
  await api.mock.seed({ scenario: 'sub-agents', org_id: 'org_local' });
  await api.mock.drain();
  const [root, ...others] = (await api.get('/v1/sessions?root_only=true')).body.sessions;
  expect(others).toEqual([]);
  const { children } = (await api.get(`/v1/sessions/${root.id}`)).body;
  expect(children).toHaveLength(3);
  const below = (await api.get(`/v1/sessions/${children[0].id}`)).body.children;
  expect(below).toHaveLength(1);
});

/** The tables that a busy day makes. */
async function dump(seed: number, now: number) {
  const { mock } = startApi({ clock: new VirtualClock(now) });
  await mock.seed({ scenario: 'busy-day', seed });
  await mock.drain();
  return (await mock.state.export()).tables;
}

test('the same scenario, seed and hour are the same events; others are others', async () => {
  const first = await dump(7, NOON);
  const { actions, sessions, alerts } = await dump(7, NOON + 60_000);
  expect({ actions, sessions, alerts }).toEqual({
    actions: first.actions,
    sessions: first.sessions,
    alerts: first.alerts,
  });
  const ids = ({ actions: rows }: typeof first) => rows.map((row) => row.event.event_id);
  const known = new Set(ids(first));
  for (const other of [await dump(8, NOON), await dump(7, NOON + 3_600_000)]) {
    expect(ids(other).some((id) => known.has(id))).toBe(false);
  }
  expect(actions.every(({ event: { timestamp } }) => Date.parse(timestamp) <= NOON)).toBe(true);
});

test('data is published as it would be posted, and stays the caller’s', async () => {
  const api = startApi({ rateLimit: 1 });
  const data = { org_id: 'acme', events: events(1_200), reports: [SEED_START, SEED_STATE] };
  const copy = structuredClone(data);
  expect(await api.mock.seed(data)).toEqual({
    org_id: 'acme',
    ingested: 1_200,
    duplicates: 0,
    reports: 2,
  });
  expect(data).toEqual(copy);
  await api.mock.drain();
  await expectNothingStored(api);
  const acme = apiOf(api.mock, await api.mock.mintToken({ org_id: 'acme', type: 'service' }));
  expect((await acme.get(`/v1/sessions/${SEED_STATE.session_id}`)).body.state).toBe('active');
  expect(await api.mock.seed(data)).toMatchObject({ ingested: 0, duplicates: 1_200 });
});

describe('refused, with nothing published', () => {
  test.each([
    [{ scenario: 'chaos' }, ['/scenario']],
    [{ scenario: 'incident', seed: -1 }, ['/seed']],
    [{ scenario: 'incident', events: [] }, ['']],
    [{ events: [event(), { ...event(), event_id: 'x' }] }, ['/events/1/event_id']],
    [
      { events: [event()], reports: [SEED_STATE, { ...SEED_STATE, state: 'x' }] },
      ['/reports/1/state'],
    ],
    [{ reports: [{}] }, ['/reports/0']],
    [{ org_id: '', events: [] }, ['/org_id']],
    [{ event: [] }, ['']],
    ['null', ['']],
  ])('%o', async (body, expected) => {
    const api = startApi();
    const answer = await api.post('/_mock/seed', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(pointers(answer)).toEqual(expected);
    await expectNothingStored(api);
  });
});
