// Wherever a line is cut, the client is told the same as one whose line was never cut.
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { VirtualClock } from '../../../mock-server/clock/index.ts';
import { LiveHub } from '../../../mock-server/live/live-hub.ts';
import { Changes } from '../../../mock-server/store/changes.ts';
import { live, type LiveMessage } from '../../../src/live/index.ts';
import { sessionRow } from '../../mock-server/live/support.ts';
import { stub } from '../client/support.ts';
import { EVENT_STREAM, take } from './support.ts';

interface Cut {
  /** The line breaks after this many bytes. */
  readonly after: number;
  readonly cleanly: boolean;
}

/** The first `after` bytes of a body, in pieces of `piece` bytes at most. */
function cutOff(body: ReadableStream<Uint8Array>, { after, cleanly }: Cut, piece: number) {
  const reader = body.getReader();
  let left = after;
  let rest = new Uint8Array();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (left === 0) {
        await reader.cancel();
        if (cleanly) controller.close();
        else controller.error(new Error('reset'));
        return;
      }
      if (rest.length === 0) rest = new Uint8Array((await reader.read()).value!);
      const bytes = rest.subarray(0, Math.min(piece, left));
      rest = rest.subarray(bytes.length);
      left -= bytes.length;
      controller.enqueue(bytes);
    },
    cancel: () => reader.cancel(),
  });
}

/** Without this, a reconnect takes a quarter of a second. */
const RETRY = new TextEncoder().encode('retry: 0\n\n');

function startingWith(
  first: Uint8Array,
  body: ReadableStream<Uint8Array>,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  void writer
    .write(first)
    .then(() => writer.releaseLock())
    .then(() => body.pipeTo(writable))
    .catch(() => {});
  return readable;
}

test('property: any cuts at any byte yield the same messages', async () => {
  const name = fc.string({ unit: 'binary', maxLength: 12 });
  const cut = fc.record({ after: fc.nat(700), cleanly: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(name, { minLength: 1, maxLength: 8 }),
      fc.array(cut, { maxLength: 6 }),
      fc.integer({ min: 1, max: 400 }),
      fc.nat(8),
      async (names, cuts, piece, early) => {
        const changes = new Changes();
        const clock = new VirtualClock();
        const hub = new LiveHub(clock, { onChange: (listener) => changes.on(listener) });
        const tell = (session_name: string, n: number) =>
          changes.tell({ kind: 'session', row: sessionRow('o', `s-${n}`, { session_name }) });
        tell('before', -1);
        const seen = clock.now() * 1000 + 2;
        const { client } = stub(({ headers }, nth) => {
          const body = hub.open('o', headers.get('last-event-id') ?? undefined);
          const line = cuts[nth - 1] ? cutOff(body, cuts[nth - 1]!, piece) : body;
          return new Response(startingWith(RETRY, line), { headers: EVENT_STREAM });
        });
        names.slice(0, early).forEach(tell);
        const told = take(live(client, { lastEventId: `${seen}` }), names.length);
        await clock.advance(0);
        names.slice(early).forEach((each, n) => tell(each, early + n));
        expect(namesOf(await told)).toEqual(names);
        hub.close();
      },
    ),
    { numRuns: 200 },
  );
});

function namesOf(messages: readonly LiveMessage[]) {
  return messages.map((each) =>
    each.type === 'session.upserted' ? each.session.session_name : each.type,
  );
}

test('the line of the property is really cut', async () => {
  const body = new Response('0123456789').body!;
  onTestFinished(() => body.cancel().catch(() => {}));
  const pieces: string[] = [];
  for await (const bytes of cutOff(body, { after: 7, cleanly: true }, 3)) {
    pieces.push(new TextDecoder().decode(bytes));
  }
  expect(pieces).toEqual(['012', '345', '6']);
});
