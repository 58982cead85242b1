import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { live } from '../../../src/live/index.ts';
import { json, serve, stub } from '../client/support.ts';
import { EVENT_STREAM, events, GREETING, idsOf, take, upsert } from './support.ts';

/** Follows what `answer` sends, aborts, and expects the end at once, with nothing left behind. */
async function expectEnd(answer: () => Response | Promise<Response>) {
  const controller = new AbortController();
  const { client, requests } = stub(answer);
  const loop = take(live(client, { signal: controller.signal }), Infinity);
  await vi.advanceTimersByTimeAsync(0);
  expect(requests).toHaveLength(1);
  controller.abort();
  await loop;
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(requests).toHaveLength(1);
  return loop;
}

describe('the signal', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('ends a loop that connects', () => expectEnd(() => new Promise(() => {})));

  test('ends a loop that waits for a message', async () => {
    expect(idsOf(await expectEnd(() => events([GREETING, upsert(1)])))).toEqual(['1']);
  });

  test('ends a loop that waits to reconnect', () => expectEnd(() => json({}, { status: 503 })));

  test('aborted from the start sends no request', async () => {
    const { client, requests } = stub(() => events([upsert(1)]));
    const signal = AbortSignal.abort();
    expect(await take(live(client, { signal }), 1)).toEqual([]);
    expect(requests).toEqual([]);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('ends the loop before messages that came together with the last one', async () => {
    const controller = new AbortController();
    const { client } = stub(() => events([upsert(1) + upsert(2)]));
    const ids: string[] = [];
    for await (const { id } of live(client, { signal: controller.signal })) {
      ids.push(id);
      controller.abort();
    }
    expect(ids).toEqual(['1']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('has no listener left after the loop was left, or has failed', async () => {
    const { signal } = new AbortController();
    await take(live(stub(() => events([upsert(1)])).client, { signal }), 1);
    const { client } = stub(() => json({}, { status: 401 }));
    await expect(take(live(client, { signal }), 1)).rejects.toThrow('401');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

/** A server that tells one message, and when its client has gone. */
async function startServer() {
  let gone!: () => void;
  const clientGone = new Promise<void>((resolve) => (gone = resolve));
  const baseUrl = await serve((_, response) => {
    response.on('close', gone);
    response.writeHead(200, EVENT_STREAM);
    response.write(upsert(1));
  });
  const { client } = stub(() => json({}), { baseUrl, fetch: undefined });
  return { client, clientGone };
}

describe('leaving the loop', () => {
  test('closes the connection', async () => {
    const { client, clientGone } = await startServer();
    for await (const { id } of live(client)) {
      expect(id).toBe('1');
      break;
    }
    await clientGone;
  });

  test('by an error does so, too', async () => {
    const { client, clientGone } = await startServer();
    const failing = async () => {
      for await (const { id } of live(client)) throw new Error(id);
    };
    await expect(failing()).rejects.toThrow('1');
    await clientGone;
  });

  test('while a message is awaited ends that wait', async () => {
    const { client, clientGone } = await startServer();
    const iterator = live(client)[Symbol.asyncIterator]();
    await iterator.next();
    const next = iterator.next();
    expect((await iterator.return!()).done).toBe(true);
    expect((await next).done).toBe(true);
    await clientGone;
  });

  test('before it began sends nothing', async () => {
    const { client, requests } = stub(() => events([upsert(1)]));
    const iterator = live(client)[Symbol.asyncIterator]();
    await iterator.return!();
    expect((await iterator.next()).done).toBe(true);
    expect(requests).toEqual([]);
  });

  test('and beginning another opens another connection', async () => {
    const { client, requests } = stub(() => events([upsert(1)]));
    const messages = live(client);
    await Promise.all([take(messages, 1), take(messages, 1)]);
    expect(requests).toHaveLength(2);
  });
});
