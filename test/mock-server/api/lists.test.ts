import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pointers, startApi } from '../support/api.ts';
import { event, events, second, uuid } from '../support/samples.ts';

const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);

describe('the filters of events', () => {
  const api = filledApi(async (started) => {
    await started.ingest(
      event({
        event_id: uuid(9001),
        timestamp: second(1),
        session_id: 'a',
        risk_score: 10,
        decision: 'allow',
      }),
      event({
        event_id: uuid(9002),
        timestamp: second(2),
        session_id: 'b',
        risk_score: 50,
        agent_id: 'x',
      }),
      event({
        event_id: uuid(9003),
        timestamp: second(3),
        session_id: 'a',
        risk_score: 90,
        tool_name: 'Bash',
      }),
      event({
        event_id: uuid(9004),
        timestamp: second(4),
        session_id: 'b',
        risk_score: 0,
        action_type: 'FILE_READ',
      }),
    );
  });

  test.each<[string, number[]]>([
    ['', [4, 3, 2, 1]],
    ['session_id=a', [3, 1]],
    ['session_id=zzz', []],
    ['agent_id=x', [2]],
    ['agent_id=X', []],
    ['agent_id=', []],
    ['action_type=FILE_READ', [4]],
    ['action_type=tools%2Fcall', [3, 2, 1]],
    ['tool_name=Bash', [3]],
    ['decision=allow', [1]],
    ['decision=__proto__', []],
    ['risk_min=50', [3, 2]],
    ['risk_max=50', [4, 2, 1]],
    ['risk_min=0&risk_max=0', [4]],
    ['risk_min=51&risk_max=49', []],
    [`since=${second(3)}`, [4, 3]],
    [`until=${second(2)}`, [2, 1]],
    [`since=${second(2)}&until=${second(3)}`, [3, 2]],
    [`since=${second(9)}`, []],
    ['since=2026-04-25T00:00:02.000001Z', [4, 3]],
    ['since=2026-04-25T02:00:03.0%2B02:00', [4, 3]],
    ['until=2026-04-24T22:00:02-02:00', [2, 1]],
    [`session_id=a&since=${second(2)}&risk_min=80&tool_name=Bash`, [3]],
    ['nonsense=1', [4, 3, 2, 1]],
    ['__proto__=1&constructor=2', [4, 3, 2, 1]],
  ])('%s', async (query, expected) => {
    const { body } = await (await api()).get(`/v1/events?${query}`);
    expect(ids(body.events)).toEqual(expected.map((n) => uuid(9000 + n)));
    expect(body.next_cursor).toBeNull();
  });
});

describe('the filters of sessions', () => {
  const api = filledApi(async (started) => {
    await started.report({
      session_id: 'p',
      state: 'active',
      timestamp: second(1),
      platform: 'cursor',
    });
    await started.report({
      session_id: 'p:sub:1',
      state: 'idle',
      timestamp: second(2),
      platform: 'cursor',
    });
    await started.report({
      session_id: 'q',
      state: 'ended',
      timestamp: second(3),
      platform: 'kiro',
      parent_id: 'p',
    });
    await started.report({
      session_id: 'r:sub:1',
      state: 'ended',
      timestamp: second(4),
      parent_id: null,
    });
  });

  test.each<[string, string[]]>([
    ['', ['r:sub:1', 'q', 'p:sub:1', 'p']],
    ['state=active', ['p']],
    ['state=ended', ['r:sub:1', 'q']],
    ['platform=cursor', ['p:sub:1', 'p']],
    ['platform=', []],
    ['root_only=true', ['r:sub:1', 'p']],
    ['root_only=false', ['r:sub:1', 'q', 'p:sub:1', 'p']],
    [`since=${second(3)}`, ['r:sub:1', 'q']],
    ['since=2026-04-25T02:00:03%2B02:00', ['r:sub:1', 'q']],
    ['state=ended&platform=kiro', ['q']],
  ])('%s', async (query, expected) => {
    const { body } = await (await api()).get(`/v1/sessions?${query}`);
    expect(ids(body.sessions)).toEqual(expected);
  });
});

describe('query parameters that are wrong are 400, with their name', () => {
  test.each([
    ['events', 'limit=0', 'limit'],
    ['events', 'limit=1001', 'limit'],
    ['events', 'limit=-1', 'limit'],
    ['events', 'limit=abc', 'limit'],
    ['events', 'limit=', 'limit'],
    ['events', 'limit=1.5', 'limit'],
    ['events', 'limit=1e2', 'limit'],
    ['events', 'limit=0x10', 'limit'],
    ['events', 'limit=%2010', 'limit'],
    ['events', 'limit=99999999999999999999', 'limit'],
    ['events', 'limit=1&limit=1', 'limit'],
    ['events', 'since=a&since=b', 'since'],
    ['events', 'since=yesterday', 'since'],
    ['events', 'since=2026-04-25', 'since'],
    ['events', 'since=2026-04-25T02:00:03+02:00', 'since'],
    ['events', 'until=', 'until'],
    ['events', 'risk_min=-1', 'risk_min'],
    ['events', 'risk_max=101', 'risk_max'],
    ['events', 'risk_max=high', 'risk_max'],
    ['events', 'session_id=', 'session_id'],
    ['events', 'session_id=a%20b', 'session_id'],
    ['events', 'session_id=%ff', 'session_id'],
    ['sessions', 'state=paused', 'state'],
    ['sessions', 'state=', 'state'],
    ['sessions', 'root_only=1', 'root_only'],
    ['sessions', 'root_only=TRUE', 'root_only'],
    ['sessions', 'root_only=', 'root_only'],
    ['sessions/s-1/events', 'limit=0', 'limit'],
    ['sessions/s-1/children', 'limit=x', 'limit'],
  ])('%s?%s', async (path, query, name) => {
    const answer = await startApi().get(`/v1/${path}?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(new Set(pointers(answer))).toEqual(new Set([name]));
  });

  test('all of them at once', async () => {
    const answer = await startApi().get('/v1/events?limit=0&risk_min=x&since=1&since=2&cursor=!');
    expect(new Set(pointers(answer))).toEqual(new Set(['limit', 'risk_min', 'since']));
  });

  test.each([
    '',
    '!',
    'abc',
    btoa('nonsense'),
    btoa('null'),
    btoa('{}'),
    btoa('[]'),
    btoa('["x"]'),
    btoa('[1,2]'),
    btoa('["x","y"]'),
    btoa('["x",1.5]'),
    btoa('["x",1e300]'),
    btoa('\xff\xfe'),
    '%F0%9F%99%82',
    `${btoa('["x",1]')}!`,
  ])('cursor=%s', async (cursor) => {
    const api = startApi();
    await api.ingest(event());
    for (const path of ['events', 'sessions', 'sessions/s-1/events', 'sessions/s-1/children']) {
      const answer = await api.get(`/v1/${path}?cursor=${cursor}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
      expect(answer.body.issues).toMatchObject([{ pointer: 'cursor' }]);
    }
  });
});

describe('limit', () => {
  test('is 100 unless told, at most 1000', async () => {
    const api = startApi();
    for (let batch = 0; batch < 3; batch++) await api.ingest(...events(500));
    const count = async (query: string) =>
      (await api.get(`/v1/events?${query}`)).body.events.length;
    expect(await count('')).toBe(100);
    expect(await count('limit=1')).toBe(1);
    expect(await count('limit=1000')).toBe(1000);
    expect(await count('limit=0007')).toBe(7);
  });

  test('a page that holds all that is left has no cursor', async () => {
    const api = startApi();
    await api.ingest(...events(4));
    const first = (await api.get('/v1/events?limit=2')).body;
    expect(first.next_cursor).toEqual(expect.any(String));
    const last = (await api.get(`/v1/events?limit=2&cursor=${first.next_cursor}`)).body;
    expect(last.events).toHaveLength(2);
    expect(last.next_cursor).toBeNull();
    expect((await api.get('/v1/events?limit=4')).body.next_cursor).toBeNull();
  });

  test('a cursor needs no encoding to be put into a URL', async () => {
    const api = startApi();
    const ends = ['.1Z', '.12Z', '.123Z', 'Z', '.99999Z'];
    await api.ingest(
      ...ends.flatMap((end) => events(3, { timestamp: `2026-04-25T23:59:59${end}` })),
    );
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await api.get(`/v1/events?limit=1${cursor && `&cursor=${cursor}`}`);
      cursor = body.next_cursor as string | null;
      if (cursor !== null) expect(cursor).toMatch(/^[A-Za-z0-9]+$/);
    }
  });
});

const numbers = (items: { n: number }[]) => items.map(({ n }) => n);

describe('order', () => {
  const shuffled = [5, 1, 9, 3, 7, 0, 8, 2, 6, 4];

  test('events newest first, those of a session oldest first, whatever the order of arrival', async () => {
    const api = startApi();
    for (const n of shuffled) await api.ingest(event({ timestamp: second(n), n }));
    const ascending = shuffled.toSorted((a, b) => a - b);
    for (const limit of [1, 3, 100]) {
      expect(numbers(await api.walk(`/v1/events?limit=${limit}`, 'events'))).toEqual(
        ascending.toReversed(),
      );
      expect(numbers(await api.walk(`/v1/sessions/s-1/events?limit=${limit}`, 'events'))).toEqual(
        ascending,
      );
    }
  });

  test('by instant, not by text', async () => {
    const api = startApi();
    const inOrder = [
      '03:00:00Z',
      '05:00:00.1+02:00',
      '03:00:00.138456Z',
      '03:00:00.14Z',
      '02:00:01-01:00',
    ];
    for (const n of [3, 0, 4, 2, 1])
      await api.ingest(event({ timestamp: `2026-04-25T${inOrder[n]}`, n }));
    const { body } = await api.get('/v1/sessions/s-1/events');
    expect(body.events.map(({ n }: { n: number }) => n)).toEqual([0, 1, 2, 3, 4]);
  });

  test('events of one time come in the order of their arrival', async () => {
    const api = startApi();
    await api.ingest(...[0, 1, 2, 3, 4].map((n) => event({ n })));
    const read = await api.walk('/v1/sessions/s-1/events?limit=2', 'events');
    expect(read.map(({ n }) => n)).toEqual([0, 1, 2, 3, 4]);
  });

  test('sessions newest first, children oldest first, by `started_at` as it is now', async () => {
    const api = startApi();
    for (const n of shuffled)
      await api.ingest(event({ session_id: `P:sub:${n}`, timestamp: second(n) }));
    await api.ingest(event({ session_id: 'P', timestamp: second(50) }));
    // An earlier event moves the session 9 to the front.
    await api.ingest(event({ session_id: 'P:sub:9', timestamp: '2026-04-24T00:00:00Z' }));
    const expected = [9, 0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => `P:sub:${n}`);
    for (const limit of [1, 4, 100]) {
      expect(ids(await api.walk(`/v1/sessions/P/children?limit=${limit}`, 'children'))).toEqual(
        expected,
      );
      expect(ids(await api.walk(`/v1/sessions?limit=${limit}`, 'sessions'))).toEqual([
        'P',
        ...expected.toReversed(),
      ]);
    }
    expect(ids((await api.get('/v1/sessions/P')).body.children)).toEqual(expected);
  });

  test('a session that moves to another parent leaves the first', async () => {
    const api = startApi();
    const at = { state: 'active', timestamp: second(0) } as const;
    for (const session_id of ['a', 'b']) await api.report({ ...at, session_id });
    const children = async (id: string) =>
      ids((await api.get(`/v1/sessions/${id}/children`)).body.children);
    const move = (n: number, parent_id: string | null) =>
      api.report({ session_id: 'c', state: 'idle', timestamp: second(n), parent_id });
    await move(1, 'a');
    await move(2, 'b');
    expect([await children('a'), await children('b')]).toEqual([[], ['c']]);
    await move(3, 'a');
    expect([await children('a'), await children('b')]).toEqual([['c'], []]);
    await move(4, null);
    expect([await children('a'), await children('b')]).toEqual([[], []]);
  });
});

describe('pages while events arrive', () => {
  const time = fc.integer({ min: 0, max: 20 });
  const inserts = fc.array(fc.array(time, { maxLength: 4 }), { maxLength: 12 });

  test.each(['/v1/events', '/v1/sessions/s-1/events'])(
    '%s never repeats or skips what was there',
    async (path) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(time, { minLength: 1, maxLength: 25 }),
          inserts,
          fc.integer({ min: 1, max: 5 }),
          async (before, during, limit) => {
            const api = startApi();
            const sent = before.map((n) => event({ timestamp: second(n) }));
            await api.ingest(...sent);
            const seen: string[] = [];
            for (let page = 0, cursor: string | null = ''; cursor !== null; page++) {
              const { body } = await api.get(
                `${path}?limit=${limit}${cursor && `&cursor=${cursor}`}`,
              );
              seen.push(...ids(body.events));
              cursor = body.next_cursor as string | null;
              const arriving = (during[page] ?? []).map((n) => event({ timestamp: second(n) }));
              if (arriving.length > 0) await api.ingest(...arriving);
            }
            expect(new Set(seen).size).toBe(seen.length);
            for (const { event_id } of sent) expect(seen).toContain(event_id);
            await api.mock.close();
          },
        ),
        { numRuns: 40 },
      );
    },
  );
});

/** A server with something in it. */
function filledApi(fill: (api: ReturnType<typeof startApi>) => Promise<void>) {
  return async () => {
    const api = startApi();
    await fill(api);
    return api;
  };
}
