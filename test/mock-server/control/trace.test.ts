import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../mock-server/index.ts';
import { apiOf, startApi } from '../support/api.ts';
import { startListening } from '../support/http.ts';
import { event, uuid } from '../support/samples.ts';

const PIPELINE = 'quint-events-pipeline';
const NOW = '2026-01-01T00:00:00Z';
const startFrozen = (retain = {}) =>
  startApi({ clock: new VirtualClock(), retain, onProcessorError: () => {} });

test('an event that got through, over HTTP', async () => {
  const api = apiOf(await startListening());
  const sent = event();
  const { headers } = await api.ingest(sent);
  await api.send('POST', '/_mock/drain');
  await api.ingest(sent);
  const { body } = await api.get(`/_mock/trace/${sent.event_id.toUpperCase()}`);
  expect(body).toMatchObject({
    org_id: 'org_local',
    request_id: headers.get('x-request-id'),
    stopped: null,
    sent_again: 1,
  });
  expect(
    body.stations.map(({ station, queue }: Record<string, string>) =>
      queue ? `${station} ${queue}` : station,
    ),
  ).toEqual([
    'received',
    'validated',
    'stamped',
    'published',
    'queue quint-events-pipeline',
    'processor quint-events-pipeline',
    'row',
    'queue quint-events-sessions',
    'processor quint-events-sessions',
    'queue quint-events-alerts',
    'processor quint-events-alerts',
  ]);
  for (const { state, at } of body.stations) {
    expect(state).toBe('passed');
    expect(at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  }
});

test('the times are those of the stations', async () => {
  const { mock, ingest } = startFrozen();
  mock.faults.add({ match: { queue: PIPELINE }, delay_ms: 7_000 });
  const sent = event();
  await ingest(sent);
  await mock.clock.advance(7_000);
  await mock.drain();
  const { stations } = await mock.trace(sent.event_id);
  const at = Object.fromEntries(stations.map((each) => [`${each.station} ${each.queue}`, each.at]));
  expect(at['published undefined']).toBe(NOW);
  expect(at['row undefined']).toBe('2026-01-01T00:00:07Z');
  expect(at[`processor ${PIPELINE}`]).toBe('2026-01-01T00:00:07Z');
  expect(at['processor quint-events-alerts']).toBe(NOW);
});

describe('an event that stopped', () => {
  test('at a processor that fails, and at what it blocks', async () => {
    const { mock, ingest } = startFrozen();
    mock.faults.add({ match: { queue: PIPELINE }, fail: 'the table is locked' });
    const [first, second] = [event({ session_id: 's' }), event({ session_id: 's' })];
    await ingest(first);
    await mock.clock.advance(30_000);
    await ingest(second);
    await mock.clock.advance(0);
    expect((await mock.trace(first.event_id)).stopped).toEqual({
      station: 'queue',
      queue: PIPELINE,
      reason: 'failed 2 of 10 times: the table is locked; comes again at 2026-01-01T00:01:00Z',
    });
    const { stopped, stations } = await mock.trace(second.event_id);
    expect(stopped!.reason).toMatch(
      new RegExp(
        `^group s is blocked by message [0-9a-f-]{36} \\(event ${first.event_id}\\) in flight until 2026-01-01T00:01:00Z$`,
      ),
    );
    expect(stations.find(({ station }) => station === 'row')).toMatchObject({ state: 'pending' });
  });

  test('in the dead-letter queue', async () => {
    const { mock, ingest } = startFrozen();
    mock.faults.add({ match: { queue: PIPELINE }, fail: 'the table is locked' });
    const lost = event();
    await ingest(lost);
    for (let receive = 0; receive <= 10; receive++) await mock.clock.advance(30_000);
    const { stopped, stations } = await mock.trace(lost.event_id);
    expect(stopped!.reason).toBe('dead-lettered after 10 receives: the table is locked');
    expect(stations.find(({ queue }) => queue === PIPELINE)).toMatchObject({
      state: 'dead_lettered',
      at: '2026-01-01T00:05:00Z',
    });
    await mock.queues.purge(`${PIPELINE}-dlq`);
    expect((await mock.trace(lost.event_id)).stopped!.reason).toContain('was purged');
  });

  test('at validation, with its own issues or those of its batch', async () => {
    const api = startFrozen();
    const [good, bad] = [event(), { ...event(), session_id: '' }];
    await api.ingest(good, bad);
    const trace = (await api.get(`/_mock/trace/${bad.event_id}`)).body;
    expect(trace.stopped).toEqual({
      station: 'validated',
      reason: expect.stringMatching(/^refused at validation: \/events\/1\/session_id must be /),
    });
    expect(trace.stations).toMatchObject([{ station: 'received' }, { state: 'refused' }]);
    expect((await api.mock.trace(good.event_id)).stopped!.reason).toMatch(
      /^its whole batch was refused with 400: \/events\/1\/session_id/,
    );
    // Sent again without the other, it gets through.
    await api.ingest(good);
    await api.mock.drain();
    expect((await api.mock.trace(good.event_id)).stopped).toBeNull();
  });

  test('at a fault', async () => {
    const { mock, ingest } = startFrozen();
    mock.faults.add({ times: 1, status: 503 });
    const sent = event();
    await ingest(sent);
    expect((await mock.trace(sent.event_id)).stopped).toMatchObject({
      station: 'published',
      reason: expect.stringContaining('refused with 503'),
    });
  });

  test('when its row has fallen off', async () => {
    const { mock, ingest } = startFrozen({ events: 1 });
    const first = event();
    await ingest(first, event());
    await mock.drain();
    expect((await mock.trace(first.event_id)).stopped).toMatchObject({ station: 'row' });
  });
});

test('an event whose trace has fallen off is still found by its row', async () => {
  const { mock, ingest } = startFrozen({ traces: 1 });
  const first = event();
  await ingest(first, event());
  await mock.drain();
  const { stations, stopped } = await mock.trace(first.event_id);
  expect(stopped).toBeNull();
  expect(stations[0]).toEqual({ station: 'received', state: 'unknown', at: null });
  expect(stations.find(({ station }) => station === 'row')).toMatchObject({ state: 'passed' });
});

test('an event of several orgs needs to be told which', async () => {
  const api = startFrozen();
  const token = await api.mock.mintToken({ org_id: 'other', type: 'service' });
  const sent = event();
  await api.ingest(sent);
  await apiOf(api.mock, token).ingest(sent);
  await api.mock.drain();
  const answer = await api.get(`/_mock/trace/${sent.event_id}`);
  expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(answer.body.error).toMatch(/org_local, other by the parameter org_id/);
  const { body } = await api.get(`/_mock/trace/${sent.event_id}?org_id=other`);
  expect(body.org_id).toBe('other');
});

test('an event that nobody has seen is a 404', async () => {
  const answer = await startFrozen().get(`/_mock/trace/${uuid(999_999)}`);
  expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
});
