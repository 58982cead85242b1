// The stream on real connections: what a client does to its end is felt by the hub.
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { apiOf, startMock } from '../support/api.ts';
import { CREDENTIAL, rawRequest, startListening } from '../support/http.ts';
import { event } from '../support/samples.ts';
import { LARGE, startHub } from './support.ts';

/** A hub behind a port: any request opens a stream of the org `o`. */
async function startStreams() {
  const hub = startHub();
  const server = await startListening({
    ...startMock(),
    fetch: async () =>
      new Response(hub.hub.open('o', undefined), {
        headers: { 'content-type': 'text/event-stream' },
      }),
  });
  return { ...hub, server };
}

async function openStream(url: string): Promise<IncomingMessage> {
  const request = get(`${url}/v1/stream`, {
    headers: { authorization: 'Bearer qt_deploy_YOUR_TOKEN' },
    agent: false,
  });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  onTestFinished(() => void request.destroy());
  return response.on('error', () => {});
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}

test('headers and the first bytes come at once', async () => {
  const server = await startListening();
  const response = await openStream(server.url);
  expect(response.headers['content-type']).toBe('text/event-stream');
  const [first] = (await once(response, 'data')) as [Buffer];
  expect(String(first)).toMatch(/^: connected\n/);
});

test('a client that goes away is gone', async () => {
  const { hub, server, upsert } = await startStreams();
  const responses = await Promise.all([1, 2, 3].map(() => openStream(server.url)));
  await until(() => hub.stats().clients === 3);
  responses[0]!.destroy();
  await until(() => hub.stats().clients === 2);
  upsert('o', 's');
  expect(hub.stats()).toMatchObject({ clients: 2, sent: 2, cutOff: 0 });
});

test('a client that reads nothing is cut off, and the server does not complain', async () => {
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => complaint.mockRestore());
  const { hub, server, upsert } = await startStreams();
  const socket = connect(server.port, '127.0.0.1').on('error', () => {});
  const closed = once(socket, 'close');
  socket.pause().write(`GET /v1/stream HTTP/1.1\r\n${CREDENTIAL}\r\n`);
  await until(() => hub.stats().clients === 1);
  let sent = 0;
  // The kernel's buffers take some megabytes before anything waits.
  for (; hub.stats().clients === 1 && sent < 1_000; sent++) {
    upsert('o', `s-${sent}`, LARGE);
    await turn();
  }
  expect(hub.stats()).toMatchObject({ clients: 0, cutOff: 1 });
  expect(sent).toBeLessThan(1_000);
  socket.resume();
  await closed;
  await turn();
  expect(complaint).not.toHaveBeenCalled();
});

test('a client at its own pace is told everything', async () => {
  const { hub, server, upsert } = await startStreams();
  const response = await openStream(server.url);
  await until(() => hub.stats().clients === 1);
  let received = '';
  response.setEncoding('utf8').on('data', (text: string) => {
    received += text;
    response.pause();
    setImmediate(() => response.resume());
  });
  for (let n = 0; n < 100; n++) {
    upsert('o', `s-${n}`, LARGE);
    await until(() => received.includes(`"s-${n - 3}"`) || n < 3);
  }
  await until(() => received.includes('"s-99"'));
  expect(received.match(/^event: session\.upserted$/gm)).toHaveLength(100);
  expect(hub.stats().cutOff).toBe(0);
});

test('closing the listener ends open streams at once and properly, and the hub goes on', async () => {
  const server = await startListening();
  const response = await openStream(server.url);
  const ended = once(response.resume(), 'end');
  await server.close({ timeout: 60_000 });
  await ended;
  expect(response.complete).toBe(true);
  expect((await apiOf(server.mock).ingest(event())).status).toBe(200);
});

test('closing the listener does not wait for a client that reads nothing', async () => {
  const { hub, server, upsert } = await startStreams();
  const socket = connect(server.port, '127.0.0.1').on('error', () => {});
  onTestFinished(() => void socket.destroy());
  socket.pause().write(`GET /v1/stream HTTP/1.1\r\n${CREDENTIAL}\r\n`);
  await until(() => hub.stats().clients === 1);
  upsert('o', 's', { session_name: 'n'.repeat(20 * 1024 * 1024) });
  await turn();
  await server.close({ timeout: 60_000 });
  await until(() => hub.stats().clients === 0);
});

test('a stream that begins while the listener closes ends at once', async () => {
  const mock = startMock();
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  let asked = false;
  const server = await startListening({
    ...mock,
    async fetch(input, init) {
      asked = true;
      await released;
      return mock.fetch(input, init);
    },
  });
  const opening = openStream(server.url);
  await until(() => asked);
  const closed = server.close({ timeout: 60_000 });
  release();
  await once((await opening).resume(), 'end');
  await closed;
});

test('HEAD does not hang, and its connection can be used again', async () => {
  const server = await startListening();
  const received = await rawRequest(
    server.port,
    `HEAD /v1/stream HTTP/1.1\r\n${CREDENTIAL}\r\n`,
    `GET /health HTTP/1.1\r\n${CREDENTIAL}Connection: close\r\n\r\n`,
  );
  expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n(.+\r\n)*content-type: text\/event-stream\r\n/i);
  expect(received).toMatch(/\{"status":"ok"\}$/);
});
