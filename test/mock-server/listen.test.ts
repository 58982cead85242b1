import { spawn } from 'node:child_process';
import { Agent, get, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isLoopback, listen, type MockServer } from '../../mock-server/index.ts';
import { apiOf, startMock } from './support/api.ts';
import { CREDENTIAL, rawRequest, startListening } from './support/http.ts';
import { event } from './support/samples.ts';

describe('the well-known token', () => {
  test.each([
    '0.0.0.0',
    '::',
    '192.168.1.5',
    'example.com',
    '127.0.0.1.example.com',
    '',
    'LOCALHOST.',
  ])('is refused on "%s"', async (host) => {
    expect(isLoopback(host)).toBe(false);
    await expect(listen(startMock(), { port: 0, host })).rejects.toThrow(/well-known token/);
  });

  test.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('is taken on %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  test('is no token of a server for others', async () => {
    const mock = startMock({ wellKnownToken: false });
    const server = await listen(mock, { port: 0, host: '0.0.0.0' });
    const api = apiOf({ url: server.url.replace('0.0.0.0', '127.0.0.1') });
    expect((await api.get('/v1/sessions')).status).toBe(401);
    const { service } = await mock.tokens();
    expect(service).toMatch(/^qt_deploy_[0-9a-f]{32}$/);
    expect((await api.get('/v1/sessions', { token: service })).status).toBe(200);
    await server.close();
  });
});

test('a port in use is an error, and the mock server goes on', async () => {
  const { port, mock } = await startListening();
  await expect(listen(mock, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect((await apiOf(mock).get('/health')).status).toBe(200);
});

test('an IPv6 address makes a URL that works', async () => {
  const server = await listen(startMock(), { port: 0, host: '::1' });
  expect(server.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  expect((await apiOf(server).get('/health')).status).toBe(200);
  await server.close();
});

test('two servers in one process do not know of each other', async () => {
  const [one, two] = [await startListening(), await startListening()];
  const sent = event();
  expect((await apiOf(one).ingest(sent)).body).toEqual({ ingested: 1, duplicates: 0 });
  expect((await apiOf(two).get('/v1/events')).body.events).toEqual([]);
  expect((await apiOf(two).ingest(sent)).body).toEqual({ ingested: 1, duplicates: 0 });
  const { personal } = await one.mock.tokens();
  expect((await apiOf(one, personal).get('/v1/events')).status).toBe(200);
  expect((await apiOf(two, personal).get('/v1/events')).status).toBe(401);
  await one.close();
  expect((await apiOf(two).get('/v1/events')).body.events).toHaveLength(1);
});

/** A server whose answers wait for `release`; `asked` resolves when the first request is at hand. */
function slow() {
  let release!: () => void;
  let noteAsked!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  const asked = new Promise<void>((resolve) => (noteAsked = resolve));
  const mock = startMock();
  const slowed: MockServer = {
    ...mock,
    async fetch(incoming) {
      noteAsked();
      await released;
      return mock.fetch(incoming);
    },
  };
  return { slowed, asked, release };
}

describe('close', () => {
  test('lets a request at hand finish, and takes no more', async () => {
    const { slowed, asked, release } = slow();
    const server = await startListening(slowed);
    const answer = apiOf(server).ingest(event());
    await asked;
    const closed = server.close({ timeout: 60_000 });
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
    release();
    expect((await answer).body).toEqual({ ingested: 1, duplicates: 0 });
    // At once, not when the connection that the client keeps alive has timed out.
    await closed;
  }, 3_000);

  test('cuts off what takes longer than its timeout', async () => {
    const { slowed, asked } = slow();
    const server = await startListening(slowed);
    const answer = fetch(`${server.url}/health`);
    const refused = expect(answer).rejects.toThrow();
    await asked;
    await server.close({ timeout: 1 });
    await refused;
  });

  test('cuts off a body that never ends', async () => {
    const server = await startListening();
    const sending = request(`${server.url}/v1/ingest`, {
      method: 'POST',
      headers: { authorization: 'Bearer qt_deploy_YOUR_TOKEN', 'content-type': 'application/json' },
    });
    const failed = new Promise((resolve) => sending.once('error', resolve));
    await new Promise<void>((resolve) => sending.write('{"events":[', () => resolve()));
    await server.close({ timeout: 1 });
    expect(await failed).toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) });
  });

  test('ends connections that are kept alive', async () => {
    const server = await startListening();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const socket = await new Promise<Socket>((resolve) => {
      get(`${server.url}/health`, { agent }, (response) => {
        // After its end the response knows its socket no more.
        const { socket: used } = response;
        response.resume().once('end', () => resolve(used));
      });
    });
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await server.close({ timeout: 60_000 });
    await ended;
    agent.destroy();
  });

  test('ends a connection on which nothing was ever said', async () => {
    const server = await startListening();
    const silent = connect(server.port, '127.0.0.1').resume();
    const ended = new Promise((resolve) => silent.once('close', resolve));
    await new Promise((resolve) => silent.once('connect', resolve));
    // Another connection answered means that the server has seen this one.
    await rawRequest(server.port, `GET /health HTTP/1.1\r\n${CREDENTIAL}Connection: close\r\n\r\n`);
    await server.close({ timeout: 60_000 });
    await ended;
  });

  test('may be called twice, and the port is free again', async () => {
    const server = await startListening();
    await Promise.all([server.close(), server.close()]);
    await server.close();
    const again = await listen(server.mock, { port: server.port });
    expect((await apiOf(again).get('/health')).status).toBe(200);
    await again.close();
  });

  test('is what `await using` does', async () => {
    let url: string;
    {
      await using mock = startMock();
      await using server = await listen(mock, { port: 0 });
      url = server.url;
      expect((await fetch(`${url}/health`)).status).toBe(200);
    }
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });
});

test('after close the process exits by itself', async () => {
  const program = fileURLToPath(new URL('support/one-request.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program], { stdio: 'pipe' });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (err += data));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect({ code, out, err }).toEqual({ code: 0, out: '200 closed\n', err: '' });
}, 10_000);
