import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ConnectionReset } from '../../mock-server/control/faults/connection-reset.ts';
import type { MockServer } from '../../mock-server/index.ts';
import { startMock } from './support/api.ts';
import { CREDENTIAL, rawRequest, startListening } from './support/http.ts';

const REQUEST = `GET /health HTTP/1.1\r\n${CREDENTIAL}\r\n`;

// Nothing of this is a failure of the server.
const printed = vi.spyOn(console, 'error');
afterEach(() => expect(printed).not.toHaveBeenCalled());

/** A server that answers every request like this. */
function answering(answer: () => Response | Promise<Response>): Promise<{
  url: string;
  port: number;
  close(options?: { timeout?: number }): Promise<void>;
}> {
  const mock: MockServer = { ...startMock(), fetch: async () => answer() };
  return startListening(mock);
}

/** A body of these pieces, after which it fails, goes on for ever, or is done. */
function body(pieces: string[], then: 'fails' | 'waits' | 'ends', cancelled = () => {}) {
  const left = [...pieces];
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = left.shift();
      if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece));
      else if (then === 'fails') throw new Error('a secret reason');
      else if (then === 'ends') controller.close();
      else return new Promise(() => {});
      return undefined;
    },
    cancel: cancelled,
  });
}

const claiming = (length: number) => ({
  headers: { 'content-type': 'application/json', 'content-length': String(length) },
});
const EVENTS = { headers: { 'content-type': 'text/event-stream' } };

test('a reset is seen as a reset', async () => {
  const { port } = await answering(() => Promise.reject(new ConnectionReset('reset')));
  const error = await new Promise((resolve) => {
    connect(port, '127.0.0.1', function connected(this: { write(text: string): void }) {
      this.write(REQUEST);
    })
      .on('data', () => resolve('an answer'))
      .on('error', resolve);
  });
  expect(error).toMatchObject({ code: 'ECONNRESET' });
});

test('a reset is an error to fetch, and the server goes on', async () => {
  let first = true;
  const { url } = await answering(() => {
    if (!first) return new Response('{}');
    first = false;
    throw new ConnectionReset('reset');
  });
  await expect(fetch(url)).rejects.toThrow(TypeError);
  expect((await fetch(url)).status).toBe(200);
});

describe('a body that breaks off', () => {
  test.each([{ pieces: [] }, { pieces: ['{"events"'] }, { pieces: ['{"ev', 'ents', '":['] }])(
    'after $pieces.length pieces: what there was arrives, its length is claimed, the connection ends',
    async ({ pieces }) => {
      const { port } = await answering(() => new Response(body(pieces, 'fails'), claiming(100)));
      const received = await rawRequest(port, REQUEST);
      const [head, rest] = received.split('\r\n\r\n');
      expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(head).toContain('content-length: 100');
      expect(rest).toBe(pieces.join(''));
    },
  );

  test('is an error to who reads it', async () => {
    const { url } = await answering(() => new Response(body(['{"a"'], 'fails'), claiming(100)));
    const response = await fetch(url);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(TypeError);
  });

  test('so is a live stream that is cut off, even when its client reads nothing', async () => {
    let fail!: () => void;
    const lots = 'x'.repeat(1 << 20);
    const { port } = await answering(() => {
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => {
          fail = () => controller.error(new Error('too slow'));
          for (let i = 0; i < 32; i++) controller.enqueue(new TextEncoder().encode(lots));
        },
      });
      return new Response(stream, EVENTS);
    });
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(REQUEST);
    await once(socket, 'readable');
    fail();
    const closed = once(socket, 'close');
    socket.resume();
    await closed;
  });
});

describe('a stream', () => {
  test('that ends leaves the connection for the next request', async () => {
    const { url } = await answering(
      () => new Response(body([': hello\n\n', 'data: 1\n\n'], 'ends'), EVENTS),
    );
    expect(await (await fetch(url)).text()).toBe(': hello\n\ndata: 1\n\n');
    expect((await fetch(url)).headers.get('content-type')).toBe('text/event-stream');
  });

  test('is cancelled when its client goes', async () => {
    const cancelled = new Promise<void>((resolve) => {
      void answering(() => new Response(body([': hello\n\n'], 'waits', resolve), EVENTS)).then(
        async ({ url }) => {
          const leaving = new AbortController();
          const response = await fetch(url, { signal: leaving.signal });
          await response.body!.getReader().read();
          leaving.abort();
        },
      );
    });
    await cancelled;
  });

  test('does not hold a closing server: it ends, as if it were over', async () => {
    const server = await answering(() => new Response(body([': hello\n\n'], 'waits'), EVENTS));
    const response = await fetch(server.url);
    const reader = response.body!.getReader();
    await reader.read();
    await server.close({ timeout: 60_000 });
    expect(await reader.read()).toEqual({ done: true, value: undefined });
  }, 3_000);

  test('does not hold a closing server when it begins just then', async () => {
    let release!: () => void;
    const released = new Promise<void>((resolve) => (release = resolve));
    let noteAsked!: () => void;
    const asked = new Promise<void>((resolve) => (noteAsked = resolve));
    const server = await answering(async () => {
      noteAsked();
      await released;
      return new Response(body([': hello\n\n'], 'waits'), EVENTS);
    });
    const response = fetch(server.url);
    await asked;
    const closed = server.close({ timeout: 60_000 });
    release();
    await (await response).text();
    await closed;
  }, 3_000);
});

test('what a request asks for happens to its connection', async () => {
  const { port } = await startListening();
  const ask = (fault: string) =>
    rawRequest(
      port,
      `GET /v1/sessions HTTP/1.1\r\n${CREDENTIAL}quint-mock-fault: ${fault}\r\nConnection: close\r\n\r\n`,
    );
  const cut = await ask('truncate=5');
  expect(cut).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(cut.split('\r\n\r\n')[1]).toBe('{"ses');
  expect(Number(/content-length: (\d+)/i.exec(cut)?.[1])).toBeGreaterThan(5);
  await expect(ask('reset')).rejects.toMatchObject({ code: 'ECONNRESET' });
});
