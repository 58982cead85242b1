import { createServer } from 'node:net';
import { getEventListeners, once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMockServer } from '../../../mock-server/index.ts';
import { LIMITS } from '../../../spec/limits.ts';
import { operations } from '../../../spec/operations.ts';
import { CannotRun, verify, type VerifyOptions } from '../../../src/verify/index.ts';
import type { Fetch } from '../../../src/verify/options.ts';
import { CREDENTIALS, isSetUp as isSetUpRequest, serve } from './support.ts';

const { token } = CREDENTIALS;

/** Takes a request, and never answers it. */
const never: Fetch = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    const end = () => reject(signal!.reason as Error);
    signal!.addEventListener('abort', end);
    if (signal!.aborted) end();
  });

/** A server that says whatever it likes to whoever connects, for the running test. */
async function serveRaw(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The mock, which answers the set-up and is at the mercy of `then` after it. */
function mockThen(then: (mock: Fetch, nth: number) => Fetch): Fetch {
  const mock = createMockServer();
  onTestFinished(() => mock.close());
  const fetch: Fetch = (url, init) => mock.fetch(url, init);
  let cases = 0;
  let isSetUp = false;
  return (url, init) => {
    if (isSetUp) return then(fetch, ++cases)(url, init);
    isSetUp = isSetUpRequest(url);
    return fetch(url, init);
  };
}

/** Why a run was not possible. */
function cannotRun(options: VerifyOptions): Promise<unknown> {
  return verify({ token, timeout: 300, ...options }).then(
    () => 'it ran',
    (error: unknown) => (error instanceof CannotRun ? error.message : error),
  );
}

describe('it cannot run, and says why, where', () => {
  test('nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    expect(await cannotRun({ baseUrl: `http://127.0.0.1:${port}` })).toMatch(
      /^the server does not answer, is it running\? http.*ECONNREFUSED/,
    );
  });

  test('the server hangs', async () => {
    const baseUrl = await serveRaw(() => {});
    expect(await cannotRun({ baseUrl })).toMatch(/there was none within 2 s$/);
  });

  test('it hangs in the middle of its answer', async () => {
    const baseUrl = await serveRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{');
    });
    expect(await cannotRun({ baseUrl })).toMatch(/there was none within 2 s$/);
  });

  test('it closes connections', async () => {
    const baseUrl = await serveRaw((socket) => socket.end());
    expect(await cannotRun({ baseUrl })).toMatch(/^the server does not answer.*there was none: /);
  });

  test('it speaks something else', async () => {
    const baseUrl = await serveRaw((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    expect(await cannotRun({ baseUrl })).toMatch(/^the server does not answer.*there was none: /);
  });

  test('it redirects', async () => {
    const baseUrl = await serve((_, response) =>
      response.writeHead(301, { location: 'https://api.test/' }).end(),
    );
    expect(await cannotRun({ baseUrl })).toBe(
      'the server redirects to https://api.test/: verify the URL it leads to',
    );
  });

  test('the token is refused, or there is none', async () => {
    const baseUrl = await serve((_, response) =>
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"no"}'),
    );
    expect(await cannotRun({ baseUrl })).toMatch(/^the token is not good.*it answered 401/);
    expect(await cannotRun({ baseUrl, token: '' })).toMatch(/^there is no token.*set `token`/);
  });

  test.each([404, 418, 429, 500, 503])('it answers %i to everything', async (status) => {
    const baseUrl = await serve((_, response) => response.writeHead(status).end('no'));
    expect(await cannotRun({ baseUrl })).toBe(
      `this is not the API, or it is out of order: ${baseUrl}/v1/sessions?limit=1: it answered ${status} no`,
    );
  });

  test.each(['<html>\n<h1>Welcome</h1>\u001b', '{"sessions":{}}', 'null', '[]', ''])(
    'it answers 200 %j, which is not the API',
    async (body) => {
      const baseUrl = await serve((_, response) => response.end(body));
      const why = await cannotRun({ baseUrl });
      expect(why).toMatch(/^this is not the API.* it answered 200/);
      // One sentence, which moves no cursor.
      expect(why).not.toMatch(/\p{Cc}/u);
    },
  );

  test('the URL has a prefix too many', async () => {
    const mock = createMockServer();
    onTestFinished(() => mock.close());
    const { service } = await mock.tokens();
    const fetch: Fetch = (url, init) => mock.fetch(url, init);
    expect(await cannotRun({ baseUrl: 'http://mock/prefix', fetch, token: service })).toMatch(
      /^this is not the API.*http:\/\/mock\/prefix\/v1\/sessions\?limit=1: it answered 404/,
    );
  });

  test.each([
    ['otherToken', 'wrong', /^otherToken \(--other-token, QUINT_OTHER_TOKEN\) is not good: .*401/],
    ['jwt', 'garbage', /^jwt \(--jwt, QUINT_JWT\) is not good: it answered 401/],
  ])('%s is refused', async (name, credential, message) => {
    const mock = createMockServer();
    onTestFinished(() => mock.close());
    const { service } = await mock.tokens();
    const fetch: Fetch = (url, init) => mock.fetch(url, init);
    const why = await cannotRun({
      baseUrl: 'http://mock',
      fetch,
      token: service,
      [name]: credential,
    });
    expect(why).toMatch(message);
    expect(why).not.toContain(credential);
  });
});

test('a probe that hangs does not hold up what follows', async () => {
  const mock = createMockServer();
  onTestFinished(() => mock.close());
  const { service } = await mock.tokens();
  const fetch: Fetch = (url, init) =>
    url.includes('/_mock') ? never(url, init) : mock.fetch(url, init);
  const options = { baseUrl: 'http://mock', fetch, token: service, only: ['listSessions/success'] };
  const { passed, durationMs } = await verify({ ...options, timeout: 600_000 });
  expect(passed).toBe(true);
  expect(durationMs).toBeLessThan(20_000);
});

/** A page, whatever is asked for. */
const html: Fetch = async () =>
  new Response('<html>Welcome</html>', { headers: { 'content-type': 'text/html' } });

test('a page of HTML for everything fails each case, and stops none', async () => {
  const fetch = mockThen(() => html);
  const report = await verify({ baseUrl: 'http://mock', fetch, timeout: 300 });
  expect(report).toMatchObject({ passed: false, counts: { passed: 0 } });
  expect(report.counts.failed).toBeGreaterThan(100);
});

test('a server that hangs is not waited for by each case', async () => {
  let requests = 0;
  const fetch = mockThen((_, nth) => {
    requests = nth;
    return never;
  });
  const report = await verify({ baseUrl: 'http://mock', fetch, timeout: 100 });
  expect(report.counts).toMatchObject({ passed: 0, skipped: 0 });
  // Three rows of twelve at most for each of the operations, where there are hundreds of cases.
  const called = new Set(report.results.map(({ operation }) => operation)).size;
  expect(report.results.length).toBeGreaterThan(called * 36);
  expect(requests).toBeLessThanOrEqual(called * 36);
  expect(report.durationMs).toBeLessThan(called * 3 * 100 * 3);
  // Also those are failures of which it would else be but a warning: they were not tried.
  const notSent = report.results.filter(
    ({ outcome, findings }) => outcome === 'failed' && !findings.at(-1)!.exchange,
  );
  expect(notSent.length).toBeGreaterThan(report.results.length / 2);
  expect(notSent[0]!.findings.at(-1)).toMatchObject({
    expected: 'an answer',
    actual: expect.stringMatching(/^the last requests to \w+ had none; this one was not sent$/),
  });
});

test('a server that dies fails what comes after', async () => {
  const fetch = mockThen((mock, nth) =>
    nth <= 100
      ? mock
      : async () => {
          throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
        },
  );
  const report = await verify({ baseUrl: 'http://mock', fetch, timeout: 1_000 });
  expect(report.passed).toBe(false);
  expect(report.counts.passed).toBeGreaterThan(0);
  expect(report.counts.failed).toBeGreaterThan(100);
});

test('a moment of silence is forgiven', async () => {
  let isSilent = true;
  const fetch = mockThen((mock, nth) => {
    // All that are under way at once.
    if (nth === 24) isSilent = false;
    return isSilent ? never : mock;
  });
  const only = ['listSessions', 'listEvents'];
  const report = await verify({ baseUrl: 'http://mock', fetch, only, timeout: 1_000 });
  expect(report.counts.failed).toBeLessThanOrEqual(24);
  expect(report.counts.passed).toBeGreaterThan(30);
});

/** All that such a server is accused of, in cases of what is merely decided. */
async function outcomes(status: number, path: string): Promise<Set<string>> {
  const fetch = mockThen((mock) => async (url, init) => {
    const isOf = init.method !== 'DELETE' && new URL(url).pathname === path;
    return isOf ? Response.json({ error: 'no' }, { status }) : mock(url, init);
  });
  const only = ['listAlerts/pipeline', 'listAlerts/filters', 'listAlerts/pages/walk'];
  const { results, passed } = await verify({ baseUrl: 'http://mock', fetch, only, timeout: 300 });
  expect(passed).toBe(false);
  return new Set(results.map(({ outcome }) => outcome));
}

describe('what could not be tried is no mere warning:', () => {
  test.each([500, 503, 429])('the operation answers %i', async (status) => {
    expect(await outcomes(status, operations.listAlerts.path)).toEqual(new Set(['failed']));
  });

  test('what has to be sent first is refused', async () => {
    const failed = new Set(['failed']);
    expect(await outcomes(404, operations.ingestEvents.path)).toEqual(failed);
  });

  test.each([404, 501])('but a server that lacks what no document shows (%i) warns', async (it) => {
    // And yet, of nothing but warnings no pass is made.
    expect(await outcomes(it, operations.listAlerts.path)).toEqual(new Set(['warned']));
  });
});

test('effects that never come are not waited for by each case', async () => {
  const fetch = mockThen((mock) => async (url, init) => {
    const isRead = /\/v1\/events\/[^/]+$/.test(new URL(url).pathname);
    return isRead ? Response.json({ error: 'no' }, { status: 404 }) : mock(url, init);
  });
  const only = ['*/pipeline/*', '*/resend/*', '*/isolation/*', 'getEvent'];
  const report = await verify({ baseUrl: 'http://mock', fetch, only, timeout: 1_500 });
  const late = report.results
    .flatMap(({ findings }) => findings)
    .filter(({ expected }) => expected.includes(' s (shorter than the timeout, '));
  expect(late.length).toBeGreaterThan(0);
});

describe('a server that takes no more for the moment is asked again', () => {
  test.each<[string, () => Record<string, string>]>([
    ['without a Retry-After', () => ({})],
    ['of 0 seconds', () => ({ 'retry-after': '0' })],
    ['of a date', () => ({ 'retry-after': new Date(Date.now() + 1_500).toUTCString() })],
  ])('%s', async (_, headersOf) => {
    const refused = new Set<string>();
    const fetch = mockThen((mock) => async (url, init) => {
      const { pathname } = new URL(url);
      if (refused.has(pathname)) return mock(url, init);
      refused.add(pathname);
      return Response.json({ error: 'no' }, { status: 429, headers: headersOf() });
    });
    const only = ['stream/live', 'listSessions/success'];
    const report = await verify({ baseUrl: 'http://mock', fetch, only, strict: true });
    expect(refused.size).toBeGreaterThan(1);
    expect(refused).toContain(operations.stream.path);
    expect(report.counts).toMatchObject({ warned: 0, failed: 0, skipped: 0 });
  });

  test('but not before it says', async () => {
    let again = 0;
    let refusedAt: number | undefined;
    const fetch = mockThen((mock) => async (url, init) => {
      if (refusedAt !== undefined) {
        again ||= performance.now() - refusedAt;
        return mock(url, init);
      }
      refusedAt = performance.now();
      // Dates are whole seconds.
      const date = new Date(Date.now() + 2_000).toUTCString();
      return Response.json({}, { status: 429, headers: { 'retry-after': date } });
    });
    const only = [`listAlerts/pages/limit-${LIMITS.page.max}`];
    expect((await verify({ baseUrl: 'http://mock', fetch, only })).passed).toBe(true);
    expect(again).toBeGreaterThan(900);
  });
});

describe('an error of a callback', () => {
  test('ends the run, and is what it rejects with', async () => {
    const error = new Error('of the caller');
    let calls = 0;
    let sent = 0;
    const fetch = mockThen((mock, nth) => {
      sent = nth;
      return mock;
    });
    const onResult = () => {
      calls++;
      throw error;
    };
    await expect(verify({ baseUrl: 'http://mock', fetch, onResult })).rejects.toBe(error);
    expect(calls).toBe(1);
    const before = sent;
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
    expect(sent).toBe(before);
  });

  test('also while the server hangs', async () => {
    const error = new Error('of the caller');
    const fetch = mockThen((mock, nth) => (nth === 1 ? mock : never));
    const running = verify({
      baseUrl: 'http://mock',
      fetch,
      timeout: 600_000,
      only: ['health', 'ready', 'listSessions/success'],
      onResult() {
        throw error;
      },
    });
    await expect(running).rejects.toBe(error);
  });
});

describe('a run that is stopped', () => {
  test('reports what was found by then, and has not passed', async () => {
    const stop = new AbortController();
    let done = 0;
    const report = await verify({
      baseUrl: 'http://mock',
      fetch: mockThen((mock) => mock),
      signal: stop.signal,
      onResult: () => void (++done === 20 && stop.abort()),
    });
    expect(report).toMatchObject({ passed: false, aborted: true, counts: { failed: 0 } });
    expect(report.counts.passed).toBeGreaterThanOrEqual(19);
    const left = report.results.filter(({ outcome }) => outcome === 'skipped');
    expect(left.length).toBe(report.results.length - report.counts.passed - report.counts.warned);
    expect(left[0]!.reason).toBe('the run was stopped before it was tried to its end');
  });

  test('ends at once, also while a server hangs', async () => {
    const stop = new AbortController();
    const running = verify({
      baseUrl: 'http://mock',
      fetch: mockThen((_, nth) => {
        if (nth === 6) stop.abort();
        return never;
      }),
      signal: stop.signal,
      timeout: 600_000,
    });
    expect(await running).toMatchObject({ aborted: true, counts: { passed: 0, failed: 0 } });
  });

  test('has its signal listened to once, and not at all in the end', async () => {
    const stop = new AbortController();
    const listeners = () => getEventListeners(stop.signal, 'abort').length;
    const seen = new Set<number>();
    await verify({
      baseUrl: 'http://mock',
      fetch: mockThen((mock) => (url, init) => {
        seen.add(listeners());
        return mock(url, init);
      }),
      signal: stop.signal,
      only: ['listEvents', 'stream'],
    });
    expect([...seen]).toEqual([1]);
    expect(listeners()).toBe(0);
  });

  test('before it has begun', async () => {
    const fetch = mockThen((mock) => mock);
    const report = await verify({ baseUrl: 'http://mock', fetch, signal: AbortSignal.abort() });
    expect(report).toMatchObject({ passed: false, aborted: true });
    expect(report.counts.skipped).toBe(report.results.length);
  });
});
