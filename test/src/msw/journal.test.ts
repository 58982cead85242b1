import { afterEach, beforeEach, expect, test } from 'vitest';
import { WELL_KNOWN_TOKEN } from '../../../mock-server/index.ts';
import { LIMITS } from '../../../spec/limits.ts';
import { createQuintClient } from '../../../src/index.ts';
import { Journal, type Exchange } from '../../../src/msw/journal.ts';
import { event, intercepted } from './support/handlers.ts';

let opened: ReturnType<typeof intercepted>;
beforeEach(() => {
  opened = intercepted();
});
afterEach(() => opened[Symbol.asyncDispose]());

test('it holds what was sent and what was answered, in order', async () => {
  const { client, quint } = opened;
  const batches = [{ events: [event()] }, { events: [event(), event('s-2')] }];
  for (const batch of batches) await client.ingestEvents(batch);
  await client.safe.ingestEvents({ events: [] });
  const entries = quint.journal.forOperation('ingestEvents');
  expect(entries.map(({ request }) => request.body)).toEqual([...batches, { events: [] }]);
  expect(entries.map(({ response }) => response)).toMatchObject([
    { ok: true, status: 200, body: { ingested: 1, duplicates: 0 } },
    { ok: true, status: 200, body: { ingested: 2, duplicates: 0 } },
    { ok: false, status: 400, body: { code: 'validation_failed' } },
  ]);
});

test('path and query are as values of their types', async () => {
  const { client, quint } = opened;
  await client.safe.listSessionEvents('s/1', { limit: 5 });
  await client.listEvents({ risk_min: 20, tool_name: 'a b' });
  const [first] = quint.journal.forOperation('listSessionEvents');
  expect(first).toMatchObject({
    request: { method: 'GET', params: { id: 's/1' }, query: { limit: 5 }, body: undefined },
    response: { ok: false, status: 404 },
    overridden: false,
  });
  const [second] = quint.journal.forOperation('listEvents');
  expect(second?.request.query).toEqual({ risk_min: 20, tool_name: 'a b' });
  expect(second?.request.url).toBe('https://api.quintai.dev/v1/events?risk_min=20&tool_name=a%20b');
  expect(quint.journal.list().map(({ operation }) => operation)).toEqual([
    'listSessionEvents',
    'listEvents',
  ]);
});

test('the time is that of the server’s clock', async () => {
  const { client, quint } = opened;
  quint.clock.freeze();
  await quint.clock.advance(60_000);
  await client.health();
  expect(Date.parse(quint.journal.forOperation('health')[0]!.at)).toBe(quint.clock.now());
});

test('overridden requests are in it, with what the override answered', async () => {
  const { client, msw, quint } = opened;
  msw.use(quint.ingestEvents(({ reply }) => reply({ ingested: 0, duplicates: 1 })));
  const batch = { events: [event()] };
  await client.ingestEvents(batch);
  expect(quint.journal.forOperation('ingestEvents')).toMatchObject([
    { overridden: true, request: { body: batch }, response: { body: { duplicates: 1 } } },
  ]);
});

test('no credential is in it', async () => {
  const { quint } = opened;
  const { jwt } = await quint.tokens();
  const client = createQuintClient({ token: jwt, retry: false });
  const { token, id } = await client.createToken({ name: 'n' });
  await client.safe.listSessions({ platform: WELL_KNOWN_TOKEN });
  await client.safe.ingestEvents({
    events: [{ ...event(), arguments_json: `{"h":"Authorization: Bearer ${jwt}"}` }],
  });
  const shown = JSON.stringify(quint.journal.list());
  for (const secret of [jwt, token, WELL_KNOWN_TOKEN]) expect(shown).not.toContain(secret);
  expect(quint.journal.forOperation('createToken')[0]?.response?.body).toMatchObject({
    id,
    token: '***',
  });
});

const post = (body: string) =>
  fetch('https://api.quintai.dev/v1/ingest', {
    method: 'POST',
    headers: { authorization: `Bearer ${WELL_KNOWN_TOKEN}`, 'content-type': 'application/json' },
    body,
  });

test('a body that is none, or too long, leaves no trace but the answer', async () => {
  const { quint } = opened;
  expect((await post('{')).status).toBe(400);
  expect((await post(' '.repeat(LIMITS.bodyBytes + 1))).status).toBe(413);
  const entries = quint.journal.forOperation('ingestEvents');
  expect(entries.map(({ request, response }) => [request.body, response?.status])).toEqual([
    [undefined, 400],
    [undefined, 413],
  ]);
});

test('keys such as __proto__ are data', async () => {
  const { client, quint } = opened;
  const labels = JSON.parse('{"__proto__":"polluted"}') as Record<string, string>;
  await client.ingestEvents({ events: [{ ...event(), labels }] });
  const kept = quint.journal.forOperation('ingestEvents')[0]!.request.body.events[0]!.labels!;
  expect(Object.entries(kept)).toEqual([['__proto__', 'polluted']]);
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

const exchange = (requestText: string): Exchange => ({
  operation: 'ingestEvents',
  at: 0,
  method: 'POST',
  url: 'https://api.quintai.dev/v1/ingest',
  params: {},
  requestText,
  status: 200,
  responseText: undefined,
  overridden: false,
});

test.each([
  ['the number of requests', '{}', 1_005, 1_000],
  ['the length of their bodies', ' '.repeat(LIMITS.bodyBytes), 8, 6],
])('it is bounded by %s, and says how many fell off', (_, text, recorded, kept) => {
  const journal = new Journal();
  for (let nth = 0; nth < recorded; nth++) journal.record(exchange(text));
  expect(journal.dropped).toBe(recorded - kept);
  expect(journal.list()).toHaveLength(kept);
});

test('a reset forgets it', async () => {
  const { client, quint } = opened;
  await client.health();
  await quint.reset();
  expect(quint.journal.list()).toEqual([]);
});

test('the server’s own journal, and its control plane below the base URL, see the same requests', async () => {
  const { client, quint } = opened;
  await client.health();
  const answer = await fetch('https://api.quintai.dev/_mock/journal');
  expect(await answer.json()).toMatchObject({ requests: [{ operation: 'health' }] });
  expect(quint.server.journal.list()).toHaveLength(1);
  expect(quint.journal.list()).toHaveLength(1);
});
