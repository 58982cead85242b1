import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AlertList } from '../../../spec/schemas/alert.ts';
import { pointers, startApi } from '../support/api.ts';
import { event, second } from '../support/samples.ts';

const blocked = (n: number, fields: object = {}) =>
  event({ timestamp: second(n), decision: 'block', risk_score: 0, ...fields });

const eventIds = (alerts: { event_id: string }[]) => alerts.map(({ event_id }) => event_id);

describe('the filters of alerts', () => {
  const sent = [
    blocked(1, { session_id: 'a' }),
    blocked(2, { session_id: 'b' }),
    blocked(3, { session_id: 'a', decision: 'allow', risk_score: 90 }),
    blocked(4, { session_id: 'b' }),
  ];

  test.each<[string, number[]]>([
    ['', [4, 3, 2, 1]],
    ['severity=critical', [3]],
    ['severity=high', [4, 2, 1]],
    ['severity=low', []],
    ['session_id=a', [3, 1]],
    ['session_id=zzz', []],
    [`since=${second(3)}`, [4, 3]],
    ['since=2026-04-25T00:00:02.000001Z', [4, 3]],
    ['since=2026-04-25T02:00:03%2B02:00', [4, 3]],
    [`session_id=a&severity=high&since=${second(1)}`, [1]],
    ['nonsense=1', [4, 3, 2, 1]],
  ])('%s', async (query, expected) => {
    const api = startApi();
    await api.ingest(...sent);
    const { body } = await api.get(`/v1/alerts?${query}`);
    AlertList.parse(body);
    expect(eventIds(body.alerts)).toEqual(expected.map((n) => sent[n - 1]!.event_id));
    expect(body.next_cursor).toBeNull();
  });
});

test.each([
  ['limit=0', 'limit'],
  ['limit=1001', 'limit'],
  ['severity=grave', 'severity'],
  ['severity=', 'severity'],
  ['session_id=', 'session_id'],
  ['since=yesterday', 'since'],
  ['cursor=', 'cursor'],
  ['cursor=!', 'cursor'],
  [`cursor=${btoa('["x",1.5]')}`, 'cursor'],
])('%s is 400', async (query, name) => {
  const answer = await startApi().get(`/v1/alerts?${query}`);
  expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  expect(pointers(answer)).toEqual([name]);
});

test('alerts come newest first by the time of their event, page by page', async () => {
  const api = startApi();
  const order = [5, 1, 9, 3, 7, 0, 8, 2, 6, 4];
  for (const n of order) await api.ingest(blocked(n));
  for (const limit of [1, 3, 100]) {
    const alerts = await api.walk(`/v1/alerts?limit=${limit}`, 'alerts');
    const times = alerts.map(({ created_at }) => created_at as string);
    expect(times).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map(second));
  }
});

test('a cursor neither repeats nor skips what was there, while alerts arrive', async () => {
  const time = fc.integer({ min: 0, max: 20 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(time, { minLength: 1, maxLength: 20 }),
      fc.array(fc.array(time, { maxLength: 3 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 4 }),
      async (before, during, limit) => {
        const api = startApi();
        const sent = before.map((n) => blocked(n));
        await api.ingest(...sent);
        const seen: string[] = [];
        for (let page = 0, cursor: string | null = ''; cursor !== null; page++) {
          const { body } = await api.get(
            `/v1/alerts?limit=${limit}${cursor && `&cursor=${cursor}`}`,
          );
          seen.push(...eventIds(body.alerts));
          cursor = body.next_cursor as string | null;
          const arriving = (during[page] ?? []).map((n) => blocked(n));
          if (arriving.length > 0) await api.ingest(...arriving);
        }
        expect(new Set(seen).size).toBe(seen.length);
        for (const { event_id } of sent) expect(seen).toContain(event_id);
        await api.mock.close();
      },
    ),
    { numRuns: 25 },
  );
});
