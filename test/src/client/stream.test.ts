import { getEventListeners } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { json, rejection, serve, stub } from './support.ts';

const COMMENT = ': hello\n\n';

describe('stream', () => {
  test('resolves once the headers are there, and flows', async () => {
    const url = await serve((request, response) => {
      expect(request.headers['last-event-id']).toBe('41');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(COMMENT);
    });
    const { client } = stub(() => json({}), { baseUrl: url, fetch: undefined });
    const stream = await client.stream({ headers: { 'Last-Event-ID': '41' } });
    const reader = stream.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe(COMMENT);
    await reader.cancel();
  });

  test('is not under the timeout once it flows, but under the signal', async () => {
    vi.useFakeTimers();
    try {
      const { client, requests } = stub(
        () => new Response(new ReadableStream({ start: (it) => it.enqueue(new Uint8Array(1)) })),
        { timeout: 10 },
      );
      const controller = new AbortController();
      const stream = await client.stream({ signal: controller.signal });
      expect(vi.getTimerCount()).toBe(0);
      await vi.advanceTimersByTimeAsync(1000);
      expect(requests[0]!.signal.aborted).toBe(false);
      const reader = stream.getReader();
      expect((await reader.read()).value).toHaveLength(1);
      const next = rejection(reader.read());
      controller.abort();
      expect((await next).name).toBe('AbortError');
    } finally {
      vi.useRealTimers();
    }
  });

  test('closes the connection when it is cancelled, and when it is aborted', async () => {
    for (const end of ['cancel', 'abort'] as const) {
      let closed!: () => void;
      const close = new Promise<void>((resolve) => (closed = resolve));
      const url = await serve((_, response) => {
        response.on('close', closed);
        response.writeHead(200);
        response.write(COMMENT);
      });
      const { client } = stub(() => json({}), { baseUrl: url, fetch: undefined });
      const controller = new AbortController();
      const stream = await client.stream({ signal: controller.signal });
      if (end === 'abort') controller.abort();
      else await stream.cancel();
      await close;
    }
  });

  test.each<[string, () => Response, (stream: ReadableStream<Uint8Array>) => Promise<unknown>]>([
    ['ended', () => new Response(COMMENT), (stream) => new Response(stream).text()],
    ['been cancelled', () => new Response(COMMENT), (stream) => stream.cancel()],
    [
      'broken off',
      () => new Response(new ReadableStream({ pull: () => Promise.reject(new Error('reset')) })),
      (stream) => rejection(stream.getReader().read()),
    ],
  ])('leaves no listener on the signal when it has %s', async (_, answer, read) => {
    const { client } = stub(answer);
    const { signal } = new AbortController();
    await read(await client.stream({ signal }));
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  test('fails like every operation', async () => {
    const { client } = stub(() =>
      json({ error: 'Unknown token', code: 'unauthorized' }, { status: 401 }),
    );
    await expect(client.stream()).rejects.toMatchObject({ code: 'unauthorized', status: 401 });
  });

  test('is tried again until it has begun', async () => {
    const { client, requests } = stub((_, nth) =>
      nth === 1 ? json({}, { status: 503 }) : new Response(COMMENT),
    );
    await expect(new Response(await client.stream()).text()).resolves.toBe(COMMENT);
    expect(requests).toHaveLength(2);
  });
});
