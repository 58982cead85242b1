import { describe, expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.ts';
import { Alert } from '../../../spec/schemas/alert.ts';
import { Session } from '../../../spec/schemas/session.ts';
import { apiOf, startApi } from '../support/api.ts';
import { event, SEED_START } from '../support/samples.ts';
import { Listener } from './support.ts';

const TOKEN = 'qt_deploy_YOUR_TOKEN';

async function open(mock: MockServer, headers: Record<string, string> = {}, token = TOKEN) {
  const response = await mock.fetch('http://mock/v1/stream', {
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  expect(response.status).toBe(200);
  return new Listener(response.body!);
}

test('what was ingested is told, as the lists would show it', async () => {
  const { mock, ...api } = startApi();
  const listener = await open(mock);
  await api.report(SEED_START);
  await api.ingest(event({ session_id: SEED_START.session_id, decision: 'block' }));
  const told = await listener.take(2);
  const session = told.find((each) => each.event === 'session.upserted')!.data;
  const alert = told.find((each) => each.event === 'alert.created')!.data;
  expect(Session.parse(session)).toEqual(session);
  expect(Alert.strict().parse(alert)).toEqual(alert);
  expect((await api.get('/v1/sessions')).body.sessions).toEqual([session]);
  expect((await api.get('/v1/alerts')).body.alerts).toEqual([alert]);
});

test('what changes nothing is not told', async () => {
  const { mock, ...api } = startApi();
  const listener = await open(mock);
  const sent = event({ session_id: 's-1' });
  await api.ingest(sent);
  await api.ingest(sent, event({ session_id: 's-1' }));
  await mock.drain();
  await api.report({ session_id: 's-2', state: 'active', timestamp: '2026-04-25T03:09:11Z' });
  const told = await listener.take(2);
  expect(told.map(({ data }) => data.id)).toEqual(['s-1', 's-2']);
});

test('its headers are those of an event stream', async () => {
  const { mock } = startApi();
  const response = await mock.fetch('http://mock/v1/stream', {
    headers: { authorization: `Bearer ${TOKEN}`, accept: 'text/event-stream' },
  });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  await response.body!.cancel();
});

test('Last-Event-ID resumes', async () => {
  const { mock, ...api } = startApi();
  const listener = await open(mock);
  for (const session_id of ['s-1', 's-2', 's-3']) {
    await api.ingest(event({ session_id }));
    // There is no order between sessions.
    await mock.drain();
  }
  const [first] = await listener.take(1);
  await listener.cancel();
  const again = await open(mock, { 'Last-Event-ID': `${first!.id}` });
  expect((await again.take(2)).map(({ data }) => data.id)).toEqual(['s-2', 's-3']);
  const lost = await open(mock, { 'last-event-id': '0' });
  expect(await lost.next()).toMatchObject({ event: 'reset' });
});

describe('refused', () => {
  test.each(['', ' ', 'x', '-1', '1.5', '1e3', '12345678901234567'])(
    'is the Last-Event-ID "%s"',
    async (id) => {
      const answer = await startApi().get('/v1/stream', { headers: { 'Last-Event-ID': id } });
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 'validation_failed', issues: [{ pointer: 'Last-Event-ID' }] },
      });
    },
  );

  test('is a client that takes no event stream', async () => {
    const { get } = startApi();
    const answer = await get('/v1/stream', { headers: { accept: 'application/json' } });
    expect(answer.status).toBe(406);
  });

  test('is who may not read', async () => {
    const { mock, get } = startApi();
    const { install } = await mock.tokens();
    expect((await get('/v1/stream', { token: null })).status).toBe(401);
    expect((await get('/v1/stream', { token: 'qt_deploy_unknown' })).status).toBe(401);
    expect((await get('/v1/stream', { token: install })).status).toBe(403);
  });
});

test('two orgs with the same ids hear nothing of each other, live and replayed', async () => {
  const { mock } = startApi();
  const orgs = await Promise.all(
    ['org_a', 'org_b'].map(async (org_id) => {
      const token = await mock.mintToken({ org_id, type: 'service' });
      return { api: apiOf(mock, token), token, listener: await open(mock, {}, token) };
    }),
  );
  const platforms = ['cursor', 'windsurf'];
  for (const [index, { api }] of orgs.entries()) {
    await api.ingest(event({ session_id: 's', platform: platforms[index]! }));
    await mock.drain();
    await api.ingest(event({ session_id: `only-${index}`, platform: platforms[index]! }));
  }
  for (const [index, { listener, token }] of orgs.entries()) {
    const told = await listener.take(2);
    const expected = ['s', `only-${index}`].map((id) => ({ id, platform: platforms[index] }));
    expect(told.map(({ data }) => data)).toMatchObject(expected);
    const replayed = await open(mock, { 'Last-Event-ID': `${told[0]!.id}` }, token);
    expect((await replayed.next())!.data).toMatchObject({ id: `only-${index}` });
  }
});

test('HEAD answers the headers, ends, and leaves no stream open', async () => {
  const api = startApi();
  const answer = await api.send('HEAD', '/v1/stream');
  expect(answer).toMatchObject({ status: 200, text: '' });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
});

test('closing the server ends the streams', async () => {
  const { mock } = startApi();
  const listener = await open(mock);
  await mock.close();
  expect(await listener.next()).toBeUndefined();
});

// Issue 3: a revocation is effective at once.
test.each([
  ['revoked', 'DELETE', '', undefined, true],
  ['rotated', 'POST', '/rotate', undefined, true],
  ['rotated with grace', 'POST', '/rotate', { grace_seconds: 60 }, false],
] as const)('of a token that is %s', async (_, method, path, body, ends) => {
  const { mock } = startApi();
  const { jwt } = await mock.tokens();
  const api = apiOf(mock, jwt);
  const { id, token } = (await api.post('/v1/deploy-tokens', { name: 'n' })).body;
  const [own, other, ofJwt] = [
    await open(mock, {}, token),
    await open(mock),
    await open(mock, {}, jwt),
  ];
  await api.send(method, `/v1/deploy-tokens/${id}${path}`, {
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  await mock.seed({ events: [event({ session_id: 's' })] });
  for (const listener of [other, ofJwt]) expect((await listener.next())?.data.id).toBe('s');
  expect((await own.next())?.data.id).toBe(ends ? undefined : 's');
});
