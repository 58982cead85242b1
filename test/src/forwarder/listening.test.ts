import { describe, expect, test } from 'vitest';
import { accept, Lab, namesOf, newEvent, problem, row } from './support/lab.ts';

const NAMES = ['delivered', 'dropped', 'rejected', 'spilled', 'recovered', 'error'] as const;

describe('on', () => {
  test('tells what became of which events', async () => {
    const lab = new Lab(() => problem(503), { capacity: 3, retry: { attempts: 0 } });
    const heard: unknown[] = [];
    for (const name of ['delivered', 'dropped', 'spilled', 'recovered'] as const) {
      lab.forwarder.on(name, ({ count, events }) => heard.push([name, count, ...namesOf(events)]));
    }
    lab.enqueue(...row(4));
    await lab.clock.advance(1_000);
    lab.answer = accept;
    await lab.forwarder.flush();
    expect(heard).toEqual([
      ['dropped', 1, 'a-1'],
      ['spilled', 3, 'a-2', 'a-3', 'a-4'],
      ['recovered', 3, 'a-2', 'a-3', 'a-4'],
      ['delivered', 3, 'a-2', 'a-3', 'a-4'],
    ]);
  });

  test('tells every failed try as an error', async () => {
    const lab = new Lab((sent, nth) => (nth < 3 ? problem(503) : accept(sent, nth)));
    lab.enqueue('a');
    await lab.clock.advance(10_000);
    expect(lab.errors).toMatchObject([
      { name: 'QuintError', status: 503, requestId: 'r-1', message: 'POST /v1/ingest: 503 no' },
      { name: 'QuintError', status: 503, message: 'POST /v1/ingest: 503 no (attempt 2)' },
    ]);
  });

  test('gives a function that ends it', async () => {
    const lab = new Lab();
    let heard = 0;
    const off = lab.forwarder.on('delivered', () => heard++);
    for (let nth = 0; nth < 3; nth++) {
      lab.enqueue('a');
      await lab.forwarder.flush();
      off();
    }
    expect(heard).toBe(1);
  });

  test('takes several listeners, and the same one once', async () => {
    const lab = new Lab();
    const heard: string[] = [];
    const one = () => void heard.push('one');
    lab.forwarder.on('delivered', one);
    lab.forwarder.on('delivered', one);
    lab.forwarder.on('delivered', () => void heard.push('two'));
    lab.enqueue('a');
    await lab.forwarder.flush();
    expect(heard).toEqual(['one', 'two']);
  });
});

describe('a listener that throws', () => {
  test.each(NAMES)('at %s disturbs neither the others nor the forwarder', async (name) => {
    const lab = new Lab(() => problem(503), { capacity: 3, retry: { attempts: 0 } });
    let heard = 0;
    lab.forwarder.on(name, () => {
      throw new Error('of the listener');
    });
    lab.forwarder.on(name, () => heard++);
    lab.enqueue(...row(4));
    lab.forwarder.enqueue(null as never);
    await lab.clock.advance(1_000);
    lab.answer = accept;
    await lab.forwarder.flush();
    const { delivered, dropped, rejected, buffered, inFlight } = lab.forwarder.stats();
    expect([delivered, dropped, rejected, buffered, inFlight]).toEqual([3, 1, 1, 0, 0]);
    expect(heard).toBeGreaterThan(0);
    const thrown = lab.errors.filter(({ message }) => message === 'of the listener');
    expect(thrown).toHaveLength(name === 'error' ? 0 : heard);
  });
});

describe('a listener may use the forwarder', () => {
  test('to enqueue: a report about what was rejected, for example', async () => {
    const lab = new Lab();
    lab.forwarder.on('rejected', ({ reason }) => lab.enqueue(reason.slice(0, 8)));
    lab.forwarder.on('delivered', ({ events }) => {
      if (events[0]!.tool_name === 'not sent') lab.enqueue('reported');
    });
    lab.forwarder.enqueue(null as never);
    await lab.clock.advance(5_000);
    expect(lab.batches).toEqual([['not sent'], ['reported']]);
  });

  test('to flush and to close, of which it cannot wait in itself', async () => {
    const lab = new Lab(accept, { batchSize: 1 });
    let closed: Promise<unknown> | undefined;
    lab.forwarder.on('delivered', () => {
      void lab.forwarder.flush();
      closed ??= lab.forwarder.close();
      lab.enqueue('too late');
    });
    lab.enqueue('a', 'b');
    await lab.clock.advance(0);
    expect(await closed).toMatchObject({ delivered: 2, dropped: 2 });
  });
});

test('what is told are the events as they are sent, not the objects of the caller', async () => {
  const lab = new Lab();
  const told: unknown[] = [];
  lab.forwarder.on('delivered', ({ events }) => told.push(...events));
  const event = newEvent('a');
  lab.forwarder.enqueue(event);
  await lab.forwarder.flush();
  expect(told).toEqual([event]);
  expect(told[0]).not.toBe(event);
});
