import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createMockServer } from '../../../mock-server/index.ts';
import { idle } from './support/idle.ts';
import { accept, Lab, newEvent, row, until } from './support/lab.ts';

const MIB_10 = 10 * 1024 * 1024;
/** `{"events":[` and `]}`. */
const ENVELOPE = 13;

/** An event whose JSON has so many bytes. */
function weighing(bytes: number, name = 'a') {
  const event = newEvent(name, { padding: '' });
  event['padding'] = 'x'.repeat(bytes - JSON.stringify(event).length);
  return event;
}

describe('an event waits for others', () => {
  test('for one second, not longer', async () => {
    const lab = new Lab();
    lab.enqueue('a');
    await lab.clock.advance(500);
    lab.enqueue('b');
    await lab.clock.advance(499);
    expect(lab.batches).toEqual([]);
    await lab.clock.advance(1);
    expect(lab.batches).toEqual([['a', 'b']]);
  });

  test('for as long as flushInterval says', async () => {
    const lab = new Lab(accept, { flushInterval: 60_000 });
    lab.enqueue('a');
    await lab.clock.advance(59_999);
    expect(lab.batches).toEqual([]);
    await lab.clock.advance(1);
    expect(lab.batches).toEqual([['a']]);
  });

  test('and when none comes, nothing is sent and no timer is left', async () => {
    const lab = new Lab();
    lab.enqueue('a');
    await lab.clock.advance(3_600_000);
    expect(lab.batches).toEqual([['a']]);
    expect(lab.clock.pendingTimers).toBe(0);
  });

  test('for weeks, where flushInterval is infinite, on the real clock too', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const lab = new Lab();
    const forwarder = lab.another({ flushInterval: Infinity, clock: undefined });
    forwarder.enqueue(newEvent('a'));
    await vi.advanceTimersByTimeAsync(20 * 86_400_000);
    await idle();
    expect(lab.batches).toEqual([]);
    await forwarder.flush();
    expect(lab.batches).toEqual([['a']]);
  });
});

describe('a full batch', () => {
  test('of 500 events is sent without any time passing; 499 wait', async () => {
    const lab = new Lab();
    lab.enqueue(...row(499));
    await lab.clock.advance(0);
    expect(lab.batches).toEqual([]);
    lab.enqueue('a-500');
    await until(() => lab.sent.length === 1);
    expect(lab.batches).toEqual([row(500)]);
  });

  test('leaves the rest to its second', async () => {
    const lab = new Lab();
    lab.enqueue(...row(1_001));
    await lab.clock.advance(0);
    expect(lab.batches.map(({ length }) => length)).toEqual([500, 500]);
    await lab.clock.advance(1_000);
    expect(lab.batches.flat()).toEqual(row(1_001));
  });

  test('has as many events as batchSize says', async () => {
    const lab = new Lab(accept, { batchSize: 3 });
    lab.enqueue(...row(7));
    await lab.clock.advance(0);
    expect(lab.batches).toEqual([row(3), ['a-4', 'a-5', 'a-6']]);
  });

  test('is what the buffer can hold, where that is less', async () => {
    const lab = new Lab(accept, { capacity: 100 });
    lab.enqueue(...row(100));
    await until(() => lab.sent.length === 1);
    lab.enqueue(...row(100, 'b'));
    await lab.clock.advance(0);
    expect(lab.batches).toEqual([row(100), row(100, 'b')]);
    expect(lab.forwarder.stats()).toMatchObject({ dropped: 0 });
  });

  test('is sent only after the answer to the one before', async () => {
    let answerFirst!: () => void;
    const first = new Promise<void>((resolve) => (answerFirst = resolve));
    const lab = new Lab(
      async (sent, nth) => {
        if (nth === 1) await first;
        return accept(sent, nth);
      },
      { batchSize: 2 },
    );
    lab.enqueue(...row(6));
    await lab.clock.advance(20_000);
    expect(lab.batches).toEqual([row(2)]);
    answerFirst();
    await lab.clock.advance(0);
    expect(lab.batches).toEqual([row(2), ['a-3', 'a-4'], ['a-5', 'a-6']]);
  });
});

describe('a request has at most', () => {
  test('500 events', async () => {
    const lab = new Lab();
    lab.enqueue(...row(1_234));
    await lab.forwarder.flush();
    expect(lab.batches.map(({ length }) => length)).toEqual([500, 500, 234]);
  });

  test.each([
    [0, [2]],
    [1, [1, 1]],
  ])('10 MB: with %i byte more than that, it is %j', async (more, lengths) => {
    const lab = new Lab();
    const half = (MIB_10 - ENVELOPE - 1) / 2;
    lab.forwarder.enqueue(weighing(Math.floor(half)));
    lab.forwarder.enqueue(weighing(Math.ceil(half) + more));
    await lab.forwarder.flush();
    expect(lab.batches.map(({ length }) => length)).toEqual(lengths);
    if (more === 0) expect(Buffer.byteLength(lab.sent[0]!.text)).toBe(MIB_10);
  });

  test.each([0, 1])('batchBytes, counted in bytes, not characters: %i more', async (more) => {
    const lab = new Lab(accept, { batchBytes: 2_048 });
    const [one, two] = [newEvent('ü€😀'), newEvent('a', { padding: '' })];
    const room = 2_048 - ENVELOPE - 1 - Buffer.byteLength(JSON.stringify(one));
    two['padding'] = 'x'.repeat(room - JSON.stringify(two).length + more);
    lab.forwarder.enqueue(one);
    lab.forwarder.enqueue(two);
    await lab.forwarder.flush();
    expect(lab.batches).toEqual(more ? [['ü€😀'], ['a']] : [['ü€😀', 'a']]);
  });

  test('one event of the whole size; one that is a byte larger is rejected by enqueue', async () => {
    const lab = new Lab();
    const reasons: string[] = [];
    lab.forwarder.on('rejected', ({ reason }) => reasons.push(reason));
    lab.forwarder.enqueue(weighing(MIB_10 - ENVELOPE, 'fits'));
    expect(lab.forwarder.stats()).toMatchObject({ rejected: 0, buffered: 1 });
    lab.forwarder.enqueue(weighing(MIB_10 - ENVELOPE + 1, 'too large'));
    expect(lab.forwarder.stats()).toMatchObject({ rejected: 1, buffered: 1 });
    expect(reasons).toEqual(['not sent: its JSON has 10485748 bytes, and 10485747 can be sent']);
    await lab.forwarder.flush();
    expect(lab.batches).toEqual([['fits']]);
  });

  test('that size, also where an event gets its id only here and is made of escapes', async () => {
    const lab = new Lab(accept, { batchBytes: 1_024 });
    const { event_id: _, ...event } = newEvent('a', { padding: '' });
    const room = 1_024 - ENVELOPE - JSON.stringify(event).length;
    for (let escapes = 0; escapes <= room / 6; escapes++) {
      lab.forwarder.enqueue({ ...event, padding: '\u0001'.repeat(escapes) } as never);
    }
    await lab.forwarder.flush();
    const largest = Math.max(...lab.sent.map(({ text }) => Buffer.byteLength(text)));
    expect(largest).toBeLessThanOrEqual(1_024);
    expect(lab.forwarder.stats().rejected).toBeGreaterThan(0);
  });

  test('what the server takes, to the byte', async () => {
    await using mock = createMockServer();
    const { service: token } = await mock.tokens();
    const lab = new Lab();
    const forwarder = lab.another({ token, fetch: (request) => mock.fetch(request) });
    forwarder.enqueue(weighing(MIB_10 - ENVELOPE));
    for (let nth = 0; nth < 500; nth++) forwarder.enqueue(newEvent('small'));
    await forwarder.flush();
    expect(forwarder.stats()).toMatchObject({ delivered: 501, rejected: 0, retries: 0 });
  });
});

test('a request is a POST of JSON to /v1/ingest, with the token', async () => {
  const lab = new Lab();
  let request!: Request;
  const forwarder = lab.another({
    baseUrl: 'https://quint.test/edge/',
    token: 'qt_deploy_1',
    fetch: (each) => {
      request = each;
      return Response.json({ ingested: 1, duplicates: 0 });
    },
  });
  const event = newEvent('a');
  forwarder.enqueue(event);
  await forwarder.flush();
  expect([request.method, request.url]).toEqual(['POST', 'https://quint.test/edge/v1/ingest']);
  expect(request.headers.get('content-type')).toBe('application/json');
  expect(request.headers.get('authorization')).toBe('Bearer qt_deploy_1');
  expect(await request.text()).toBe(JSON.stringify({ events: [event] }));
});
