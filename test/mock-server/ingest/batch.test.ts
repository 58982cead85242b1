import { describe, expect, test } from 'vitest';
import { expectNothingStored, pointers, startApi } from '../support/api.ts';
import { event, events, second } from '../support/samples.ts';

describe('1–500 events', () => {
  test('500 are taken, in order', async () => {
    const api = startApi();
    const sent = Array.from({ length: 500 }, (_, n) => event({ n }));
    expect((await api.ingest(...sent)).body).toEqual({ ingested: 500, duplicates: 0 });
    const read = await api.walk('/v1/sessions/s-1/events?limit=1000', 'events');
    expect(read.map(({ n }) => n)).toEqual(sent.map(({ n }) => n));
  });

  test.each([501, 2_000])('%i are 400, and nothing is stored', async (n) => {
    const api = startApi();
    const answer = await api.ingest(...events(n));
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(pointers(answer)).toEqual(['/events']);
    await expectNothingStored(api);
  });

  test('an array of millions is refused without a look at each', async () => {
    const answer = await startApi().post('/v1/ingest', `{"events":[${'0,'.repeat(3_000_000)}0]}`);
    expect(pointers(answer)).toContain('/events');
    expect(answer.text.length).toBeLessThan(100_000);
  });
});

describe('one bad event', () => {
  test.each([0, 250, 499])(
    'at %i refuses all 500, with its pointer, and nothing is stored',
    async (at) => {
      const api = startApi();
      const sent: object[] = events(500);
      sent[at] = { ...sent[at], event_id: 'uuid-v4' };
      const answer = await api.ingest(...sent);
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
      expect(pointers(answer)).toEqual([`/events/${at}/event_id`]);
      await expectNothingStored(api);
    },
  );

  test('without it the same batch is taken', async () => {
    const api = startApi();
    const sent: object[] = events(5);
    sent[3] = { ...sent[3], timestamp: 'yesterday' };
    await api.ingest(...sent);
    expect((await api.ingest(...sent.toSpliced(3, 1))).body).toEqual({
      ingested: 4,
      duplicates: 0,
    });
  });

  test.each([
    'schema_version',
    'event_id',
    'timestamp',
    'source',
    'platform',
    'action_type',
    'session_id',
    'agent_id',
  ])('%s is required', async (field) => {
    const api = startApi();
    const { [field]: _, ...rest } = event();
    expect(pointers(await api.ingest(rest))).toEqual([`/events/0/${field}`]);
    expect(pointers(await api.ingest({ ...rest, [field]: null }))).toEqual([`/events/0/${field}`]);
  });

  test('what it inherits is not what it has', async () => {
    const api = startApi();
    const { event_id, ...rest } = event();
    const body = JSON.stringify({ events: [rest] }).replace(
      '"source"',
      `"__proto__":{"event_id":"${event_id}"},"source"`,
    );
    expect(pointers(await api.post('/v1/ingest', body))).toEqual(['/events/0/event_id']);
  });

  test.each<[string, object]>([
    ['schema_version', { schema_version: 1 }],
    ['schema_version', { schema_version: '2' }],
    ['event_id', { event_id: '7f9c24e8-3b12-4fef-91e0-a4c5e8d2b61' }],
    ['event_id', { event_id: '{7f9c24e8-3b12-4fef-91e0-a4c5e8d2b610}' }],
    ['event_id', { event_id: '7f9c24e8-3b12-4fef-91e0-a4c5e8d2b610\n' }],
    ['timestamp', { timestamp: '2026-04-25 03:09:32Z' }],
    ['timestamp', { timestamp: '2026-04-25T03:09:32' }],
    ['timestamp', { timestamp: '2026-02-29T03:09:32Z' }],
    ['timestamp', { timestamp: 1_777_085_379 }],
    ['session_id', { session_id: '' }],
    ['session_id', { session_id: 'a b' }],
    ['session_id', { session_id: 'a\n' }],
    ['session_id', { session_id: '🙂' }],
    ['session_id', { session_id: 'é' }],
    ['session_id', { session_id: 'x'.repeat(129) }],
    ['session_id', { session_id: 59247 }],
    ['risk_score', { risk_score: -1 }],
    ['risk_score', { risk_score: 101 }],
    ['risk_score', { risk_score: 0.5 }],
    ['risk_score', { risk_score: '50' }],
    ['risk_score', { risk_score: null }],
    ['arguments_json', { arguments_json: { command: 'ls' } }],
    ['tool_name', { tool_name: null }],
    ['labels', { labels: [] }],
    ['labels', { labels: null }],
    ['labels/pid', { labels: { pid: 59247 } }],
    ['labels/a~1b~0c', { labels: { 'a/b~c': 1 } }],
    ['labels/', { labels: { '': null } }],
    ['labels/__proto__', { labels: JSON.parse('{"__proto__":1}') as object }],
  ])('%s: %j', async (pointer, fields) => {
    const api = startApi();
    const answer = await api.ingest(event(), { ...event(), ...fields });
    expect(answer.status).toBe(400);
    expect(pointers(answer)).toEqual([`/events/1/${pointer}`]);
    await expectNothingStored(api);
  });

  test('every issue is listed', async () => {
    const answer = await startApi().ingest(
      { ...event(), event_id: 1, labels: { a: 1, b: 'x', c: null } },
      event(),
      'no event' as unknown as object,
    );
    expect(pointers(answer)).toEqual([
      '/events/0/event_id',
      '/events/0/labels/a',
      '/events/0/labels/c',
      '/events/2',
    ]);
  });

  test('of more than 100 issues the first 100 are listed', async () => {
    const answer = await startApi().ingest(...Array.from({ length: 500 }, () => ({})));
    expect(answer.body.issues).toHaveLength(100);
    expect(pointers(answer)[0]).toBe('/events/0/schema_version');
    expect(pointers(answer)[99]).toMatch(/^\/events\/12\//);
    const labels = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, n]));
    expect((await startApi().ingest({ ...event(), labels })).body.issues).toHaveLength(100);
  });

  test('the refusal quotes no value of the body', async () => {
    const answer = await startApi().ingest({
      ...event(),
      event_id: 'hunter2',
      labels: { k: ['hunter2'] },
    });
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('hunter2');
  });
});

test('unknown fields beside `events` are passed over', async () => {
  const answer = await startApi().post('/v1/ingest', { events: [event()], sent_at: second(0) });
  expect(answer.body).toEqual({ ingested: 1, duplicates: 0 });
});
