import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../mock-server/clock/index.ts';
import { countAlive } from '../support/gc.ts';
import { alertRow, ids, LARGE, Listener, sessionRow, sessions, startHub } from './support.ts';

const MINUTE = 60_000;

describe('what is told', () => {
  test('sessions and alerts, in order, with ids that grow by one', async () => {
    const { upsert, changes, listen } = startHub();
    const listener = listen('o');
    upsert('o', 's-1');
    changes.tell({ kind: 'alert', row: alertRow('o', 7) });
    upsert('o', 's-2');
    const told = await listener.take(3);
    const [first] = ids(told) as [number];
    expect(ids(told)).toEqual([first, first + 1, first + 2]);
    const { org_id: _, ...alert } = alertRow('o', 7);
    expect(told.map(({ event, data }) => [event, data])).toEqual([
      ['session.upserted', expect.objectContaining({ id: 's-1', state: 'active' })],
      ['alert.created', alert],
      ['session.upserted', expect.objectContaining({ id: 's-2' })],
    ]);
    expect(Object.keys(told[0]!.data)).toHaveLength(9);
  });

  test('single events are not', async () => {
    const { upsert, changes, listen } = startHub();
    const listener = listen('o');
    changes.tell({ kind: 'action', row: {} as never });
    upsert('o', 's');
    expect(sessions(await listener.take(1))).toEqual(['s']);
  });

  test('each on one line, whatever it holds', async () => {
    const { hub, upsert } = startHub();
    const reader = hub.open('o', undefined).getReader();
    await reader.read();
    upsert('o', 's', { session_name: 'a\nb\r\nc\u2028d\u0000\nid: 1\n\nevent: x' });
    const text = new TextDecoder().decode((await reader.read()).value);
    expect(text.split(/\r\n|\n|\r/)).toHaveLength(5);
    expect(text).toMatch(/^id: \d+\nevent: session\.upserted\ndata: \{[^\r\n]*\}\n\n$/);
  });

  test('to all clients the same bytes', async () => {
    const { hub, upsert } = startHub();
    const readers = [1, 2].map(() => hub.open('o', undefined).getReader());
    for (const reader of readers) await reader.read();
    upsert('o', 's');
    const [one, two] = await Promise.all(readers.map((reader) => reader.read()));
    expect(one!.value).toBe(two!.value);
    expect(hub.stats()).toMatchObject({ clients: 2, sent: 2 });
  });

  test('to the org alone, whose ids are its own', async () => {
    const clock = new VirtualClock();
    const { upsert, listen } = startHub(clock);
    const [a, b] = [listen('org_a'), listen('org_b')];
    for (let n = 0; n < 5; n++) upsert('org_a', `a-${n}`);
    upsert('org_b', 'b-0');
    const toldA = await a.take(5);
    const toldB = await b.take(1);
    expect(sessions(toldA)).toEqual(['a-0', 'a-1', 'a-2', 'a-3', 'a-4']);
    expect(sessions(toldB)).toEqual(['b-0']);
    expect(toldB[0]!.id).toBe(toldA[0]!.id);
  });
});

describe('keep-alive', () => {
  test('a comment at once and every 15 s, by one timer, and none without a client', async () => {
    const clock = new VirtualClock();
    const { listen } = startHub(clock);
    expect(clock.pendingTimers).toBe(0);
    const [one, two] = [listen('a'), listen('b')];
    expect(clock.pendingTimers).toBe(1);
    for (const listener of [one, two]) expect(await listener.any()).toHaveProperty('comment');
    for (let nth = 0; nth < 3; nth++) {
      await clock.advance(15_000);
      for (const listener of [one, two]) {
        expect(await listener.any()).toEqual({ comment: 'keep-alive' });
      }
    }
    await one.cancel();
    expect(clock.pendingTimers).toBe(1);
    await two.cancel();
    expect(clock.pendingTimers).toBe(0);
    listen('a');
    expect(clock.pendingTimers).toBe(1);
  });
});

describe('Last-Event-ID', () => {
  test('resumes after it, and goes on', async () => {
    const { upsert, listen } = startHub();
    const before = listen('o');
    for (let n = 0; n < 4; n++) upsert('o', `s-${n}`);
    const told = await before.take(4);
    const after = listen('o', told[1]!.id);
    upsert('o', 's-4');
    expect(sessions(await after.take(3))).toEqual(['s-2', 's-3', 's-4']);
  });

  test('a client without one is told nothing old, but the id to resume after', async () => {
    const { hub, upsert, listen } = startHub();
    upsert('o', 'old');
    const reader = hub.open('o', undefined).getReader();
    const text = new TextDecoder().decode((await reader.read()).value);
    const [, id] = /^: connected\nid: (\d+)\n\n$/.exec(text)!;
    upsert('o', 'new');
    expect(sessions(await listen('o', Number(id)).take(1))).toEqual(['new']);
  });

  test('that the buffer does not reach: a reset, with an id to go on from', async () => {
    const { upsert, listen } = startHub();
    const first = listen('o');
    upsert('o', 's');
    const seen = (await first.take(1))[0]!.id!;
    for (let n = 0; n < 1_001; n++) upsert('o', `s-${n}`);
    for (const id of [0, seen, seen + 5_000, Number.MAX_SAFE_INTEGER]) {
      const listener = listen('o', id);
      const reset = (await listener.next())!;
      expect(reset).toMatchObject({ event: 'reset', data: {} });
      upsert('o', 'next');
      expect(sessions(await listener.take(1))).toEqual(['next']);
      expect(sessions(await listen('o', reset.id).take(1))).toEqual(['next']);
    }
  });

  test.each([
    ['later', MINUTE],
    ['in the same millisecond', 0],
  ])('of a server that was started again %s: a reset, or what it is', async (_, later) => {
    const clock = new VirtualClock();
    const before = startHub(clock);
    const client = before.listen('o');
    before.upsert('o', 's');
    const seen = (await client.take(1))[0]!.id!;
    await clock.advance(later);
    const after = startHub(clock);
    if (later > 0) after.upsert('o', 's');
    expect(await after.listen('o', seen).next()).toMatchObject({ event: 'reset' });
  });

  test.each([
    ['0', 0],
    ['before 1970', -1e12],
    ['in the year 275760', 8.64e15],
  ])('ids are of 1–16 digits and exact when the clock stands at %s', async (_, at) => {
    const { upsert, listen } = startHub(new VirtualClock(at));
    const listener = listen('o');
    upsert('o', 's-1');
    upsert('o', 's-2');
    const [one, two] = ids(await listener.take(2)) as [number, number];
    expect(`${one}`).toMatch(/^[0-9]{1,16}$/);
    expect(two).toBe(one + 1);
    expect(Number.isSafeInteger(two)).toBe(true);
    expect(await listen('o', 0).next()).toMatchObject({ event: 'reset' });
  });
});

describe('a slow client', () => {
  test('is cut off when more than 1 MiB waits, and counted', async () => {
    const { hub, upsert, listen } = startHub();
    const slow = listen('o');
    const fast = listen('o');
    for (let n = 0; n < 12; n++) {
      upsert('o', `s-${n}`, LARGE);
      await fast.next();
    }
    expect(hub.stats()).toMatchObject({ clients: 1, sent: 12 + 11, cutOff: 1 });
    await expect(slow.next()).rejects.toThrow('reads too slowly');
    upsert('o', 'more');
    expect((await fast.next())!.data.id).toBe('more');
  });

  test('is found out by the keep-alive, too', async () => {
    const clock = new VirtualClock();
    const { hub, upsert, listen } = startHub(clock);
    listen('o');
    for (let n = 0; n < 11; n++) upsert('o', `s-${n}`, LARGE);
    expect(hub.stats()).toMatchObject({ clients: 1, cutOff: 0 });
    await clock.advance(15_000);
    expect(hub.stats()).toMatchObject({ clients: 0, cutOff: 1 });
    expect(clock.pendingTimers).toBe(0);
  });

  test('may be slow with what it asked to be replayed', async () => {
    const { upsert, listen } = startHub();
    const seen = (await firstId(listen, upsert))!;
    // Written out, each takes six times its characters.
    for (let n = 0; n < 10; n++) upsert('o', `s-${n}`, { session_name: '\u0001'.repeat(90_000) });
    const listener = listen('o', seen);
    upsert('o', 'live');
    expect(sessions(await listener.take(11)).at(-1)).toBe('live');
  });

  test('is told a single message however long it is', async () => {
    const { hub, upsert, listen } = startHub();
    const listener = listen('o');
    upsert('o', 's', { session_name: 'n'.repeat(3 * 1024 * 1024) });
    expect(sessions(await listener.take(1))).toEqual(['s']);
    expect(hub.stats().cutOff).toBe(0);
  });
});

async function firstId(
  listen: (org: string) => Listener,
  upsert: (org: string, id: string) => void,
): Promise<number | undefined> {
  const listener = listen('o');
  upsert('o', 'first');
  const told = await listener.next();
  await listener.cancel();
  return told?.id;
}

describe('the end', () => {
  test('a cancelled stream leaves nothing behind', async () => {
    const clock = new VirtualClock();
    const { hub, upsert } = startHub(clock);
    const openAndCancel = async (n: number): Promise<WeakRef<object>> => {
      const stream = hub.open('o', undefined);
      upsert('o', `s-${n}`);
      await stream.cancel();
      return new WeakRef(stream);
    };
    const refs = await Promise.all(Array.from({ length: 20 }, (_, n) => openAndCancel(n)));
    expect(hub.stats().clients).toBe(0);
    expect(await countAlive(refs)).toBe(0);
  });

  test('a client that was cut off leaves nothing behind', async () => {
    const { hub, upsert } = startHub();
    const refs = Array.from({ length: 20 }, () => new WeakRef(hub.open('o', undefined)));
    for (let n = 0; n < 13; n++) upsert('o', `s-${n}`, LARGE);
    expect(hub.stats()).toMatchObject({ clients: 0, cutOff: 20 });
    expect(await countAlive(refs)).toBe(0);
  });

  test('a stream that is cancelled after it was ended is counted out once', async () => {
    const { hub, upsert } = startHub();
    const stream = hub.open('o', undefined);
    upsert('o', 's');
    hub.close();
    await stream.cancel();
    expect(hub.stats().clients).toBe(0);
  });

  test('close ends every stream after what waits, and later ones at once', async () => {
    const clock = new VirtualClock();
    const { hub, upsert, listen } = startHub(clock);
    const listeners = [listen('a'), listen('b')];
    upsert('a', 's');
    hub.close();
    expect(sessions(await listeners[0]!.take(1))).toEqual(['s']);
    for (const listener of [...listeners, listen('a'), listen('new')]) {
      expect(await listener.next()).toBeUndefined();
    }
    for (let n = 0; n < 2_000; n++) upsert('a', 'late');
    hub.close();
    expect(hub.stats()).toMatchObject({ clients: 0, evicted: 0 });
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('reset', () => {
  test('of one org is told to its clients, and empties what can be replayed', async () => {
    const { hub, upsert, listen } = startHub();
    const [a, b] = [listen('a'), listen('b')];
    upsert('a', 's');
    upsert('b', 's');
    const [seenA, seenB] = [(await a.next())!.id!, (await b.next())!.id!];
    hub.reset('a');
    hub.reset('unknown');
    const reset = (await a.next())!;
    expect(reset).toMatchObject({ event: 'reset', id: seenA + 1 });
    upsert('a', 'after');
    expect(sessions(await a.take(1))).toEqual(['after']);
    expect(await listen('a', seenA).next()).toMatchObject({ event: 'reset' });
    expect(sessions(await listen('a', reset.id).take(1))).toEqual(['after']);
    upsert('b', 'after');
    expect(sessions(await listen('b', seenB).take(1))).toEqual(['after']);
    expect(sessions(await b.take(1))).toEqual(['after']);
  });

  test('of all reaches every org', async () => {
    const { hub, listen } = startHub();
    const listeners = [listen('a'), listen('b')];
    hub.reset();
    for (const listener of listeners) {
      expect(await listener.next()).toMatchObject({ event: 'reset' });
    }
  });
});

test('of orgs without a client the latest 256 are kept, and ids never come again', async () => {
  const { hub, upsert, listen } = startHub();
  const followed = listen('followed');
  const client = listen('forgotten');
  for (let n = 0; n < 2_000; n++) upsert('forgotten', 's');
  const last = (await client.take(2_000)).at(-1)!.id!;
  await client.cancel();
  upsert('kept', 's');
  for (let n = 0; n < 400; n++) {
    upsert(`org-${n}`, 's');
    if (n % 100 === 0) upsert('kept', `s-${n}`);
  }
  // 400 and three, less 256, of which one had 2,000 messages and the others one each.
  expect(hub.stats().evicted).toBe(2_000 + 146);
  const reset = (await listen('forgotten', last).next())!;
  expect(reset.event).toBe('reset');
  expect(reset.id).toBeGreaterThan(last);
  upsert('followed', 's');
  expect(sessions(await followed.take(1))).toEqual(['s']);
  const kept = listen('kept', 0);
  const { id } = (await kept.next())!;
  expect(sessions(await listen('kept', id! - 4).take(4))).toEqual([
    's-0',
    's-100',
    's-200',
    's-300',
  ]);
});

test('what nobody listens to is not encoded', () => {
  const { changes, listen } = startHub();
  let encoded = 0;
  const row = Object.defineProperty(sessionRow('o', 's'), 'model', {
    get: () => void encoded++,
    enumerable: false, // so that only who asks for it by name reads it
  });
  changes.tell({ kind: 'session', row });
  expect(encoded).toBe(0);
  listen('o');
  changes.tell({ kind: 'session', row });
  expect(encoded).toBe(1);
});
