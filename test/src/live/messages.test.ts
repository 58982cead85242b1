import { expect, expectTypeOf, test } from 'vitest';
import type { Alert, Session } from '../../../src/index.ts';
import { live, type LiveMessage } from '../../../src/live/index.ts';
import { rejection, stub } from '../client/support.ts';
import { EVENT_STREAM, events, GREETING, idsOf, resumedAt, take, upsert } from './support.ts';

test('each type has its fields', async () => {
  const { client } = stub(() =>
    events([
      GREETING,
      upsert(1),
      'id: 2\nevent: alert.created\ndata: {"id":"a"}\n\n',
      'id: 3\nevent: reset\ndata: {}\n\n',
    ]),
  );
  expect(await take(live(client), 3)).toEqual([
    { type: 'session.upserted', id: '1', session: { id: 's-1' } },
    { type: 'alert.created', id: '2', alert: { id: 'a' } },
    { type: 'reset', id: '3' },
  ]);
});

test('a type tells the fields apart', () => {
  const message = {} as LiveMessage;
  if (message.type === 'session.upserted') expectTypeOf(message.session).toEqualTypeOf<Session>();
  if (message.type === 'alert.created') expectTypeOf(message.alert).toEqualTypeOf<Alert>();
  expectTypeOf<LiveMessage['type']>().toEqualTypeOf<
    'session.upserted' | 'alert.created' | 'reset'
  >();
});

test('a message without an id is resumed after the one before', async () => {
  const { client, requests } = stub(() =>
    events(['retry: 0\n\n', upsert(1), 'event: reset\ndata: {}\n\n'], 'end'),
  );
  expect(idsOf(await take(live(client), 3))).toEqual(['1', '1', '1']);
  expect(resumedAt(requests)).toEqual([null, '1']);
});

test('types of a newer server are left out, but resumed after', async () => {
  const { client, requests } = stub((_, nth) =>
    nth === 1
      ? events(['retry: 0\n\n', upsert(1), 'id: 2\nevent: new.type\ndata: not JSON\n\n'], 'end')
      : events([upsert(3)]),
  );
  expect(idsOf(await take(live(client), 2))).toEqual(['1', '3']);
  expect(resumedAt(requests)).toEqual([null, '2']);
});

test('lines end as the standard lets them, and text may be cut within a character', async () => {
  const text = '\uFEFFid:7\r\nevent: session.upserted\r\ndata: {"id":\rdata: "sé€😀"}\r\n\r\n';
  const bytes = new TextEncoder().encode(text);
  const { client } = stub(
    () =>
      new Response(
        new ReadableStream({
          start(controller) {
            for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
          },
        }),
        { headers: { 'content-type': 'text/event-stream; charset=utf-8' } },
      ),
  );
  expect(await take(live(client), 1)).toEqual([
    { type: 'session.upserted', id: '7', session: { id: 'sé€😀' } },
  ]);
});

test.each<[string, () => Response, string]>([
  ['HTML', () => new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'baseUrl'],
  ['nothing', () => new Response(null, { status: 204 }), 'baseUrl'],
  [
    'broken JSON',
    () => events([GREETING, 'id: 1\nevent: alert.created\ndata: {"id"\n\n']),
    'is not JSON',
  ],
  ['a message without end', () => endless(), 'over 16 MiB'],
])('what is no stream of this API ends the loop: %s', async (_, answer, why) => {
  const { client, requests } = stub(answer);
  const error = await rejection(take(live(client), 1));
  expect(error).toMatchObject({
    name: 'QuintError',
    code: 'invalid_response',
    operation: 'stream',
    retryable: false,
    message: expect.stringMatching(new RegExp(`^GET /v1/stream: .*${why}`)),
  });
  expect(requests).toHaveLength(1);
});

function endless(): Response {
  const text = new TextEncoder().encode('x'.repeat(1024 * 1024));
  return new Response(
    new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('data: ')),
      pull: (controller) => controller.enqueue(text),
    }),
    { headers: EVENT_STREAM },
  );
}
