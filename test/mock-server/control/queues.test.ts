import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../mock-server/index.ts';
import { apiOf, startApi, startMock } from '../support/api.ts';
import { startListening } from '../support/http.ts';
import { event, SEED_STATE } from '../support/samples.ts';

const PIPELINE = 'quint-events-pipeline';
const DEAD = `${PIPELINE}-dlq`;

function startFailing() {
  const api = startApi({ clock: new VirtualClock(), onProcessorError: () => {} });
  api.mock.faults.add({ match: { queue: PIPELINE }, fail: 'the table is locked' });
  return api;
}

test('queues are listed with AWS’s names, over HTTP', async () => {
  const api = apiOf(await startListening());
  const { queues } = (await api.get('/_mock/queues')).body;
  expect(queues.map(({ name }: { name: string }) => name)).toEqual(
    ['pipeline', 'sessions', 'alerts'].flatMap((each) => [
      `quint-events-${each}`,
      `quint-events-${each}-dlq`,
    ]),
  );
  expect(queues[0]).toMatchObject({
    ApproximateNumberOfMessages: 0,
    ApproximateNumberOfMessagesNotVisible: 0,
    ApproximateNumberOfMessagesDelayed: 0,
    NumberOfMessagesSent: 0,
    RedrivePolicy: { deadLetterTarget: DEAD, maxReceiveCount: 10 },
  });
});

test('a peek says of each message why it is not deliverable, and changes nothing', async () => {
  const api = startFailing();
  const [first, second] = [event({ session_id: 's' }), event({ session_id: 's' })];
  await api.ingest(first);
  await api.mock.clock.advance(0);
  await api.ingest(second, event({ session_id: 's' }));
  const path = `/_mock/queues/${PIPELINE}?limit=2`;
  const { queue, messages } = (await api.get(path)).body;
  expect(queue).toMatchObject({ name: PIPELINE, ApproximateNumberOfMessages: 2 });
  expect(messages).toMatchObject([
    {
      org_id: 'org_local',
      session_id: 's',
      kind: 'event',
      event_id: first.event_id,
      state: 'in_flight',
      receive_count: 1,
      reason: 'is in flight until 2026-01-01T00:00:30Z',
      blocked_by: null,
      until: '2026-01-01T00:00:30Z',
      body: { event_id: first.event_id },
    },
    {
      event_id: second.event_id,
      state: 'waiting',
      receive_count: 0,
      reason: `group s is blocked by message ${messages[0].message_id} (event ${first.event_id}) in flight until 2026-01-01T00:00:30Z`,
      blocked_by: messages[0].message_id,
    },
  ]);
  expect((await api.get(path)).body.messages).toEqual(messages);
});

test('dead letters are listed, redriven and purged', async () => {
  const { mock, ingest, send, get } = startFailing();
  const lost = event();
  await ingest(lost);
  for (let receive = 0; receive <= 10; receive++) await mock.clock.advance(30_000);
  const { messages } = (await get(`/_mock/queues/${DEAD}`)).body;
  expect(messages).toMatchObject([
    { event_id: lost.event_id, dead_letter_source: PIPELINE, state: 'waiting', reason: null },
  ]);
  mock.faults.clear();
  expect((await send('POST', `/_mock/queues/${DEAD}/redrive`)).body).toMatchObject({
    status: 'COMPLETED',
    approximateNumberOfMessagesMoved: 1,
  });
  await mock.waitFor({ event: lost.event_id });
  expect((await send('POST', `/_mock/queues/${DEAD}/purge`)).body).toEqual({ purged: 0 });
});

test('a purged queue is quiet', async () => {
  const { mock, ingest } = startFailing();
  await ingest(event(), event());
  await mock.clock.advance(0);
  const drained = mock.drain();
  expect(await mock.queues.purge(PIPELINE)).toEqual({ purged: 2 });
  await drained;
});

test('a report with an unknown field of any depth can be peeked at', async () => {
  const { mock, post } = startApi({ clock: new VirtualClock(), onProcessorError: () => {} });
  mock.faults.add({ match: { queue: 'quint-events-sessions' }, fail: 'no' });
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const report = JSON.stringify(SEED_STATE).replace('{', `{"deep":${deep},`);
  expect((await post('/v1/sessions/ingest', report)).status).toBe(200);
  await mock.clock.advance(0);
  const { messages } = await mock.queues.peek('quint-events-sessions');
  expect(messages[0]).toMatchObject({ kind: 'lifecycle', event_id: null, body: SEED_STATE });
  expect(JSON.stringify(await mock.state.export())).toContain(SEED_STATE.session_id);
});

describe('refused', () => {
  test.each([
    ['GET', '/_mock/queues/quint-events', 404, 'not_found'],
    ['POST', '/_mock/queues/quint-events/purge', 404, 'not_found'],
    ['POST', `/_mock/queues/${PIPELINE}/redrive`, 409, 'conflict'],
    ['GET', `/_mock/queues/${PIPELINE}?limit=0`, 400, 'validation_failed'],
  ])('%s %s', async (method, path, status, code) => {
    const answer = await startApi().send(method, path);
    expect(answer).toMatchObject({ status, body: { code } });
    if (status !== 400) expect(answer.body.error).toContain(DEAD);
  });

  test('a redrive of a closed server', async () => {
    const api = startApi();
    await api.mock.close();
    const answer = await api.send('POST', `/_mock/queues/${DEAD}/redrive`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await expect(startMock().queues.peek(PIPELINE, { limit: 1001 })).rejects.toThrow('limit');
  });
});
