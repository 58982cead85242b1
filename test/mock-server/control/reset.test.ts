import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VirtualClock, type MockServer } from '../../../mock-server/index.ts';
import { apiOf, expectNothingStored, startApi, startMock, type Api } from '../support/api.ts';
import { startListening } from '../support/http.ts';
import { event, events, SEED_START, uuid } from '../support/samples.ts';

const PIPELINE = 'quint-events-pipeline';

/** Two orgs of one server, each with something of everything. */
async function startTwoOrgs(): Promise<{ mock: MockServer; ours: Api; theirs: Api }> {
  const mock = startMock({ clock: new VirtualClock(), onProcessorError: () => {} });
  const token = await mock.mintToken({ org_id: 'theirs', type: 'service' });
  return { mock, ours: apiOf(mock), theirs: apiOf(mock, token) };
}

test('everything is forgotten, so that the same can be sent again; over HTTP', async () => {
  const api = apiOf(await startListening());
  const sent = [event({ decision: 'block' }), event()];
  await api.ingest(...sent);
  await api.report(SEED_START);
  await api.send('POST', '/_mock/drain');
  expect((await api.send('POST', '/_mock/reset')).body).toEqual({ ok: true });
  await expectNothingStored(api);
  expect((await api.get('/v1/alerts')).body.alerts).toEqual([]);
  expect((await api.get(`/_mock/trace/${sent[0]!.event_id}`)).status).toBe(404);
  const { requests } = (await api.get('/_mock/journal?operation=ingestEvents')).body;
  expect(requests).toEqual([]);
  expect((await api.ingest(...sent)).body).toEqual({ ingested: 2, duplicates: 0 });
  await api.report(SEED_START);
  await api.send('POST', '/_mock/drain');
  expect((await api.get('/v1/alerts')).body.alerts).toHaveLength(1);
  expect((await api.get(`/v1/sessions/${SEED_START.session_id}`)).status).toBe(200);
});

test('of one org, the other keeps all that it has', async () => {
  const { mock, ours, theirs } = await startTwoOrgs();
  mock.faults.add({ match: { queue: PIPELINE, session_id: 'stuck' }, fail: 'no' });
  mock.faults.add({ match: { org_id: 'theirs', operation: 'getEvent' }, status: 503 });
  mock.faults.add({ match: { org_id: 'org_local', operation: 'getEvent' }, status: 503 });
  const sent = [event({ decision: 'block' }), event({ session_id: 'stuck' })];
  for (const api of [ours, theirs]) {
    await api.ingest(...sent);
    await api.report(SEED_START);
  }
  await mock.clock.advance(0);
  await mock.reset({ org_id: 'org_local' });

  await expectNothingStored(ours);
  expect((await ours.get('/v1/alerts')).body.alerts).toEqual([]);
  expect((await theirs.get('/v1/alerts')).body.alerts).toHaveLength(1);
  expect((await theirs.get('/v1/sessions')).body.sessions).toHaveLength(3);
  const { messages } = await mock.queues.peek(PIPELINE);
  expect(messages.map(({ org_id }) => org_id)).toEqual(['theirs']);
  expect(mock.faults.list().map(({ match }) => match.org_id)).toEqual([undefined, 'theirs']);
  expect(mock.journal.list({ org_id: 'theirs', operation: 'ingestSession' })).toHaveLength(1);
  expect(mock.journal.list({ operation: 'ingestSession' })).toHaveLength(1);
  expect((await mock.trace(sent[0]!.event_id)).org_id).toBe('theirs');
  // Neither topic nor queue knows ours any more; theirs they do.
  expect((await ours.ingest(...sent)).body).toEqual({ ingested: 2, duplicates: 0 });
  expect((await theirs.ingest(...sent)).body).toEqual({ ingested: 0, duplicates: 2 });
  await ours.report(SEED_START);
  await mock.clock.advance(0);
  expect((await ours.get(`/v1/sessions/${SEED_START.session_id}`)).status).toBe(200);
  // One of the two is blocked by its own fault, and only that.
  expect((await ours.get('/v1/events')).body.events).toHaveLength(1);
});

test('tokens stay good, and the rate limit is whole again', async () => {
  const api = startApi({ clock: new VirtualClock(), rateLimit: 1 });
  const token = await api.mock.mintToken({ org_id: 'org_local', type: 'service' });
  expect((await api.ingest(event())).status).toBe(200);
  expect((await api.ingest(event())).status).toBe(429);
  await api.mock.reset();
  expect((await apiOf(api.mock, token).ingest(event())).status).toBe(200);
});

test('clients of the live stream are told to read again', async () => {
  const { mock } = startApi();
  const { service } = await mock.tokens();
  const stop = new AbortController();
  const stream = await mock.fetch('http://mock/v1/stream', {
    headers: { authorization: `Bearer ${service}` },
    signal: stop.signal,
  });
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  await mock.reset();
  let text = '';
  while (!text.includes('event: reset')) text += (await reader.read()).value;
  await reader.cancel();
});

describe('nothing of the old comes back', () => {
  test('from a batch that a slow queue holds', async () => {
    const { mock, ours, theirs } = await startTwoOrgs();
    mock.faults.add({ match: { queue: PIPELINE }, delay_ms: 5_000 });
    await ours.ingest(...events(3));
    await theirs.ingest(...events(3));
    await mock.clock.advance(0);
    await mock.reset({ org_id: 'org_local' });
    const drained = mock.drain();
    for (let second = 0; second < 60; second++) await mock.clock.advance(1_000);
    await drained;
    await expectNothingStored(ours);
    expect((await theirs.get('/v1/events')).body.events).toHaveLength(3);
  });

  test('from a batch that failed and waits', async () => {
    const api = startApi({ clock: new VirtualClock(), onProcessorError: () => {} });
    api.mock.faults.add({ match: { queue: PIPELINE }, fail: 'no' });
    await api.ingest(event());
    await api.mock.clock.advance(0);
    await api.mock.reset();
    await api.mock.drain();
    await api.mock.clock.advance(600_000);
    await expectNothingStored(api);
  });

  test('whenever it happens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({ send: fc.integer({ min: 1, max: 25 }) }),
            fc.record({ turns: fc.nat(6) }),
            fc.record({ reset: fc.constantFrom(undefined, 'org_local') }),
          ),
          { minLength: 1, maxLength: 12 },
        ),
        async (steps) => {
          const api = startApi();
          let since = new Set<string>();
          let n = 0;
          for (const step of steps) {
            if ('send' in step) {
              const sent = Array.from({ length: step.send }, () => {
                n++;
                return event({ event_id: uuid(n), session_id: `s-${n % 3}` });
              });
              await api.ingest(...sent);
              for (const { event_id } of sent) since.add(event_id);
            } else if ('turns' in step) {
              for (let turn = 0; turn < step.turns; turn++) await Promise.resolve();
              if (step.turns > 3) await new Promise((resolve) => void setImmediate(resolve));
            } else {
              await api.mock.reset(step.reset === undefined ? {} : { org_id: step.reset });
              since = new Set();
            }
          }
          await api.mock.drain();
          const stored = await api.walk('/v1/events?limit=1000', 'events');
          expect(new Set(stored.map(({ id }) => id))).toEqual(since);
          await api.mock.close();
        },
      ),
      { numRuns: 60 },
    );
  });
});

test.each([
  [{ org_id: 'a b' }, '/org_id'],
  [{ org: 'x' }, ''],
])('%o is refused, and nothing is forgotten', async (body, pointer) => {
  const api = startApi();
  await api.ingest(event());
  const answer = await api.post('/_mock/reset', body);
  expect(answer).toMatchObject({ status: 400, body: { issues: [{ pointer }] } });
  expect((await api.get('/v1/events')).body.events).toHaveLength(1);
});

test('a body that is not JSON does not reset everything', async () => {
  const api = startApi();
  await api.ingest(event());
  const answer = await api.send('POST', '/_mock/reset', { body: 'org_id=org_local' });
  expect(answer.status).toBe(415);
  expect((await api.get('/v1/events')).body.events).toHaveLength(1);
});
