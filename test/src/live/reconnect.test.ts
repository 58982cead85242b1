import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { live } from '../../../src/live/index.ts';
import { json, rejection, stub } from '../client/support.ts';
import { events, GREETING, idsOf, resumedAt, take, upsert } from './support.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Milliseconds between the requests of a client that is answered so; the jitter is at its least. */
async function waits(
  count: number,
  answer: (nth: number) => Response | Promise<Response>,
  jitter = 1 - Number.EPSILON,
): Promise<number[]> {
  vi.spyOn(Math, 'random').mockReturnValue(jitter);
  const at: number[] = [];
  const { client } = stub((_, nth) => {
    at.push(Date.now());
    return answer(nth);
  });
  const controller = new AbortController();
  const loop = take(live(client, { signal: controller.signal }), Infinity);
  while (at.length <= count) await vi.advanceTimersToNextTimerAsync();
  controller.abort();
  await loop;
  return at.slice(1).map((time, index) => Math.round(time - at[index]!));
}

describe('tried again', () => {
  test.each<[string, () => Response | Promise<Response>]>([
    ['a network error', () => Promise.reject(new TypeError('fetch failed'))],
    ...[429, 500, 502, 503, 504].map((status): [string, () => Response] => [
      `a ${status}`,
      () => json({}, { status }),
    ]),
    ['a stream that ends', () => events([GREETING], 'end')],
    ['a stream that breaks', () => events([GREETING], 'break')],
    ['a stream that breaks within a message', () => events([upsert(5).slice(0, -1)], 'break')],
  ])('is %s', async (_, answer) => {
    const { client, requests } = stub((__, nth) => (nth === 1 ? answer() : events([upsert(5)])));
    const taken = take(live(client), 1);
    await vi.advanceTimersByTimeAsync(500);
    expect(idsOf(await taken)).toEqual(['5']);
    expect(requests).toHaveLength(2);
  });

  test.each([400, 401, 403, 404, 406])('is not a %i: it is thrown', async (status) => {
    const { client, requests } = stub(() => json({ error: 'No', code: 'no' }, { status }));
    const error = await rejection(take(live(client), 1));
    expect(error).toMatchObject({ name: 'QuintError', status, code: 'no', operation: 'stream' });
    expect(requests).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is not a refusal that comes later, after messages', async () => {
    const { client } = stub((_, nth) =>
      nth === 1 ? events([upsert(1)], 'end') : json({ code: 'unauthorized' }, { status: 401 }),
    );
    const iterator = live(client)[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toMatchObject({ id: '1' });
    const next = rejection(iterator.next());
    await vi.advanceTimersByTimeAsync(500);
    expect(await next).toMatchObject({ status: 401 });
    expect((await iterator.next()).done).toBe(true);
  });

  test('is a line that is silent for 45 s, and not one that shows signs of life', async () => {
    let enqueue!: (text: string) => void;
    const { client, requests } = stub(() => {
      const body = new ReadableStream({
        start(controller) {
          enqueue = (text) => controller.enqueue(new TextEncoder().encode(text));
        },
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    });
    const taken = take(live(client), 1);
    await vi.advanceTimersByTimeAsync(0);
    for (let nth = 0; nth < 10; nth++) {
      await vi.advanceTimersByTimeAsync(44_000);
      enqueue(': keep-alive\n\n');
    }
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(44_999);
    expect(requests[0]!.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(501);
    expect(requests).toHaveLength(2);
    enqueue(upsert(1));
    await taken;
  });
});

const down = () => json({}, { status: 500 });
const refuse = (retryAfter: string) => () =>
  json({}, { status: 503, headers: { 'retry-after': retryAfter } });
const told = (retry: number) => () => events([`retry: ${retry}\n\n`, upsert(1)], 'end');

describe('the wait', () => {
  test('doubles up to 30 s', async () => {
    expect(await waits(9, down)).toEqual([
      250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 16_000, 16_000,
    ]);
  });

  test('is at most twice that, and never over 30 s', async () => {
    expect(await waits(9, down, 0)).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  test('begins anew after a message or a sign of life, not after a greeting', async () => {
    const greeted = [GREETING];
    const kept = [GREETING, ': keep-alive\n\n'];
    expect(await waits(4, (nth) => events(nth === 3 ? kept : greeted, 'end'))).toEqual([
      250, 500, 250, 500,
    ]);
    expect(await waits(4, (nth) => events(nth === 3 ? [upsert(1)] : greeted, 'end'))).toEqual([
      250, 500, 250, 500,
    ]);
  });

  test('is what `retry:` says, at least', async () => {
    expect(await waits(2, told(3_000))).toEqual([3_000, 3_000]);
    expect(await waits(1, told(3_000), 0)).toEqual([6_000]);
    expect(await waits(1, told(60_000))).toEqual([60_000]);
    expect(await waits(4, () => events(['retry: 0\n\n'], 'end'))).toEqual([1, 2, 4, 8]);
  });

  test('is lengthened by Retry-After, up to 30 s', async () => {
    expect(await waits(2, refuse('7'))).toEqual([7_000, 7_000]);
    expect(await waits(1, refuse('3600'))).toEqual([30_000]);
  });
});

describe('resumes', () => {
  test('after the last message', async () => {
    const { client, requests } = stub((_, nth) =>
      events([upsert(nth * 2), upsert(nth * 2 + 1)], 'break'),
    );
    const taken = take(live(client), 6);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(idsOf(await taken)).toEqual(['2', '3', '4', '5', '6', '7']);
    expect(resumedAt(requests)).toEqual([null, '3', '5']);
  });

  test('where it is told to', async () => {
    const { client, requests } = stub(() => events([upsert(42)]));
    await take(live(client, { lastEventId: '41' }), 1);
    expect(resumedAt(requests)).toEqual(['41']);
  });

  test('before all, when the line is lost before its first message', async () => {
    const { client, requests } = stub((_, nth) =>
      nth === 1 ? events([GREETING], 'break') : events(['id: 9\nevent: reset\ndata: {}\n\n']),
    );
    const taken = take(live(client), 1);
    await vi.advanceTimersByTimeAsync(500);
    expect(await taken).toEqual([{ type: 'reset', id: '9' }]);
    expect(resumedAt(requests)).toEqual([null, '0']);
  });

  test('from now on, when the server takes its id back', async () => {
    const { client, requests } = stub((_, nth) =>
      events([upsert(nth), 'id\nevent: reset\ndata: {}\n\n'], 'end'),
    );
    const taken = take(live(client), 3);
    await vi.advanceTimersByTimeAsync(500);
    expect(idsOf(await taken)).toEqual(['1', '', '2']);
    expect(resumedAt(requests)).toEqual([null, null]);
  });

  test('from now on, when it never was connected', async () => {
    const { client, requests } = stub((_, nth) =>
      nth === 1 ? json({}, { status: 503 }) : events([upsert(1)]),
    );
    const taken = take(live(client), 1);
    await vi.advanceTimersByTimeAsync(1_000);
    await taken;
    expect(resumedAt(requests)).toEqual([null, null]);
  });

  test('with a fresh token', async () => {
    let asked = 0;
    const { client, requests } = stub((_, nth) => events([upsert(nth)], 'end'), {
      token: () => `qt_deploy_${++asked}`,
    });
    const taken = take(live(client), 2);
    await vi.advanceTimersByTimeAsync(500);
    await taken;
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer qt_deploy_1',
      'Bearer qt_deploy_2',
    ]);
  });
});
