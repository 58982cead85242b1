import https from 'node:https';
import { afterEach, expect, test, vi } from 'vitest';
import { createMockServer, WELL_KNOWN_TOKEN } from '../../../mock-server/index.ts';
import { live } from '../../../src/live/index.ts';
import type { QuintHandlers } from '../../../src/msw/index.ts';
import { event, intercepted } from './support/handlers.ts';

const clientsOf = async (quint: QuintHandlers) =>
  Number(/^quint_mock_live_clients (\d+)/m.exec(await quint.server.metrics())![1]);

const URL_OF_STREAM = 'https://api.quintai.dev/v1/stream';
const headers = { authorization: `Bearer ${WELL_KNOWN_TOKEN}` };

/** The first text of a stream, which stays open. */
async function firstOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return new TextDecoder().decode(value);
}

afterEach(() => vi.unstubAllGlobals());

test('live() is told of each session as it changes, while the stream is open', async () => {
  await using opened = intercepted();
  const { client, quint } = opened;
  const messages = live(client, { lastEventId: '0' })[Symbol.asyncIterator]();
  const next = async () => {
    const { value } = await messages.next();
    return value?.type === 'session.upserted'
      ? [value.session.id, value.session.state]
      : value?.type;
  };
  expect(await next()).toBe('reset');
  for (const id of ['s-1', 's-2']) {
    await client.ingestEvents({ events: [event(id)] });
    expect(await next()).toEqual([id, 'active']);
  }
  await client.ingestSession({
    session_id: 's-1',
    state: 'ended',
    timestamp: '2026-04-25T04:00:00Z',
  });
  expect(await next()).toEqual(['s-1', 'ended']);
  expect(await clientsOf(quint)).toBe(1);
  await messages.return!();
  await expect.poll(() => clientsOf(quint)).toBe(0);
});

test('an aborted request ends its stream, on both sides', async () => {
  await using opened = intercepted();
  const { quint } = opened;
  const stop = new AbortController();
  const answer = await fetch(URL_OF_STREAM, { headers, signal: stop.signal });
  const reader = answer.body!.getReader();
  expect((await reader.read()).done).toBe(false);
  const waiting = reader.read();
  stop.abort();
  await expect(waiting).rejects.toThrow('aborted');
  await expect.poll(() => clientsOf(quint)).toBe(0);
});

test('to close the handle ends the streams', async () => {
  await using opened = intercepted();
  const { client, quint } = opened;
  const stream = await client.stream();
  await quint.close();
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read());
});

test('a stream that breaks off is resumed, and nothing is lost or doubled', async () => {
  await using opened = intercepted();
  const { client, quint } = opened;
  quint.faults.add({ match: { operation: 'stream' }, truncate: 700, times: 1 });
  const ids = ['s-1', 's-2', 's-3', 's-4'];
  const seen: string[] = [];
  for await (const message of live(client, { lastEventId: '0' })) {
    if (message.type === 'reset') await client.ingestEvents({ events: ids.map(event) });
    if (message.type === 'session.upserted') seen.push(message.session.id);
    if (seen.length === ids.length) break;
  }
  expect(seen.toSorted()).toEqual(ids);
  expect(quint.journal.forOperation('stream')).toHaveLength(2);
});

test('an override may stream, too', async () => {
  await using opened = intercepted();
  const { client, msw, quint } = opened;
  const told = 'id: 7\nevent: session.upserted\ndata: {"id":"s-9"}\n\n';
  msw.use(quint.stream(({ reply }) => reply(new Blob([told]).stream()), { once: true }));
  for await (const message of live(client)) {
    expect(message).toMatchObject({ type: 'session.upserted', session: { id: 's-9' } });
    break;
  }
  expect(quint.violations).toEqual([]);
});

test('a clone has what its original has, and outlives it', async () => {
  await using opened = intercepted();
  const { client, quint } = opened;
  const answer = await fetch(URL_OF_STREAM, { headers });
  const [clone, another] = [answer.clone(), answer.clone()];
  expect(await firstOf(answer.body!)).toMatch(/^id: \d+/m);
  // As of any clone, it resolves when all of them are cancelled.
  const ends = [answer.body!.cancel()];
  expect(await firstOf(clone.body!)).toMatch(/^id: \d+/m);
  await client.ingestEvents({ events: [event('s-7')] });
  expect(await firstOf(clone.body!)).toContain('"id":"s-7"');
  ends.push(clone.body!.cancel());
  expect(await clientsOf(quint)).toBe(1);
  await Promise.all([...ends, another.body!.cancel()]);
  await expect.poll(() => clientsOf(quint)).toBe(0);
});

test('nothing asks a Blob for its stream, which jsdom’s does not have', async () => {
  await using opened = intercepted();
  const { client, msw, quint } = opened;
  const statuses: number[] = [];
  // MSW answers its own clone by a 500 where it cannot be made.
  msw.events.on('response:mocked', ({ response }) => void statuses.push(response.status));
  vi.stubGlobal(
    'Blob',
    class extends Blob {
      override stream = undefined as never;
    },
  );
  const messages = live(client, { lastEventId: '0' })[Symbol.asyncIterator]();
  expect((await messages.next()).value).toMatchObject({ type: 'reset' });
  await messages.return!();
  quint.faults.add({ match: { operation: 'listSessions' }, truncate: 5 });
  expect((await client.safe.listSessions()).error?.code).toBe('network_error');
  expect(statuses).toEqual([200, 200]);
});

/** Follows through `node:https`, and destroys its request after the first chunk. */
async function followBriefly(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = https.get(URL_OF_STREAM, { headers }, (answer) => {
      answer.once('data', () => {
        request.destroy();
        resolve();
      });
      answer.on('error', () => {}); // of the destruction
    });
    request.on('error', reject);
  });
}

test('a request of node:https that is destroyed ends in the server with a reset at the latest', async () => {
  await using opened = intercepted();
  await followBriefly();
  await opened.quint.reset();
  await expect.poll(() => clientsOf(opened.quint)).toBe(0);
});

test('and when the handle is closed, though the server is not', async () => {
  await using server = createMockServer();
  await using opened = intercepted({ server });
  await followBriefly();
  await opened.quint.close();
  await expect.poll(() => clientsOf(opened.quint)).toBe(0);
});

test('whoever follows through a reset is told so, and goes on', async () => {
  await using opened = intercepted();
  const { client, quint } = opened;
  const types: string[] = [];
  for await (const { type } of live(client, { lastEventId: '0' })) {
    types.push(type);
    if (types.length === 1) await quint.reset();
    if (types.length === 2) await client.ingestEvents({ events: [event()] });
    if (type === 'session.upserted') break;
  }
  expect(types).toEqual(['reset', 'reset', 'session.upserted']);
});
