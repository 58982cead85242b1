import { expect, test } from 'vitest';
import { VirtualClock } from '../../../mock-server/index.ts';
import { apiOf, pointers, startApi, startMock } from '../support/api.ts';
import { startListening } from '../support/http.ts';
import { event } from '../support/samples.ts';
import { parseExposition } from './support/exposition.ts';

interface Listed {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly string[];
  readonly example: string;
}

test('GET /_mock lists everything there is, each with an example that works', async () => {
  const server = await startListening();
  const api = apiOf(server, 'no credential');
  const { routes } = (await api.get('/_mock')).body as { routes: Listed[] };
  expect(routes.length).toBeGreaterThan(20);
  const sent = event({ event_id: '7f9c24e8-3b12-4fef-91e0-a4c5e8d2b610' });
  await apiOf(server).ingest(sent);
  for (const { name, path, example } of routes) {
    expect(example, name).toContain(`${server.url}${path.split('{')[0]}`);
    const [, verb = 'GET', url] = /^curl (?:-X (\w+) )?'?([^' ]+)/.exec(example)!;
    const body = / -d '(.*)'$/.exec(example)?.[1];
    if (name === 'waitFor' || name === 'state.import') continue; // one would wait, one needs a file
    const response = await fetch(url!, {
      method: verb,
      ...(body && { body, headers: { 'content-type': 'application/json' } }),
    });
    await response.arrayBuffer();
    expect(response.status, example).toBe(200);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('GET /_mock tells which parameters and keys there are', async () => {
  const { routes } = (await startApi().get('/_mock')).body as { routes: Listed[] };
  const of = (wanted: string) => routes.find(({ name }) => name === wanted)!;
  expect(of('journal.list').parameters).toContain('session_id');
  expect(of('clock.advance')).toMatchObject({ parameters: [], body: ['ms'] });
  expect(of('clock.freeze')).not.toHaveProperty('body');
});

test('a key that is none is told which there are', async () => {
  const api = startApi();
  const answer = await api.post('/_mock/clock/advance', { ms: 1, seconds: 1 });
  expect(answer.body.error).toContain('"seconds"; there are ms');
  const wrong = await api.post('/_mock/faults', { match: { queue: 'pipeline' }, fail: 'no' });
  expect(wrong.body.error).toContain('quint-events-pipeline');
});

test('the names of the routes are those of the handle', async () => {
  const api = startApi();
  const { routes } = (await api.get('/_mock/')).body as { routes: Listed[] };
  for (const { name } of routes) {
    if (name === 'seed.list') continue; // there the scenarios are a type
    let value: unknown = api.mock;
    for (const part of name.split('.')) value = (value as Record<string, unknown>)[part];
    expect(value, name).toBeTypeOf(name === 'clock' ? 'object' : 'function');
  }
});

test('an unknown path is told what there is', async () => {
  const answer = await startApi().get('/_mock/nothing');
  expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(answer.body.error).toContain('/_mock/trace/{event_id}');
});

test.each([
  ['DELETE', '/_mock/clock', 'GET, HEAD'],
  ['GET', '/_mock/drain', 'POST'],
  ['PATCH', '/_mock/faults', 'GET, HEAD, POST, DELETE'],
  ['POST', '/metrics', 'GET, HEAD'],
])('%s %s is a 405', async (method, path, allow) => {
  const answer = await startApi().send(method, path);
  expect(answer).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
  expect(answer.headers.get('allow')).toBe(allow);
});

test('HEAD answers as GET, without a body', async () => {
  const api = startApi();
  for (const path of ['/_mock', '/_mock/clock', '/metrics', '/_mock/state', '/_mock/nothing']) {
    const get = await api.mock.fetch(`http://mock${path}`);
    const head = await api.mock.fetch(`http://mock${path}`, { method: 'HEAD' });
    expect(head.status).toBe(get.status);
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    expect(await head.text()).toBe('');
    await get.text();
  }
});

test('a parameter that is none is refused', async () => {
  const api = startApi();
  const answer = await api.send('POST', '/_mock/drain?timeout=5');
  expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  expect(pointers(answer)).toEqual(['timeout']);
  expect(answer.body.error).toContain('timeout_ms');
  expect((await api.get('/_mock/clock?a=1&b=2')).body.issues).toHaveLength(2);
});

test('the control plane is neither counted nor recorded as the product', async () => {
  const api = startApi();
  await api.get('/_mock/clock');
  expect(api.mock.journal.list()).toEqual([]);
});

test('faults are added, listed, removed and cleared', async () => {
  const api = startApi();
  const rule = { match: { operation: 'listEvents' }, status: 503 };
  const { body: added } = await api.post('/_mock/faults', rule);
  expect((await api.get('/v1/events')).status).toBe(503);
  expect((await api.get('/_mock/faults')).body.faults).toMatchObject([{ id: added.id, hits: 1 }]);
  expect((await api.send('DELETE', `/_mock/faults/${added.id}`)).body).toEqual({ ok: true });
  expect((await api.send('DELETE', `/_mock/faults/${added.id}`)).status).toBe(404);
  await api.post('/_mock/faults', rule);
  await api.send('DELETE', '/_mock/faults');
  expect((await api.get('/v1/events')).status).toBe(200);
  expect(pointers(await api.post('/_mock/faults', { status: 200 }))).toContain('/status');
});

test('the journal is filtered and cleared', async () => {
  const api = startApi();
  await api.get('/v1/events');
  await api.get('/v1/events?limit=0');
  const { requests, dropped } = (await api.get('/_mock/journal?status=4xx')).body;
  expect(dropped).toBe(0);
  expect(requests).toMatchObject([{ operation: 'listEvents', status: 400 }]);
  expect((await api.get('/_mock/journal?status=400&limit=1')).body.requests).toHaveLength(1);
  expect(pointers(await api.get('/_mock/journal?status=4x'))).toEqual(['status']);
  await api.send('DELETE', '/_mock/journal?org_id=other');
  expect((await api.get('/_mock/journal')).body.requests).toHaveLength(2);
  await api.send('DELETE', '/_mock/journal');
  expect((await api.get('/_mock/journal')).body.requests).toEqual([]);
});

test('the metrics are a page of Prometheus', async () => {
  const api = startApi({ clock: new VirtualClock(), retain: { events: 1 } });
  const sent = event();
  await api.ingest(sent, event());
  await api.mock.drain();
  await api.ingest(sent);
  const response = await api.mock.fetch('http://mock/metrics');
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const families = parseExposition(await response.text());
  const valueOf = (name: string, label: string) =>
    families
      .get(`quint_mock_${name}`)!
      .samples.find(({ labels }) => Object.values(labels).includes(label))?.value;
  expect(valueOf('queue_approximate_number_of_messages_visible', 'quint-events-pipeline')).toBe(0);
  expect(valueOf('deduplicated_messages_total', 'quint-events-dev')).toBe(1);
  expect(valueOf('dropped_total', 'actions')).toBe(1);
});

test('the server’s own key verifies what the server signs', async () => {
  const mock = startMock();
  const { keys } = (await apiOf(mock).get('/_mock/jwks.json')).body;
  expect(keys).toEqual((await mock.jwks()).keys);
  expect(JSON.stringify(keys)).not.toContain('"d":');
});

test('credentials of another org can be had over HTTP, an expired JWT too', async () => {
  const api = startApi();
  const mint = async (path: string, body: object) => (await api.post(path, body)).body;
  const { token } = await mint('/_mock/mintToken', { org_id: 'acme', type: 'personal' });
  const { jwt } = await mint('/_mock/mintJwt', { org_id: 'acme', expires_in: 60 });
  const late = await mint('/_mock/mintJwt', { org_id: 'acme', expires_in: 0 });
  expect((await api.get('/v1/sessions', { token })).status).toBe(200);
  const listed = await api.get('/v1/deploy-tokens', { token: jwt });
  expect(listed.body.tokens.map(({ name }: { name: string }) => name)).toEqual(['personal']);
  expect((await api.get('/v1/sessions', { token: late.jwt })).status).toBe(401);
  const odd = await api.post('/_mock/mintToken', { org_id: 'a b', type: 'service' });
  expect(odd).toMatchObject({ status: 400, body: { issues: [{ pointer: '/org_id' }] } });
});
