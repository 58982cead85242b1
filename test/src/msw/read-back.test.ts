import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { setupServer } from 'msw/node';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createMockServer, WELL_KNOWN_TOKEN } from '../../../mock-server/index.ts';
import { createQuintClient } from '../../../src/index.ts';
import { quintHandlers } from '../../../src/msw/index.ts';
import { clientAt, event, intercepted } from './support/handlers.ts';

afterEach(() => vi.unstubAllGlobals());

test('what is posted can be read back, at the URL that the client has by default', async () => {
  await using opened = intercepted();
  const { client } = opened;
  expect(await client.ingestEvents({ events: [event(), event('s-1:sub:1')] })).toEqual({
    ingested: 2,
    duplicates: 0,
  });
  expect(await client.getSession('s-1')).toMatchObject({
    state: 'active',
    children: [{ id: 's-1:sub:1', parent_id: 's-1' }],
    risk_summary: { total_events: 1 },
  });
  const { events } = await client.listEvents({ session_id: 's-1' });
  expect(events).toHaveLength(1);
});

test.each([
  ['https://api.test', 'https://api.test'],
  ['https://api.test/', 'https://api.test'],
  ['http://api.test:8080/behind/a/prefix', 'http://api.test:8080/behind/a/prefix'],
  ['https://api.test/a+b(c)[d]', 'https://api.test/a+b(c)[d]'],
  ['*', 'https://anywhere.test'],
  ['*/behind', 'http://anywhere.test:1/behind'],
])('baseUrl %s answers a client at %s', async (baseUrl, url) => {
  await using opened = intercepted({ baseUrl });
  await clientAt(url).ingestEvents({ events: [event('odd/id?')] });
  expect(await clientAt(url).getSession('odd/id?')).toMatchObject({ id: 'odd/id?' });
  expect(opened.quint.journal.list()).toHaveLength(2);
});

test('a baseUrl may be a URL', async () => {
  await using _ = intercepted({ baseUrl: new URL('https://api.test/quint') });
  expect(await clientAt('https://api.test/quint').health()).toEqual({ status: 'ok' });
});

test('a relative baseUrl is relative to the page', async () => {
  vi.stubGlobal('location', new URL('http://page.test/app/'));
  await using _ = intercepted({ baseUrl: '/api' });
  expect(await clientAt('http://page.test/api').health()).toEqual({ status: 'ok' });
});

test.each([
  ['/api', 'https://api.example.com/api'],
  ['api.test', 'https://api.test'],
  ['//api.test/x', 'https://api.test/x'],
  ['127.0.0.1', 'http://127.0.0.1'],
])('without a page, a relative baseUrl says so: "%s"', (baseUrl, remedy) => {
  expect(() => quintHandlers({ baseUrl })).toThrow(
    `baseUrl "${baseUrl}" is relative, and here is no page that it could be relative to; write the whole URL, like ${remedy}`,
  );
});

const STAR = '; `*` stands for a whole origin, and only a path may follow it, like */api';

describe.each([
  ['in Node', undefined],
  ['in a page', new URL('http://page.test/app/')],
])('%s', (_, location) => {
  test.each([
    ['ftp://api.test', ''],
    ['https://', ''],
    ['https://api.test?x', ''],
    ['data:,x', ''],
    ['', ''],
    ['*api', STAR],
    ['**', STAR],
    ['*.quintai.dev', STAR],
    ['https://*.quintai.dev', STAR],
    ['https://api.test/*', STAR],
    ['*/api/*', STAR],
    ['*/a b', '; write */a%20b'],
    ['*/a?b', '; write */a'],
    ['127.0.0.1:9', '; write http://127.0.0.1:9'],
    ['localhost:3000/api', '; write http://localhost:3000/api'],
    ['[::1]:9', '; write http://[::1]:9'],
    ['api.test:8443', '; write https://api.test:8443'],
  ])('a baseUrl that is none says how to mend it: "%s"', (baseUrl, remedy) => {
    vi.stubGlobal('location', location);
    expect(() => quintHandlers({ baseUrl })).toThrow(
      new TypeError(
        `baseUrl must be like https://api.example.com/prefix, /prefix of this page, or * for any origin, not "${baseUrl}"${remedy}`,
      ),
    );
  });

  test.each([
    'http://u:secret@api.test',
    'http://u:sec/secret@api.test',
    'HTTP://u:sec?@secret@api.test',
    'u:secret@api.test',
    'u:1/secret@api.test',
    '*u:secret@api.test',
    'http://u:secret@*.api.test',
  ])('no message shows a password: %s', (baseUrl) => {
    vi.stubGlobal('location', location);
    expect(() => quintHandlers({ baseUrl })).toThrow(TypeError);
    expect(() => quintHandlers({ baseUrl })).not.toThrow('secret');
  });
});

test('user and password are to be left out', () => {
  expect(() => quintHandlers({ baseUrl: 'https://u:p@api.test' })).toThrow(
    '"https://***@api.test"; leave user and password out',
  );
});

test('a request that is no operation gets an explanation', async () => {
  await using _ = intercepted({ baseUrl: 'https://api.test/quint' });
  const answers = await Promise.all([
    fetch('https://api.test/quint/v1/injest', { method: 'POST' }),
    fetch('https://api.test/quint/v1/ingest'),
    fetch('https://api.test/quint'),
  ]);
  const told = answers.map(async (answer) => [answer.status, (await answer.json()).error]);
  expect(await Promise.all(told)).toEqual([
    [404, 'There is no POST /v1/injest in the contract.'],
    [405, '/v1/ingest takes POST, not GET.'],
    [404, 'There is no GET / in the contract.'],
  ]);
});

test('requests elsewhere are untouched', async () => {
  const elsewhere = createServer((_, answer) => answer.end('elsewhere')).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  const { port } = elsewhere.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  // The first shares the beginning of the text, the second the path of an operation.
  const quint = quintHandlers({ baseUrl: `${url}/quint` });
  const msw = setupServer(...quint);
  msw.listen({ onUnhandledRequest: 'bypass' });
  try {
    for (const path of ['/quintessence', '/v1/ingest', '/']) {
      expect(await (await fetch(url + path)).text()).toBe('elsewhere');
    }
    expect((await fetch(`${url}/quint/health`)).status).toBe(200);
  } finally {
    msw.close();
    elsewhere.close();
  }
});

test('with *, only what is of the contract is taken: the rest may be the page’s own', async () => {
  await using _ = intercepted({ baseUrl: '*' });
  await expect(fetch('https://page.test/main.js')).rejects.toThrow();
  expect((await fetch('https://page.test/v1/ingest')).status).toBe(405);
});

test('a body may be compressed', async () => {
  await using opened = intercepted();
  const batch = { events: [event(), event()] };
  const answer = await fetch('https://api.quintai.dev/v1/ingest', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${WELL_KNOWN_TOKEN}`,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    },
    body: gzipSync(JSON.stringify(batch)),
  });
  expect(await answer.json()).toEqual({ ingested: 2, duplicates: 0 });
  expect(opened.quint.journal.forOperation('ingestEvents')[0]?.request.body).toEqual(batch);
});

test('what the server refuses is refused as over HTTP', async () => {
  await using opened = intercepted();
  const { client, quint } = opened;
  const { error } = await client.safe.ingestEvents({ events: [{ ...event(), event_id: 'x' }] });
  expect(error).toMatchObject({ status: 400, issues: [{ pointer: '/events/0/event_id' }] });
  const stranger = createQuintClient({ token: 'qt_deploy_of_nobody', retry: false });
  expect((await stranger.safe.listSessions()).error).toMatchObject({ status: 401 });
  const { jwt } = await quint.tokens();
  const { tokens } = await createQuintClient({ token: jwt, retry: false }).listTokens();
  expect(tokens.length).toBeGreaterThan(0);
});

test('two handles do not know of each other', async () => {
  const [left, right] = ['https://left.test', 'https://right.test'];
  const quints = [quintHandlers({ baseUrl: left! }), quintHandlers({ baseUrl: right! })];
  const msw = setupServer(...quints[0]!, ...quints[1]!);
  msw.listen({ onUnhandledRequest: 'error' });
  try {
    await clientAt(left).ingestEvents({ events: [event()] });
    quints[1]!.faults.add({ match: { operation: 'listSessions' }, status: 503 });
    msw.use(quints[1]!.getSession(({ refuse }) => refuse('unavailable')));
    expect(await clientAt(left).getSession('s-1')).toMatchObject({ id: 's-1' });
    expect((await clientAt(left).listSessions()).sessions).toHaveLength(1);
    expect((await clientAt(right).safe.listSessions()).error?.status).toBe(503);
    expect(quints.map(({ journal }) => journal.list().length)).toEqual([3, 1]);
    await quints[0]!.close();
    expect((await clientAt(left).safe.health()).error?.status).toBe(503);
    expect((await clientAt(right).health()).status).toBe('ok');
  } finally {
    msw.close();
    await Promise.all(quints.map((quint) => quint.close()));
  }
});

test('a given server is shared, and not closed', async () => {
  await using server = createMockServer();
  {
    await using opened = intercepted({ server });
    await opened.client.ingestEvents({ events: [event()] });
    expect(opened.quint.server).toBe(server);
  }
  const headers = { authorization: `Bearer ${WELL_KNOWN_TOKEN}` };
  expect((await server.fetch('http://mock/v1/sessions/s-1', { headers })).status).toBe(200);
});
