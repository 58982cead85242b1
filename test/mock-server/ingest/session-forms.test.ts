import { describe, expect, test } from 'vitest';
import { expectNothingStored, pointers, startApi } from '../support/api.ts';
import { event, SEED_START, SEED_STATE } from '../support/samples.ts';

describe('one of two forms', () => {
  test.each<[string, object]>([
    ['both', { ...SEED_START, ...SEED_STATE }],
    ['both, one of them empty', { ...SEED_STATE, event_type: null }],
    ['neither', { session_id: 's', timestamp: '2026-04-25T03:09:32Z' }],
    [
      'neither, by inheritance',
      JSON.parse('{"session_id":"s","__proto__":{"state":"active"}}') as object,
    ],
  ])('%s: 400, and the message names the two', async (_, body) => {
    const api = startApi();
    const answer = await api.post('/v1/sessions/ingest', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.error).toMatch(/event form.*state form/);
    await expectNothingStored(api);
  });

  test.each<[string, object, string[]]>([
    ['an unknown type', { event_type: 'session_pause', session_id: 's' }, ['/event_type']],
    ['a start without its time', { event_type: 'session_start', session_id: 's' }, ['/started_at']],
    ['no session', { event_type: 'session_end' }, ['/session_id']],
    ['an unknown state', { ...SEED_STATE, state: 'paused' }, ['/state']],
    ['a state without its time', { session_id: 's', state: 'idle' }, ['/timestamp']],
    ['a bad time', { ...SEED_START, ended_at: 'soon' }, ['/ended_at']],
    ['a bad id', { ...SEED_STATE, session_id: 'x'.repeat(129) }, ['/session_id']],
    ['an emoji for an id', { ...SEED_STATE, session_id: '🙂' }, ['/session_id']],
    ['a null name', { ...SEED_STATE, session_name: null }, ['/session_name']],
    ['an empty list', { events: [] }, ['']],
  ])('%s: 400, with a pointer', async (_, body, expected) => {
    const api = startApi();
    const answer = await api.post('/v1/sessions/ingest', body);
    expect(answer.status).toBe(400);
    expect(pointers(answer)).toEqual(expected);
    await expectNothingStored(api);
  });
});

describe('a state form with the fields of the other form', () => {
  test.each<[string, object]>([
    ['numbers', { started_at: 5, ended_at: 6 }],
    ['other texts', { started_at: '2026-04-25 03:09', ended_at: 'soon' }],
    ['null', { started_at: null, ended_at: null }],
    ['times', { started_at: '2020-01-01T00:00:00Z', ended_at: '2020-01-01T00:00:00Z' }],
  ])('%s: they are unknown fields, and block nothing', async (_, fields) => {
    const api = startApi();
    const answer = await api.post('/v1/sessions/ingest', {
      ...SEED_STATE,
      ...fields,
      state: 'ended',
    });
    expect(answer.status).toBe(200);
    await api.ingest(event({ session_id: SEED_STATE.session_id, timestamp: SEED_STATE.timestamp }));
    expect((await api.get(`/v1/sessions/${SEED_STATE.session_id}`)).body).toMatchObject({
      state: 'ended',
      started_at: SEED_STATE.timestamp,
      ended_at: SEED_STATE.timestamp,
      risk_summary: { total_events: 1 },
    });
  });
});

test('unknown fields do no harm', async () => {
  const api = startApi();
  const body = JSON.stringify(SEED_STATE).replace(
    '{',
    '{"__proto__":{"state":"ended"},"constructor":1,"agent_id":5,"x":{"y":[]},',
  );
  expect((await api.post('/v1/sessions/ingest', body)).status).toBe(200);
  expect((await api.get(`/v1/sessions/${SEED_STATE.session_id}`)).body.state).toBe('active');
});
