import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { QuintClient, RetryOptions } from '../../../src/index.ts';
import { json, rejection, serve, stub } from './support.ts';

const failing = (status: number, headers: Record<string, string> = {}) =>
  stub((_, nth) => (nth === 1 ? json({}, { status, headers }) : json({ status: 'ok' })));

describe('tried again', () => {
  test.each([408, 425, 429, 500, 502, 503, 504])('is a %i', async (status) => {
    const { client, requests } = failing(status);
    await expect(client.health()).resolves.toEqual({ status: 'ok' });
    expect(requests).toHaveLength(2);
  });

  test('is a network error', async () => {
    const url = await serve((request, response, nth) => {
      if (nth === 1) request.socket.destroy();
      else response.end('{"status":"ok"}');
    });
    const { client } = stub(() => json({}), { baseUrl: url, fetch: undefined });
    await expect(client.health()).resolves.toEqual({ status: 'ok' });
  });

  test('is a body that breaks off', async () => {
    const url = await serve((_, response, nth) => {
      if (nth > 1) return response.end('{"status":"ok"}');
      response.writeHead(200, { 'content-length': 15, 'x-request-id': 'r-1' });
      return response.write('{"stat', () => response.destroy());
    });
    const { client } = stub(() => json({}), { baseUrl: url, fetch: undefined });
    await expect(client.health()).resolves.toEqual({ status: 'ok' });
    const broken = await stub(() => json({}), {
      baseUrl: await serve((_, response) => {
        response.writeHead(200, { 'content-length': 15, 'x-request-id': 'r-1' });
        response.write('{"stat', () => response.destroy());
      }),
      fetch: undefined,
      retry: false,
    }).client.safe.health();
    expect(broken).toMatchObject({ error: { code: 'network_error' }, requestId: 'r-1' });
  });

  test('trap: a 503 with an HTML body is a 503 that is tried again, and no SyntaxError', async () => {
    const url = await serve((_, response) => {
      response.writeHead(503, { 'content-type': 'text/html' });
      response.end('<html><body>Service Unavailable</body></html>');
    });
    const { client } = stub(() => json({}), { baseUrl: url, fetch: undefined });
    const error = await rejection(client.health());
    expect(error).toMatchObject({ code: 'http_error', status: 503, retryable: true, attempts: 3 });
    expect(error.message).toBe('GET /health: 503 Service Unavailable (attempt 3)');
  });

  test.each([400, 401, 403, 404, 409, 413, 501, 505])('is not a %i', async (status) => {
    const { client, requests } = failing(status);
    await expect(client.health()).rejects.toMatchObject({ status, retryable: false, attempts: 1 });
    expect(requests).toHaveLength(1);
  });
});

describe('what could act twice', () => {
  const unsafe: [string, (client: QuintClient) => Promise<unknown>][] = [
    ['registerMachine', (client) => client.registerMachine({} as never)],
    ['createToken', (client) => client.createToken({ name: 'x' })],
    ['rotateToken', (client) => client.rotateToken('x')],
  ];

  test.each(unsafe)('%s is tried again when it was turned away', async (_, call) => {
    for (const status of [429, 503]) {
      const { client, requests } = failing(status);
      await call(client);
      expect(requests).toHaveLength(2);
    }
  });

  test.each(unsafe)('%s is not tried again when it may have been carried out', async (_, call) => {
    for (const status of [408, 500, 502, 504]) {
      const { client, requests } = failing(status);
      await expect(call(client)).rejects.toMatchObject({ status, retryable: false });
      expect(requests).toHaveLength(1);
    }
    const { client, requests } = stub(() => Promise.reject(new Error('reset')));
    const error = await rejection(call(client));
    expect(error).toMatchObject({ code: 'network_error', retryable: false });
    expect(error.message).toMatch(/ failed: reset; it may have been carried out$/);
    expect(requests).toHaveLength(1);
  });

  test('ingest could not: it is tried again whatever happened', async () => {
    const { client, requests } = stub((_, nth) =>
      nth === 1 ? Promise.reject(new Error('reset')) : json({ ingested: 0, duplicates: 0 }),
    );
    await client.ingestEvents({ events: [] });
    expect(requests).toHaveLength(2);
    await expect(requests[1]!.json()).resolves.toEqual({ events: [] });
  });
});

describe('attempts', () => {
  test.each<[RetryOptions | false | undefined, number]>([
    [undefined, 3],
    [{ baseDelay: 1, attempts: 4 }, 5],
    [{ attempts: 0 }, 1],
    [false, 1],
  ])('of %j are %i', async (retry, attempts) => {
    const { client, requests } = stub(() => json({}, { status: 503 }));
    const error = await rejection(client.health({ retry }));
    expect(error).toMatchObject({ attempts, retryable: true });
    expect(requests).toHaveLength(attempts);
  });
});

/** Milliseconds before each retry. */
async function waits(retry: RetryOptions, headers: Record<string, string> = {}) {
  const times: number[] = [];
  const { client } = stub(() => {
    times.push(Date.now());
    return json({}, { status: 429, headers });
  });
  const call = client.safe.health({ retry });
  await vi.runAllTimersAsync();
  await call;
  expect(vi.getTimerCount()).toBe(0);
  return times.slice(1).map((time, i) => time - times[i]!);
}

describe('the wait', () => {
  const NOW = Date.parse('2026-04-25T03:00:00Z');

  beforeEach(() => void vi.useFakeTimers({ now: NOW }));
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  test('doubles, up to maxDelay', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    expect(await waits({ attempts: 8 })).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
    expect(await waits({ attempts: 3, baseDelay: 10, maxDelay: 25 })).toEqual([10, 20, 25]);
  });

  test('is shortened by up to a half, at random', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    expect(await waits({ attempts: 2, baseDelay: 100 })).toEqual([75, 150]);
  });

  test('is at least Retry-After in seconds', async () => {
    expect(await waits({ attempts: 2 }, { 'retry-after': '7' })).toEqual([7000, 7000]);
  });

  test('is at least Retry-After as a date', async () => {
    const date = new Date(NOW + 9000).toUTCString();
    expect(await waits({ attempts: 1 }, { 'retry-after': date })).toEqual([9000]);
  });

  test('is no longer than maxDelay, whatever Retry-After asks', async () => {
    expect(await waits({ attempts: 1 }, { 'retry-after': '3600' })).toEqual([30_000]);
    expect(await waits({ attempts: 1, maxDelay: 5000 }, { 'retry-after': '6' })).toEqual([5000]);
  });

  test.each(['0', '-5', 'soon', '', 'Wed, 21 Oct 2015 07:28:00 GMT'])(
    'is the backoff where Retry-After is %j',
    async (value) => {
      vi.spyOn(Math, 'random').mockReturnValue(0);
      expect(await waits({ attempts: 1 }, { 'retry-after': value })).toEqual([500]);
    },
  );
});
