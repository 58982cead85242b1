import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../mock-server/index.ts';
import { apiOf, startApi } from '../support/api.ts';
import { event, events, second, uuid } from '../support/samples.ts';

const MINUTE = 60_000;

describe('an event that is sent again', () => {
  test.each([
    ['at once', 0],
    ['at the end of the window', 5 * MINUTE - 1],
    ['after the window', 5 * MINUTE],
    ['a day later', 24 * 60 * MINUTE],
  ])('%s is a duplicate, and changes nothing', async (_, later) => {
    const clock = new VirtualClock();
    const api = startApi({ clock });
    const sent = event({ risk_score: 40, note: 'first' });
    expect((await api.ingest(sent)).body).toEqual({ ingested: 1, duplicates: 0 });
    await clock.advance(later);
    const again = { ...sent, risk_score: 99, note: 'second', timestamp: second(9) };
    expect((await api.ingest(again)).body).toEqual({ ingested: 0, duplicates: 1 });
    expect((await api.get(`/v1/events/${sent.event_id}`)).body).toMatchObject({
      note: 'first',
      risk_score: 40,
    });
    expect((await api.get('/v1/sessions/s-1')).body.risk_summary).toEqual({
      total_events: 1,
      max_risk: 40,
      avg_risk: 40,
    });
  });

  test('every four minutes, stays one: the window counts from the first send', async () => {
    const clock = new VirtualClock();
    const api = startApi({ clock });
    const sent = event();
    await api.ingest(sent);
    for (let round = 0; round < 5; round++) {
      await clock.advance(4 * MINUTE);
      expect((await api.ingest(sent)).body.duplicates).toBe(1);
    }
    expect((await api.get('/v1/events')).body.events).toHaveLength(1);
  });

  test('in another session, is a duplicate as well, and makes no session', async () => {
    const api = startApi();
    const sent = event({ session_id: 'one' });
    await api.ingest(sent);
    expect((await api.ingest({ ...sent, session_id: 'two' })).body.duplicates).toBe(1);
    expect((await api.get('/v1/sessions/two')).status).toBe(404);
    const both = event();
    await api.ingest({ ...both, session_id: 'three' }, { ...both, session_id: 'four' });
    expect((await api.get('/v1/sessions/four')).status).toBe(404);
  });

  test('with its UUID in the other case, is a duplicate, before and after the window', async () => {
    const clock = new VirtualClock();
    const api = startApi({ clock });
    const sent = event({ event_id: 'abcdefab-cdef-4abc-8def-abcdefabcdef' });
    const upper = { ...sent, event_id: sent.event_id.toUpperCase() };
    await api.ingest(sent);
    expect((await api.ingest(upper)).body.duplicates).toBe(1);
    await clock.advance(6 * MINUTE);
    expect((await api.ingest(upper, sent)).body).toEqual({ ingested: 0, duplicates: 2 });
    expect((await api.get('/v1/events')).body.events).toMatchObject([{ id: sent.event_id }]);
  });
});

describe('duplicates inside one batch', () => {
  test('are counted, the first one counts', async () => {
    const api = startApi();
    const [a, b] = [event(), event()];
    const batch = [a, b, { ...a, note: 'later' }, a, b];
    expect((await api.ingest(...batch)).body).toEqual({ ingested: 2, duplicates: 3 });
    expect((await api.get(`/v1/events/${a.event_id}`)).body).not.toHaveProperty('note');
  });

  test('500 times the same is one', async () => {
    const api = startApi();
    const sent = event();
    const batch = Array.from({ length: 500 }, () => sent);
    expect((await api.ingest(...batch)).body).toEqual({ ingested: 1, duplicates: 499 });
    expect((await api.get('/v1/sessions/s-1')).body.risk_summary.total_events).toBe(1);
  });
});

test('`ingested` + `duplicates` is what was sent, whatever the overlap', async () => {
  const clock = new VirtualClock();
  const api = startApi({ clock });
  const known = events(400);
  let total = 0;
  for (let round = 0; round < 6; round++) {
    const batch = [...known.slice(round * 50, round * 50 + 150), ...events(20)];
    const { ingested, duplicates } = (await api.ingest(...batch)).body;
    expect(ingested + duplicates).toBe(batch.length);
    total += ingested;
    await clock.advance(2 * MINUTE);
  }
  const read = await api.walk('/v1/events?limit=1000', 'events');
  expect(read).toHaveLength(total);
  expect(new Set(read.map(({ id }) => id)).size).toBe(total);
});

test('of simultaneous sends of one batch each event counts once', async () => {
  const api = startApi();
  const batch = events(100);
  const answers = await Promise.all(Array.from({ length: 5 }, () => api.ingest(...batch)));
  const ingested = answers.reduce((sum, { body }) => sum + body.ingested, 0);
  expect(ingested).toBe(100);
  expect((await api.get('/v1/sessions/s-1')).body.risk_summary.total_events).toBe(100);
});

test('a refused batch leaves no trace: the same events are new afterwards', async () => {
  const api = startApi();
  const batch = events(10);
  expect((await api.ingest(...batch, { bad: true })).status).toBe(400);
  expect((await api.ingest(...batch)).body).toEqual({ ingested: 10, duplicates: 0 });
});

test('the same event of another org is no duplicate', async () => {
  const clock = new VirtualClock();
  const api = startApi({ clock });
  const other = apiOf(api.mock, await api.mock.mintToken({ org_id: 'org_other', type: 'service' }));
  const sent = event({ event_id: uuid(0xabcdef) });
  for (const minutes of [0, 6]) {
    await clock.advance(minutes * MINUTE);
    expect((await api.ingest(sent)).body.duplicates).toBe(minutes === 0 ? 0 : 1);
    expect((await other.ingest(sent)).body.duplicates).toBe(minutes === 0 ? 0 : 1);
  }
});

describe('a session report that is sent again', () => {
  test.each([0, 6 * MINUTE])('after %i ms changes nothing', async (later) => {
    const clock = new VirtualClock();
    const api = startApi({ clock });
    const end = { event_type: 'session_end', session_id: 'r', ended_at: second(10) } as const;
    await api.report(end);
    const before = (await api.get('/v1/sessions/r')).body;
    await clock.advance(later);
    expect((await api.report(end)).body).toEqual({ ok: true });
    expect((await api.get('/v1/sessions/r')).body).toEqual(before);
    await api.report({ event_type: 'session_resume', session_id: 'r', timestamp: second(20) });
    await clock.advance(later);
    await api.report(end);
    expect((await api.get('/v1/sessions/r')).body.state).toBe('active');
  });
});
