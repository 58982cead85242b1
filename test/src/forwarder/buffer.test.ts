import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accept, Lab, namesOf, newEvent, row } from './support/lab.ts';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the buffer', () => {
  test('holds 5,000 events; for one more, the oldest is dropped', async () => {
    const lab = new Lab();
    const dropped: string[] = [];
    lab.forwarder.on('dropped', ({ events }) => dropped.push(...namesOf(events)));
    lab.enqueue(...row(5_000));
    expect(lab.forwarder.stats()).toMatchObject({ enqueued: 5_000, buffered: 5_000, dropped: 0 });
    lab.enqueue('b', 'c');
    expect(lab.forwarder.stats()).toMatchObject({ enqueued: 5_002, buffered: 5_000, dropped: 2 });
    expect(dropped).toEqual(['a-1', 'a-2']);
    expect(lab.told).toEqual(['dropped 1 buffer_full', 'dropped 1 buffer_full']);
  });

  test('has the capacity that is asked for, and hands on what is left in its order', async () => {
    const lab = new Lab(accept, { capacity: 3 });
    lab.enqueue(...row(5));
    await lab.forwarder.flush();
    expect(lab.batches).toEqual([['a-3', 'a-4', 'a-5']]);
  });

  test('takes back what could not be sent, and of this drops the oldest where there is no room', async () => {
    const lab: Lab = new Lab(
      () => {
        // While these two are on their way, there is room for others.
        if (lab.sent.length === 1) lab.enqueue('c', 'd');
        return new Response('', { status: 503 });
      },
      { capacity: 3, batchSize: 2, path: '/dev/null/x.jsonl', retry: { attempts: 0 } },
    );
    lab.enqueue('a', 'b');
    await lab.clock.advance(0);
    expect(lab.told).toEqual(['dropped 1 buffer_full']);
    lab.answer = accept;
    await lab.forwarder.flush();
    expect(lab.batches.slice(1).flat()).toEqual(['b', 'c', 'd']);
  });

  test('makes room again for what is sent', async () => {
    const lab = new Lab(accept, { capacity: 2 });
    for (const name of row(20)) {
      lab.enqueue(name);
      await lab.forwarder.flush();
    }
    expect(lab.batches.flat()).toEqual(row(20));
  });
});

describe('enqueue', () => {
  test('does no I/O: neither a request nor a file comes of it before it returns', async () => {
    const lab = new Lab();
    lab.enqueue(...row(500));
    expect(lab.sent).toEqual([]);
    expect(existsSync(lab.path)).toBe(false);
  });

  test('takes a copy: what is done with the object afterwards is not seen', async () => {
    const lab = new Lab();
    const event = newEvent('a', { labels: { of: 'a' }, deep: [{ of: { a: [1] } }] });
    const before = JSON.stringify(event);
    lab.forwarder.enqueue(event);
    event.tool_name = 'changed';
    event.labels!['of'] = 'changed';
    (event['deep'] as any)[0].of.a.push('changed');
    await lab.forwarder.flush();
    expect(lab.sent[0]!.text).toBe(`{"events":[${before}]}`);
  });

  test('may be given the same object again and again', async () => {
    const lab = new Lab();
    const event = newEvent('');
    for (const name of row(3)) {
      lab.forwarder.enqueue(Object.assign(event, { tool_name: name }));
    }
    await lab.forwarder.flush();
    expect(lab.batches).toEqual([row(3)]);
  });

  test('gives an event without an id a UUID of its own, and leaves the object as it is', async () => {
    const lab = new Lab();
    const { event_id: _, ...event } = newEvent('a');
    Object.freeze(event);
    lab.forwarder.enqueue(event);
    lab.forwarder.enqueue(event);
    await lab.forwarder.flush();
    const [one, two] = lab.sent[0]!.events;
    expect(one!.event_id).toMatch(UUID_V4);
    expect(two!.event_id).toMatch(UUID_V4);
    expect(one!.event_id).not.toBe(two!.event_id);
    expect(event).not.toHaveProperty('event_id');
  });

  test('tries an event again under the id that it gave it', async () => {
    const lab = new Lab((sent, nth) =>
      nth === 1 ? new Response('', { status: 503 }) : accept(sent, nth),
    );
    const { event_id: _, ...event } = newEvent('a');
    lab.forwarder.enqueue(event);
    await lab.clock.advance(10_000);
    expect(lab.sent).toHaveLength(2);
    expect(lab.sent[0]!.text).toBe(lab.sent[1]!.text);
  });

  test.each<[string, object]>([
    ['a Date', { when: new Date(0) }],
    [
      'a class',
      {
        of: new (class {
          a = 1;
          #b = 2;
          get b() {
            return this.#b;
          }
        })(),
      },
    ],
    ['toJSON', { of: { toJSON: () => ({ said: 1 }) } }],
    ['a function with toJSON', { of: Object.assign(() => {}, { toJSON: () => 'f' }) }],
    ['what JSON leaves out', { a: undefined, b: () => {}, c: Symbol('c'), d: [undefined] }],
    ['numbers that JSON does not have', { a: Number.NaN, b: -Infinity, c: -0 }],
    ['__proto__ as a key', { labels: JSON.parse('{"__proto__":"p","constructor":"c"}') }],
    ['__proto__ with an object', { of: JSON.parse('{"__proto__":{"polluted":true}}') }],
    ['no prototype', { of: Object.assign(Object.create(null), { a: 1 }) }],
    ['a Map and a buffer', { map: new Map([[1, 2]]), buffer: Buffer.from('ab') }],
    ['deep nesting', { of: JSON.parse('['.repeat(500) + ']'.repeat(500)) }],
    ['lone surrogates and controls', { of: '\uD800 \u0000\u001f\u2028"\\' }],
    ['a sparse array', { of: Object.assign([], { 2: 'x' }) }],
    ['a Proxy', { of: new Proxy({ a: 1 }, {}) }],
  ])('sends %s as JSON.stringify writes it', async (_, fields) => {
    const lab = new Lab();
    const event = newEvent('a', fields as never);
    lab.forwarder.enqueue(event);
    await lab.forwarder.flush();
    expect(lab.sent[0]!.text).toBe(`{"events":[${JSON.stringify(event)}]}`);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['null', () => null, /^not sent: it is not an object$/],
    ['undefined', () => undefined, /^not sent: it is not an object$/],
    ['text', () => 'event', /^not sent: it is not an object$/],
    ['an array', () => [newEvent('a')], /^not sent: it is not an object$/],
    [
      'a cycle',
      () => {
        const event = newEvent('a');
        return Object.assign(event, { event });
      },
      /JSON: Converting circular/,
    ],
    [
      'a bigint',
      () => newEvent('a', { n: 1n }),
      /^not sent: it cannot be written as JSON: .*BigInt/,
    ],
    [
      'a getter that throws',
      () => ({
        get a() {
          throw new Error('no');
        },
      }),
      /^not sent: it cannot be .*: no$/,
    ],
    [
      'a toJSON that throws',
      () =>
        newEvent('a', {
          of: {
            toJSON() {
              throw new Error('no');
            },
          },
        }),
      /^not sent: it cannot be .*: no$/,
    ],
    [
      'a function whose toJSON throws',
      () =>
        newEvent('a', {
          of: Object.assign(() => {}, {
            toJSON() {
              throw new Error('no');
            },
          }),
        }),
      /^not sent: it cannot be .*: no$/,
    ],
    [
      'a toJSON of nothing',
      () => ({ toJSON: () => undefined }),
      /^not sent: it cannot be written as JSON/,
    ],
    [
      'a revoked Proxy',
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      },
      /^not sent: /,
    ],
  ])('rejects %s, and says why', async (_, make, reason) => {
    const lab = new Lab();
    const reasons: string[] = [];
    lab.forwarder.on('rejected', (rejected) => reasons.push(rejected.reason));
    lab.forwarder.enqueue(make() as never);
    lab.enqueue('good');
    expect(lab.forwarder.stats()).toMatchObject({ enqueued: 2, rejected: 1, buffered: 1 });
    expect(reasons).toEqual([expect.stringMatching(reason)]);
    await lab.forwarder.flush();
    expect(lab.batches).toEqual([['good']]);
    expect(lab.setAside).toEqual([]);
  });

  test('never throws, and loses no count of anything it is given', async () => {
    const lab = new Lab();
    let given = 0;
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSparseArray: true,
          withNullPrototype: true,
        }),
        (value) => {
          lab.forwarder.enqueue(value as never);
          given++;
          const { enqueued, rejected, buffered, inFlight, delivered, dropped } =
            lab.forwarder.stats();
          expect(enqueued).toBe(given);
          expect(rejected + buffered + inFlight + delivered + dropped).toBe(given);
        },
      ),
      { numRuns: 1_000 },
    );
    await lab.forwarder.flush();
    expect(lab.forwarder.stats()).toMatchObject({ buffered: 0, inFlight: 0, enqueued: given });
  });
});
