import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../mock-server/index.ts';
import { EventStats } from '../../../spec/schemas/event-record.ts';
import { apiOf, pointers, startApi } from '../support/api.ts';
import { event, second } from '../support/samples.ts';

const PATH = '/v1/events/stats';
const NONE = { none: 0, low: 0, medium: 0, high: 0, critical: 0 };
const NOW = '2026-04-25T12:00:00Z';

const startAtNoon = () => startApi({ clock: new VirtualClock(Date.parse(NOW)) });

const at = (timestamp: string, fields: object = {}) =>
  event({ timestamp, risk_score: 0, ...fields });

describe('the span', () => {
  test('is the last 24 hours of the server’s clock, both ends counted in', async () => {
    const api = startAtNoon();
    await api.ingest(
      at('2026-04-24T11:59:59.999Z'),
      at('2026-04-24T12:00:00Z'),
      at('2026-04-25T14:00:00+02:00'),
      at('2026-04-25T12:00:00.001Z'),
    );
    expect((await api.get(PATH)).body).toMatchObject({
      since: '2026-04-24T12:00:00Z',
      until: NOW,
      total_events: 2,
    });
  });

  test('follows the clock', async () => {
    const clock = new VirtualClock(Date.parse(NOW));
    const api = startApi({ clock });
    await api.ingest(at(NOW));
    await clock.advance(24 * 3_600_000);
    expect((await api.get(PATH)).body.total_events).toBe(1);
    await clock.advance(1);
    expect((await api.get(PATH)).body).toMatchObject({
      since: '2026-04-25T12:00:00.001Z',
      total_events: 0,
    });
  });

  test.each([
    ['since=2026-04-25T10:00:00Z', '2026-04-25T10:00:00Z', NOW],
    ['until=2026-04-20T00:00:00Z', '2026-04-19T00:00:00Z', '2026-04-20T00:00:00Z'],
    [
      'since=2026-04-25T02:00:00%2B02:00&until=2026-04-25T01:00:00.50Z',
      second(0),
      '2026-04-25T01:00:00.50Z',
    ],
    [`since=${NOW}`, NOW, NOW],
    [`since=${NOW}&until=${NOW}`, NOW, NOW],
    ['until=0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
  ])('%s', async (query, since, until) => {
    const { body } = await startAtNoon().get(`${PATH}?${query}`);
    EventStats.parse(body);
    expect(body).toMatchObject({ since, until });
  });

  test.each([
    ['since=2026-04-25T12:00:00.001Z', 'since', "the server's time, 2026-04-25T12:00:00Z"],
    ['until=2026-04-20T00:00:00Z&since=2026-04-20T00:00:00.1Z', 'until', 'before since'],
    ['until=x', 'until', 'RFC 3339'],
    ['since=', 'since', 'RFC 3339'],
  ])('%s is 400', async (query, pointer, message) => {
    const answer = await startAtNoon().get(`${PATH}?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.error).toContain(message);
    expect(pointers(answer)).toEqual([pointer]);
  });
});

test('where there is nothing, all is zero', async () => {
  const { body } = await startAtNoon().get(PATH);
  expect(EventStats.parse(body)).toEqual({
    since: '2026-04-24T12:00:00Z',
    until: NOW,
    total_events: 0,
    total_sessions: 0,
    decisions: {},
    risk_distribution: NONE,
    max_risk: 0,
    avg_risk: 0,
  });
});

test('counts, bands and their bounds', async () => {
  const api = startAtNoon();
  const risks = [0, 10, 11, 30, 31, 55, 56, 80, 81, 100];
  await api.ingest(
    ...risks.map((risk_score, n) => at(NOW, { risk_score, session_id: `s-${n % 3}` })),
  );
  expect((await api.get(PATH)).body).toMatchObject({
    total_events: 10,
    total_sessions: 3,
    decisions: {},
    risk_distribution: { none: 2, low: 2, medium: 2, high: 2, critical: 2 },
    max_risk: 100,
    // 454 / 10 = 45.4
    avg_risk: 45,
  });
});

test.each([
  [[1, 2], 2],
  [[0, 1], 1],
  [[0, 0, 1], 0],
  [[99, 100, 100, 100], 100],
])('the mean of %j is rounded half up to %i', async (risks, mean) => {
  const api = startAtNoon();
  await api.ingest(...risks.map((risk_score) => at(NOW, { risk_score })));
  expect((await api.get(PATH)).body.avg_risk).toBe(mean);
});

test('the pipeline’s scores count as the senders’ do', async () => {
  const api = startAtNoon();
  await api.ingest(event({ timestamp: NOW, tool_name: 'Bash' }));
  expect((await api.get(PATH)).body).toMatchObject({ max_risk: 75, avg_risk: 75 });
});

test('decisions are counted by name, and any name is data', async () => {
  const api = startAtNoon();
  const names = ['allow', 'block', '__proto__', 'constructor', '', 'allow', '__proto__', '10', '9'];
  await api.ingest(at(NOW), ...names.map((decision) => at(NOW, { decision })));
  const { body, text } = await api.get(PATH);
  EventStats.parse(body);
  expect(Object.entries(body.decisions).toSorted()).toEqual([
    ['', 1],
    ['10', 1],
    ['9', 1],
    ['__proto__', 2],
    ['allow', 2],
    ['block', 1],
    ['constructor', 1],
  ]);
  expect(text).toContain('"__proto__":2');
});

test('one org’s events are not another’s', async () => {
  const api = startAtNoon();
  await api.ingest(at(NOW, { decision: 'block' }));
  const other = apiOf(api.mock, await api.mock.mintToken({ org_id: 'other', type: 'service' }));
  expect((await other.get(PATH)).body).toMatchObject({ total_events: 0, decisions: {} });
});

test('what fell off is not counted', async () => {
  const api = startApi({ clock: new VirtualClock(Date.parse(NOW)), retain: { events: 3 } });
  await api.ingest(...[90, 80, 5, 6, 7].map((risk_score) => at(NOW, { risk_score })));
  expect((await api.get(PATH)).body).toMatchObject({ total_events: 3, max_risk: 7, avg_risk: 6 });
});

test('agrees with the list of events over any span', async () => {
  const time = fc.integer({ min: 0, max: 30 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(time, fc.integer({ min: 0, max: 100 })), { maxLength: 40 }),
      fc.tuple(time, time),
      async (sent, [a, b]) => {
        const api = startApi();
        if (sent.length > 0) {
          await api.ingest(...sent.map(([n, risk_score]) => at(second(n), { risk_score })));
        }
        const span = `since=${second(Math.min(a, b))}&until=${second(Math.max(a, b))}`;
        const stats = (await api.get(`${PATH}?${span}`)).body;
        const { events } = (await api.get(`/v1/events?${span}`)).body;
        const scores = events.map(({ risk_score }: { risk_score: number }) => risk_score);
        expect(stats.total_events).toBe(events.length);
        expect(stats.max_risk).toBe(Math.max(0, ...scores));
        await api.mock.close();
      },
    ),
    { numRuns: 40 },
  );
});
