import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { json, rejection, serve, stub } from './support.ts';

const never = () => new Promise<never>(() => {});

afterEach(() => void vi.useRealTimers());

describe('abort', () => {
  test('trap: an abort during the backoff ends the call at once', async () => {
    vi.useFakeTimers();
    const { client, requests } = stub(() =>
      json({}, { status: 503, headers: { 'retry-after': '3600' } }),
    );
    const controller = new AbortController();
    const call = rejection(
      client.health({ signal: controller.signal, retry: { maxDelay: Infinity } }),
    );
    await vi.advanceTimersByTimeAsync(1000);
    expect(vi.getTimerCount()).toBe(1);
    const reason = new Error('changed my mind');
    controller.abort(reason);
    const error = await call; // No timer has run since.
    expect(error).toMatchObject({ code: 'aborted', attempts: 1, retryable: false, cause: reason });
    expect(error.message).toBe('GET /health: aborted');
    expect(vi.getTimerCount()).toBe(0);
    expect(requests).toHaveLength(1);
  });

  test('trap: an aborted signal makes no request', async () => {
    const { client, requests } = stub(() => json({ status: 'ok' }));
    const error = await rejection(client.health({ signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: 'aborted', attempts: 0 });
    expect(requests).toHaveLength(0);
  });

  test('ends the wait for an answer, and the request', async () => {
    const controller = new AbortController();
    let closed!: () => void;
    const close = new Promise<void>((resolve) => (closed = resolve));
    const url = await serve((_, response) => {
      response.on('close', closed);
      controller.abort();
    });
    const { client } = stub(() => json({}), { baseUrl: url, fetch: undefined });
    await expect(client.health({ signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
      attempts: 1,
    });
    await close;
  });

  test('ends the wait for a token, and for a fetch that takes no notice', async () => {
    for (const options of [{ token: never }, { fetch: never }]) {
      const controller = new AbortController();
      const { client } = stub(never, options);
      const call = client.safe.health({ signal: controller.signal });
      controller.abort();
      expect((await call).error?.code).toBe('aborted');
    }
  });

  test('leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    const { client } = stub((_, nth) => json({}, { status: nth === 3 ? 404 : 503 }));
    await client.safe.health({ signal });
    await client.safe.health({ signal, retry: false });
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});

describe('timeout', () => {
  test('trap: it covers reading the body', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'r-1' });
      response.write('{"stat'); // And then nothing.
    });
    const { client } = stub(() => json({}), { baseUrl: url, fetch: undefined, retry: false });
    const error = await rejection(client.health({ timeout: 50 }));
    expect(error).toMatchObject({ code: 'timeout', status: 200, requestId: 'r-1' });
    expect(error.message).toBe('GET /health: no answer within 50 ms');
  });

  test('covers reading the body of an error', async () => {
    const url = await serve((_, response) => {
      response.writeHead(500);
      response.write('{"err');
    });
    const { client } = stub(() => json({}), { baseUrl: url, fetch: undefined, retry: false });
    await expect(client.health({ timeout: 50 })).rejects.toMatchObject({ code: 'timeout' });
  });

  test('is 30 s for each attempt, and is tried again', async () => {
    vi.useFakeTimers();
    const { client, requests } = stub((_, nth) => (nth === 1 ? never() : json({ status: 'ok' })));
    const call = client.health({ retry: { baseDelay: 0 } });
    await vi.advanceTimersByTimeAsync(29_999);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1); // The timeout,
    await vi.advanceTimersByTimeAsync(1); // and the backoff.
    await expect(call).resolves.toEqual({ status: 'ok' });
    expect(requests[0]!.signal.aborted).toBe(true);
    expect(requests[1]!.signal.aborted).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('of the call goes before that of the client', async () => {
    vi.useFakeTimers();
    const { client } = stub(never, { timeout: 10, retry: false });
    const calls = [client.safe.health(), client.safe.health({ timeout: 20 })];
    await vi.advanceTimersByTimeAsync(20);
    const messages = (await Promise.all(calls)).map(({ error }) => error?.message);
    expect(messages).toEqual([
      'GET /health: no answer within 10 ms',
      'GET /health: no answer within 20 ms',
    ]);
  });

  test.each([0, Infinity])('%d is none', async (timeout) => {
    vi.useFakeTimers();
    let answer!: (response: Response) => void;
    const { client } = stub(() => new Promise((resolve) => (answer = resolve)), { timeout });
    const call = client.health();
    await vi.advanceTimersByTimeAsync(24 * 60 * 60 * 1000);
    answer(json({ status: 'ok' }));
    await expect(call).resolves.toEqual({ status: 'ok' });
  });

  test('also ends the wait for a token, of which nothing was carried out', async () => {
    const { client } = stub(() => json({}), { token: never, timeout: 1 });
    const error = await rejection(client.createToken({ name: 'x' }));
    expect(error.message).toBe('POST /v1/deploy-tokens: no answer within 1 ms');
  });
});
