import { afterEach, beforeEach, expect, test } from 'vitest';
import { createQuintClient } from '../../../src/index.ts';
import { event, intercepted } from './support/handlers.ts';

let opened: ReturnType<typeof intercepted>;
beforeEach(() => {
  opened = intercepted();
});
afterEach(() => opened[Symbol.asyncDispose]());

test('faults are injected, and a client that tries again gets through', async () => {
  const { quint } = opened;
  quint.faults.add({ match: { operation: 'ingestEvents' }, status: 503, times: 2 });
  const client = createQuintClient({ token: 'qt_deploy_YOUR_TOKEN', retry: { maxDelay: 0 } });
  expect(await client.ingestEvents({ events: [event()] })).toMatchObject({ ingested: 1 });
  const statuses = quint.journal
    .forOperation('ingestEvents')
    .map(({ response }) => response?.status);
  expect(statuses).toEqual([503, 503, 200]);
});

test('a reset connection fails as one does', async () => {
  const { client, quint } = opened;
  quint.faults.add({ match: { operation: 'listSessions' }, reset: true, times: 1 });
  expect((await client.safe.listSessions()).error?.code).toBe('network_error');
  expect(quint.journal.forOperation('listSessions')).toMatchObject([{ response: null }]);
});

test('a body that breaks off fails while it is read', async () => {
  const { client, quint } = opened;
  quint.faults.add({ match: { operation: 'listSessions' }, truncate: 5, times: 1 });
  const { error, response } = await client.safe.listSessions();
  expect([error?.code, response?.status]).toEqual(['network_error', 200]);
  expect(quint.journal.forOperation('listSessions')).toMatchObject([
    { response: { status: 200, body: undefined } },
  ]);
});

test('who gives up while a fault holds the request is let go', async () => {
  const { client, quint } = opened;
  quint.clock.freeze();
  quint.faults.add({ match: { operation: 'listSessions' }, delay_ms: 60_000 });
  const stop = new AbortController();
  const held = client.safe.listSessions({}, { signal: stop.signal });
  setImmediate(() => stop.abort());
  expect((await held).error?.code).toBe('aborted');
  await expect
    .poll(() => quint.journal.forOperation('listSessions'))
    .toMatchObject([{ response: null }]);
});

test('the clock moves what has a time in it', async () => {
  const { client, quint } = opened;
  quint.clock.freeze();
  const expires_at = new Date(quint.clock.now() + 60_000).toISOString();
  const { jwt } = await quint.tokens();
  const person = createQuintClient({ token: jwt, retry: false });
  const { token } = await person.createToken({ name: 'short-lived', expires_at });
  const machine = createQuintClient({ token, retry: false });
  expect((await machine.listSessions()).sessions).toEqual([]);
  await quint.clock.advance(60_000);
  expect((await machine.safe.listSessions()).error?.code).toBe('unauthorized');
  expect((await client.listSessions()).sessions).toEqual([]);
});

test('waitFor sees what the page does later, and expectNone what it does not', async () => {
  const { client, quint } = opened;
  const ended = quint.waitFor({ session: 's-1', state: 'ended' });
  await client.ingestEvents({ events: [event()] });
  await client.ingestSession({
    session_id: 's-1',
    state: 'ended',
    timestamp: '2026-04-25T04:00:00Z',
  });
  expect((await ended).session).toMatchObject({ id: 's-1', state: 'ended' });
  await quint.expectNone({ alert: { severity: 'critical' } });
  await expect(quint.expectNone({ session: 's-1' })).rejects.toThrow('s-1');
});

test('reset leaves the clock as it is', async () => {
  const { quint } = opened;
  quint.clock.freeze();
  await quint.clock.advance(60_000);
  const before = quint.clock.now();
  await quint.reset();
  expect([quint.clock.frozen, quint.clock.now()]).toEqual([true, before]);
});

test('reset forgets what was sent, and faults; seed puts something there', async () => {
  const { client, quint } = opened;
  await client.ingestEvents({ events: [event()] });
  quint.faults.add({ match: { operation: 'listSessions' }, status: 500 });
  await quint.reset();
  expect((await client.listSessions()).sessions).toEqual([]);
  await quint.seed('incident');
  await quint.drain();
  expect((await client.listSessions()).sessions.length).toBeGreaterThan(0);
});
