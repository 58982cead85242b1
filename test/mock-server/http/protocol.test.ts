import { describe, expect, test } from 'vitest';
import { operations, type Operation } from '../../../spec/operations.ts';
import { apiOf, startApi } from '../support/api.ts';
import { CREDENTIAL, rawBody, rawRequest, startListening } from '../support/http.ts';
import { event, uuid } from '../support/samples.ts';

describe('404', () => {
  test.each([
    '/',
    '/v1',
    '/v1/',
    '/V1/ingest',
    '/v1/ingest/',
    '/v1/sessions/',
    '/v1/sessions//events',
    '/v1/sessions/a/b',
    '/v1/sessions/a/events/b',
    '//v1/sessions',
    '/v1/events/ingest/x',
    '/v1/machines/x',
    '/v1/team',
    '/v1/detections',
    '/_mock/tokens',
    '/__proto__',
    '/constructor',
    '/openapi.json',
  ])('%s', async (path) => {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
      const answer = await startApi().send(method, path);
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  test('needs no credential', async () => {
    expect((await startApi().get('/nowhere', { token: null })).status).toBe(404);
  });

  test('of what was never sent', async () => {
    const api = startApi();
    for (const path of [
      'sessions/x',
      'sessions/x/events',
      'sessions/x/children',
      `events/${uuid(0xffff)}`,
    ]) {
      expect(await api.get(`/v1/${path}`)).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
    }
  });
});

describe('405, with Allow', () => {
  const paths = new Map<string, Set<string>>();
  for (const { path, method } of Object.values<Operation>(operations)) {
    const concrete = path.replace('{id}', uuid(1));
    const allowed = paths.get(concrete) ?? new Set();
    allowed.add(method);
    if (method === 'GET') allowed.add('HEAD');
    paths.set(concrete, allowed);
  }
  // It may also be read as a session.
  paths.set('/v1/sessions/ingest', new Set(['POST', 'GET', 'HEAD']));
  const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'];

  test.each([...paths])('%s', async (path, allowed) => {
    const api = startApi();
    for (const method of METHODS.filter((each) => !allowed.has(each))) {
      const answer = await api.send(method, path, {}, { token: null });
      expect(answer.status, method).toBe(405);
      expect(answer.headers.get('allow')?.split(', ').toSorted()).toEqual([...allowed].toSorted());
      if (method !== 'HEAD') expect(answer.body.code).toBe('method_not_allowed');
    }
  });
});

const accepting = async (accept: string) =>
  (await startApi().get('/v1/sessions', { headers: { accept } })).status;

describe('Accept', () => {
  test.each([
    '*/*',
    'application/json',
    'APPLICATION/JSON',
    'application/*',
    'application/json; charset=utf-8',
    'text/html, application/xhtml+xml, */*;q=0.8',
    'application/json;q=0.001',
    'text/html;q=0, */*',
    '*/*;q=0, application/json',
    '',
  ])('"%s" is answered', async (accept) => {
    expect(await accepting(accept)).toBe(200);
  });

  test.each([
    'text/html',
    'text/*',
    'application/xml',
    'application/problem+json',
    'text/event-stream',
    'application/json;q=0',
    'application/json; q=0.000, */*',
    '*/*;q=0',
    'nonsense',
  ])('"%s" is 406', async (accept) => {
    expect(await accepting(accept)).toBe(406);
  });

  test('nothing happens to what is refused', async () => {
    const api = startApi();
    const refused = await api.post(
      '/v1/ingest',
      { events: [event()] },
      { headers: { accept: 'text/html' } },
    );
    expect(refused.body.code).toBe('not_acceptable');
    expect((await api.get('/v1/events')).body.events).toEqual([]);
  });
});

describe('HEAD', () => {
  test.each(['/health', '/v1/sessions', '/v1/events', '/v1/sessions/here'])(
    '%s answers as GET does, without a body',
    async (path) => {
      const api = apiOf(await startListening());
      await api.ingest(event({ session_id: 'here' }));
      const [get, head] = [await api.get(path), await api.send('HEAD', path)];
      expect(head).toMatchObject({ status: 200, text: '' });
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    },
  );

  test('errors as well', async () => {
    const api = apiOf(await startListening());
    expect(await api.send('HEAD', '/v1/sessions/x')).toMatchObject({ status: 404, text: '' });
    expect(await api.send('HEAD', '/v1/sessions', {}, { token: null })).toMatchObject({
      status: 401,
      text: '',
    });
  });
});

describe('ids that a path cannot hold', () => {
  test.each([
    ['an emoji', '%F0%9F%99%82'],
    ['a space', 'a%20b'],
    ['a line break', 'a%0A'],
    ['a null byte', '%00'],
    ['a letter with an accent', '%C3%A9'],
    ['129 characters', 'x'.repeat(129)],
    ['129 characters, encoded', '%2F'.repeat(129)],
    ['half an escape', '%'],
    ['half an escape', 'a%2'],
    ['no escape', '%zz'],
    ['no UTF-8', '%ff'],
  ])('%s is 400, with the name of the parameter', async (_, id) => {
    const api = startApi();
    for (const path of [`/v1/sessions/${id}`, `/v1/sessions/${id}/events`, `/v1/events/${id}`]) {
      const answer = await api.get(path);
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
      expect(answer.body.issues).toMatchObject([{ pointer: 'id' }]);
    }
  });
});

const ask = async (request: string) => {
  const server = await startListening();
  const received = await rawRequest(server.port, request);
  expect((await apiOf(server).get('/health')).status).toBe(200);
  return received;
};

describe('requests that no fetch would make', () => {
  const END = 'Connection: close\r\n\r\n';

  test.each([
    ['a backslash in the path', `GET /v1/sessions/a\\b HTTP/1.1\r\n${CREDENTIAL}${END}`],
    ['a Host with a space', `GET /health HTTP/1.1\r\nHost: a b\r\n${END}`],
    ['a Host with a path', `GET /health HTTP/1.1\r\nHost: a/b\r\n${END}`],
    ['no path at all', `OPTIONS * HTTP/1.1\r\nHost: localhost\r\n${END}`],
  ])('%s: 400, in the usual form', async (_, request) => {
    const received = await ask(request);
    expect(received).toMatch(/^HTTP\/1\.1 400 /);
    const body = rawBody(received);
    expect(body).toMatchObject({ code: 'validation_failed', error: expect.any(String) });
    expect(received).toContain(`x-request-id: ${body.request_id}`);
  });

  test.each([
    ['garbage', 'GARBAGE\r\n\r\n'],
    [
      'two lengths',
      `POST /v1/ingest HTTP/1.1\r\n${CREDENTIAL}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    ],
    [
      'a length and chunks',
      `POST /v1/ingest HTTP/1.1\r\n${CREDENTIAL}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    [
      'chunks that are none',
      `POST /v1/ingest HTTP/1.1\r\n${CREDENTIAL}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    ],
    ['a header without an end', `GET /health HTTP/1.1\r\nX: ${'x'.repeat(100_000)}`],
  ])('%s: refused, and the server lives on', async (_, request) => {
    expect(await ask(request)).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  test('TRACE echoes nothing', async () => {
    const received = await ask(`TRACE /v1/sessions HTTP/1.1\r\n${CREDENTIAL}${END}`);
    expect(received).toMatch(/^HTTP\/1\.1 405 /);
    expect(received).not.toContain('qt_deploy');
  });

  test('an absolute URL is served, whatever its host', async () => {
    const received = await ask(
      `GET http://elsewhere.test/health HTTP/1.1\r\nHost: localhost\r\n${END}`,
    );
    expect(received).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('Expect: 100-continue is answered, as curl wants it for large bodies', async () => {
    const body = JSON.stringify({ events: [event()] });
    const received = await ask(
      `POST /v1/ingest HTTP/1.1\r\n${CREDENTIAL}Expect: 100-continue\r\nContent-Length: ${body.length}\r\n${END}${body}`,
    );
    expect(received).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });

  test('two Authorization headers are no credential', async () => {
    const received = await ask(
      `GET /v1/sessions HTTP/1.1\r\n${CREDENTIAL}Authorization: Bearer qt_deploy_YOUR_TOKEN\r\n${END}`,
    );
    expect(received).toMatch(/^HTTP\/1\.1 401 /);
  });
});

test('a large body that is refused unread leaves the connection usable', async () => {
  const api = apiOf(await startListening());
  const body = new Uint8Array(2 * 1024 * 1024);
  expect((await api.post('/v1/ingest', body, { token: 'unknown' })).status).toBe(401);
  expect((await api.post('/v1/nowhere', body)).status).toBe(404);
  expect((await api.ingest(event())).status).toBe(200);
});

test('each answer has a request id of its own', async () => {
  const api = startApi();
  const ids = await Promise.all(
    Array.from({ length: 50 }, async () => (await api.get('/health')).headers.get('x-request-id')),
  );
  expect(new Set(ids).size).toBe(50);
});
