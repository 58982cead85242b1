import { describe, expect, test } from 'vitest';
import { Journal } from '../../../mock-server/control/journal/journal.ts';
import { JournalFilter } from '../../../mock-server/control/journal/journal-filter.ts';
import { ApiError, validationFailed } from '../../../mock-server/http/api-error.ts';
import { startApi } from '../support/api.ts';
import { countAlive } from '../support/gc.ts';
import { event } from '../support/samples.ts';
import { factsOf } from './support/faults.ts';

const DONE = { status: 200, duration_ms: 3 };
const REFUSED = { status: 429, duration_ms: 0 };

function batch(...events: unknown[]) {
  return { operation: 'ingestEvents', body: { events } } as const;
}

const TAKEN = { counts: { ingested: 1, duplicates: 1 } };

describe('an entry', () => {
  test('of a batch that was taken says what came of it, and of which sessions it speaks', () => {
    const journal = new Journal(10);
    const events = [
      { event_id: 'e1', session_id: 's' },
      { event_id: 'e2', session_id: 's' },
      { event_id: 'e3', session_id: 't' },
      { event_id: 'e4', session_id: 's' },
    ];
    journal.record(factsOf({ ...batch(...events), ...TAKEN, org_id: 'org', at: 1_000 }), DONE);
    expect(journal.list()).toEqual([
      {
        request_id: 'request',
        at: '1970-01-01T00:00:01Z',
        method: 'GET',
        path: '/health',
        operation: 'ingestEvents',
        org_id: 'org',
        status: 200,
        code: null,
        error: null,
        issues: [],
        duration_ms: 3,
        ingested: 1,
        duplicates: 1,
        session_ids: ['s', 't'],
        rejected_event_ids: [],
        faults: [],
      },
    ]);
  });

  test('of a batch that was refused has the ids of its events by their place', () => {
    const journal = new Journal(10);
    const error = validationFailed([{ pointer: '/events/1/event_id', message: 'no', code: 'x' }]);
    const events = [{ event_id: 'e1' }, { event_id: 5 }, null, { event_id: 'x'.repeat(129) }, 'e'];
    journal.record(factsOf(batch(...events)), { status: 400, duration_ms: 0, error });
    expect(journal.list()).toMatchObject([
      {
        code: 'validation_failed',
        error: '/events/1/event_id no',
        issues: [{ pointer: '/events/1/event_id', message: 'no', code: 'x' }],
        rejected_event_ids: ['e1', null, null, null, null],
      },
    ]);
  });

  test('whose answer was lost after it took effect has refused nothing', () => {
    const journal = new Journal(10);
    const facts = factsOf({ ...batch({ event_id: 'e' }), ...TAKEN, faults: ['reset; when=after'] });
    journal.record(facts, { status: null, duration_ms: 0 });
    expect(journal.list()).toMatchObject([
      { status: null, ingested: 1, rejected_event_ids: [], faults: ['reset; when=after'] },
    ]);
  });

  test.each([
    [{ operation: 'getSession', params: { id: 's' } } as const, ['s']],
    [{ operation: 'getEvent', params: { id: 'e' } } as const, []],
    [{ operation: 'ingestSession', body: { session_id: 's' } } as const, ['s']],
    [{ operation: 'ingestSession', body: null } as const, []],
    [{ operation: 'ingestSession', body: { session_id: 'x'.repeat(1_000) } } as const, []],
    [{ operation: 'ingestEvents', body: { events: 'none' } } as const, []],
  ])('of %j speaks of %j', (facts, sessions) => {
    const journal = new Journal(10);
    journal.record(factsOf(facts), DONE);
    expect(journal.list()[0]!.session_ids).toEqual(sessions);
  });

  test('shows no credential that stands where an id belongs', () => {
    const journal = new Journal(10);
    const token = `qt_deploy_${'0'.repeat(32)}`;
    journal.record(factsOf({ operation: 'getSession', params: { id: token } }), DONE);
    journal.record(factsOf(batch({ event_id: token, session_id: token })), REFUSED);
    expect(JSON.stringify(journal.list())).not.toContain(token);
  });

  test('is bounded, whatever was sent', () => {
    const journal = new Journal(10);
    const events = Array.from({ length: 600 }, (_, n) => ({
      event_id: `e${n}`,
      session_id: `s${n}`,
    }));
    const issues = Array.from({ length: 100 }, () => ({
      pointer: '/x'.repeat(9_999),
      message: 'y'.repeat(9_999),
      code: 'z',
    }));
    const path = `/${'p'.repeat(99_999)}`;
    journal.record(factsOf({ ...batch(...events), path }), {
      ...REFUSED,
      error: new ApiError('validation_failed', 'm'.repeat(99_999), { issues }),
    });
    const [entry] = journal.list();
    expect(entry!.session_ids).toHaveLength(20);
    expect(entry!.rejected_event_ids).toHaveLength(500);
    expect(entry!.issues).toHaveLength(10);
    expect(JSON.stringify(entry).length).toBeLessThan(25_000);
  });

  // Any of them is a request line that is let in, of anybody.
  test.each(['token', '?token', '&token', 'eyJ', 'eyJ.', 'Bearer+', 'Bearer ', 'qt_a', 'qt_a_'])(
    'costs little, whatever its path repeats: %j',
    (part) => {
      const journal = new Journal(10);
      const path = `/v1/events?${part.repeat(15_000 / part.length)}`;
      const began = performance.now();
      journal.record(factsOf({ path }), REFUSED);
      expect(performance.now() - began).toBeLessThan(100);
    },
  );

  test('keeps no body alive', async () => {
    const journal = new Journal(10);
    const refs = (() => {
      const body = { events: [{ event_id: 'e', session_id: 's', labels: {} }] };
      journal.record(factsOf({ operation: 'ingestEvents', body }), REFUSED);
      return [body, body.events, body.events[0]!.labels].map((each) => new WeakRef<object>(each));
    })();
    expect(await countAlive(refs)).toBe(0);
    expect(journal.list()).toHaveLength(1);
  });

  const SECRETS = [
    '/v1/events?token=hunter2',
    '/v1/events?limit=1&access_token=hunter2&x=1',
    '/v1/events?api-key=hunter2',
    '/v1/events?x=qt_deploy_hunter2',
    '/v1/events/qt_pk_hunter2',
    '/v1/events?x=%20qt_sk_hunter2',
    '/v1/events?x=Bearer%20hunter2',
    '/v1/events?x=eyJhbGciOi.eyJzdWIiOi.hunter2',
    '/v1/events?x=%20eyJhbGciOi.eyJzdWIiOi.hunter2',
    '/v1/events?my=1?token=hunter2=hunter2',
  ];
  test.each(SECRETS)('shows no credential: %s', (path) => {
    const journal = new Journal(10);
    const error = new Error(`could not read ${path}`);
    journal.record(factsOf({ path }), {
      status: 500,
      duration_ms: 0,
      error: path.includes('?token') ? undefined : error,
    });
    const [entry] = journal.list();
    expect(entry!.path).not.toContain('hunter2');
    expect(entry!.path).toContain('***');
    expect(entry!.code).toBe('internal');
    if (/qt_|Bearer|eyJ/.test(path)) expect(entry!.error).not.toContain('hunter2');
  });

  test('shows an ordinary query as it was sent', () => {
    const journal = new Journal(10);
    const path = '/v1/events?session_id=59247-1777085379101&cursor=eyJhIjoxfQ&limit=5';
    journal.record(factsOf({ path }), DONE);
    expect(journal.list()[0]!.path).toBe(path);
  });
});

describe('the list', () => {
  const FILTERS: [JournalFilter, string][] = [
    [{}, '4 3 2 1'],
    [{ limit: 2 }, '4 3'],
    [{ operation: 'ingestEvents' }, '3 2'],
    [{ org_id: 'a' }, '4 2'],
    [{ status: 429 }, '2'],
    [{ status: '429' }, '2'],
    [{ status: '4xx' }, '3 2'],
    [{ status: 'reset' }, '4'],
    [{ session_id: 's' }, '4 2'],
    [{ event_id: 'aa' }, '2'],
    [{ event_id: 'BB' }, '3'],
    [{ since: '1970-01-01T00:00:03Z' }, '4 3'],
    [{ since: '1970-01-01T01:00:03+01:00', org_id: 'a' }, '4'],
    [{ org_id: 'a', status: '2xx' }, ''],
  ];
  test.each(FILTERS)('newest first: %j', (filter, expected) => {
    expect(JournalFilter.safeParse(filter).success).toBe(true);
    const ids = filled()
      .list(filter)
      .map(({ request_id }) => request_id);
    expect(ids.join(' ')).toBe(expected);
  });

  test.each([
    { status: '6xx' },
    { status: 99 },
    { limit: 0 },
    { limit: 1001 },
    { since: 'now' },
    { x: 1 },
  ])('a filter is refused: %j', (filter) =>
    expect(JournalFilter.safeParse(filter).success).toBe(false),
  );

  test('holds the latest, and counts what fell off', () => {
    const journal = new Journal(3);
    for (let n = 1; n <= 5; n++) journal.record(factsOf({ request_id: `${n}` }), DONE);
    expect(journal.list().map(({ request_id }) => request_id)).toEqual(['5', '4', '3']);
    expect(journal.dropped).toBe(2);
  });

  test('may hold nothing at all', () => {
    const journal = new Journal(0);
    journal.record(factsOf(), DONE);
    expect([journal.list(), journal.dropped]).toEqual([[], 1]);
  });

  test('forgets one org, or all, and goes on', () => {
    const journal = filled();
    journal.clear('a');
    expect(journal.list().map(({ request_id }) => request_id)).toEqual(['3', '1']);
    for (let n = 5; n <= 14; n++) journal.record(factsOf({ request_id: `${n}` }), DONE);
    expect(
      journal
        .list()
        .map(({ request_id }) => request_id)
        .join(' '),
    ).toBe('14 13 12 11 10 9 8 7 6 5');
    journal.record(factsOf({ request_id: '15' }), DONE);
    journal.clear('nobody');
    expect(journal.list()[0]!.request_id).toBe('15');
    expect(journal.list()).toHaveLength(10);
    journal.clear();
    expect(journal.list()).toEqual([]);
  });
});

/** Four requests of two orgs. */
function filled(): Journal {
  const journal = new Journal(10);
  const add = (request_id: string, facts: object, status: number | null) =>
    journal.record(factsOf({ request_id, ...facts }), { status, duration_ms: 0 });
  add('1', { at: 1_000, operation: 'health' }, 200);
  add('2', { at: 2_000, org_id: 'a', ...batch({ session_id: 's', event_id: 'AA' }) }, 429);
  add('3', { at: 3_000, org_id: 'b', ...batch({ session_id: 't', event_id: 'bb' }) }, 400);
  add('4', { at: 4_000, org_id: 'a', operation: 'getSession', params: { id: 's' } }, null);
  return journal;
}

test('the whole way of a request fills it in', async () => {
  const api = startApi();
  await api.ingest(event({ session_id: 'a' }), event({ session_id: 'b' }));
  await api.post('/v1/ingest', { events: [{ event_id: 'odd' }] });
  await api.get('/v1/sessions/a');
  await api.get('/v1/nowhere', { token: null });
  const entries = api.mock.journal.list();
  expect(entries).toMatchObject([
    { operation: null, org_id: null, status: 404, code: 'not_found', session_ids: [] },
    { operation: 'getSession', org_id: 'org_local', status: 200, session_ids: ['a'] },
    { operation: 'ingestEvents', status: 400, ingested: null, rejected_event_ids: ['odd'] },
    { operation: 'ingestEvents', status: 200, ingested: 2, session_ids: ['a', 'b'] },
  ]);
  expect(entries[2]!.issues.length).toBeGreaterThan(0);
});
