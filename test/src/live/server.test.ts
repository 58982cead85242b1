// The client and the mock server, over HTTP.
import { expect, onTestFinished, test } from 'vitest';
import { createQuintClient } from '../../../src/index.ts';
import { live, type LiveMessage } from '../../../src/live/index.ts';
import { listen, type MockServer } from '../../../mock-server/index.ts';
import { apiOf, startMock } from '../../mock-server/support/api.ts';
import { startListening } from '../../mock-server/support/http.ts';
import { event } from '../../mock-server/support/samples.ts';
import { take } from './support.ts';

const TOKEN = 'qt_deploy_YOUR_TOKEN';
const sessionsOf = (messages: readonly LiveMessage[]) =>
  messages.map((message) =>
    message.type === 'session.upserted' ? message.session.id : message.type,
  );

/** Makes sessions, one after the other. */
async function tell(mock: MockServer, ...sessions: readonly string[]): Promise<void> {
  for (const session_id of sessions) {
    await apiOf(mock).ingest(event({ session_id }));
    await mock.drain();
  }
}

/** What a client is told, from the moment when it is connected. */
async function follow(baseUrl: string, fetch?: MockServer['fetch']) {
  const client = createQuintClient({ baseUrl, token: TOKEN, fetch });
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const iterator = live(client, { signal: controller.signal, lastEventId: '0' })[
    Symbol.asyncIterator
  ]();
  const messages = { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) };
  expect(sessionsOf(await take(messages, 1))).toEqual(['reset']);
  return messages;
}

test('the listener is killed and comes back: nothing is lost, nothing comes twice', async () => {
  const { mock, url, port, close } = await startListening();
  const messages = await follow(url);
  await tell(mock, 's-1', 's-2');
  expect(sessionsOf(await take(messages, 2))).toEqual(['s-1', 's-2']);
  const told = take(messages, 3);
  await close({ timeout: 0 });
  await tell(mock, 's-3', 's-4');
  const again = await listen(mock, { port });
  onTestFinished(() => again.close());
  await tell(mock, 's-5');
  expect(sessionsOf(await told)).toEqual(['s-3', 's-4', 's-5']);
});

test('another server comes in its place: a reset, then what it tells', async () => {
  const { mock, url, port, close } = await startListening();
  const messages = await follow(url);
  await tell(mock, 's-1');
  expect(sessionsOf(await take(messages, 1))).toEqual(['s-1']);
  const reset = take(messages, 1);
  await close({ timeout: 0 });
  await mock.close();
  const fresh = startMock();
  await tell(fresh, 's-1');
  const again = await listen(fresh, { port });
  onTestFinished(() => again.close());
  expect(sessionsOf(await reset)).toEqual(['reset']);
  await tell(fresh, 's-2');
  expect(sessionsOf(await take(messages, 1))).toEqual(['s-2']);
});

test('a client of the server function needs no port', async () => {
  const mock = startMock();
  const messages = await follow('http://mock', mock.fetch);
  await tell(mock, 's-1');
  expect(sessionsOf(await take(messages, 1))).toEqual(['s-1']);
});

test('a token that is not good is thrown', async () => {
  const { url, mock } = await startListening();
  const { install } = await mock.tokens();
  for (const [token, status] of [
    ['qt_deploy_unknown', 401],
    [install, 403],
  ] as const) {
    const client = createQuintClient({ baseUrl: url, token });
    await expect(take(live(client), 1)).rejects.toMatchObject({ name: 'QuintError', status });
  }
});
