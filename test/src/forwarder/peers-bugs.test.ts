// What users of other forwarders have reported, as tests of this one. What takes a real process is in
// exit.test.ts.
import { appendFileSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countAlive } from '../../mock-server/support/gc.ts';
import { accept, Lab, newEvent, problem, row, until, type Answering } from './support/lab.ts';

const HOUR = 3_600_000;

const down: Answering = () => problem(503);
const timedOut: Answering = () => Promise.reject(new DOMException('', 'TimeoutError'));
const reset: Answering = () =>
  Promise.reject(new TypeError('fetch failed', { cause: new Error('read ECONNRESET') }));

const never: Answering = () => new Promise(() => {});

/** A line of the overflow file. */
const line = (name: string) => `${JSON.stringify(newEvent(name))}\n`;

/** A lab in whose folder an earlier run has left this file. */
function labWith(file: string | Uint8Array, answer: Answering = accept, options = {}): Lab {
  const lab = new Lab(answer, options);
  mkdirSync(dirname(lab.path), { recursive: true });
  writeFileSync(lab.path, file);
  return lab;
}

describe('OpenTelemetry', () => {
  // https://github.com/open-telemetry/opentelemetry-js/issues/4406
  // https://github.com/open-telemetry/opentelemetry-js/pull/4287
  test('never sent again after one timed-out export', async () => {
    const lab = new Lab(timedOut);
    lab.enqueue('a');
    await lab.clock.advance(60_000);
    lab.answer = accept;
    lab.enqueue('b');
    await lab.clock.advance(HOUR);
    lab.enqueue('c');
    await lab.clock.advance(1_000);
    // Together or not: that depends on the length of the waits.
    expect(lab.batches.flat().slice(-3)).toEqual(['a', 'b', 'c']);
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 3, buffered: 0, inFlight: 0 });
  });

  // https://github.com/open-telemetry/opentelemetry-js/pull/4164
  // https://github.com/open-telemetry/opentelemetry-js/issues/3094
  // https://github.com/open-telemetry/opentelemetry-js/issues/4184
  test('dropped spans because the queue was full before the interval was over', async () => {
    const lab = new Lab();
    for (let second = 0; second < 5; second++) {
      for (let nth = 0; nth < 10; nth++) {
        lab.enqueue(...row(1_000));
        await lab.clock.advance(1);
      }
    }
    await lab.forwarder.flush();
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 50_000, dropped: 0 });
  });

  // https://github.com/open-telemetry/opentelemetry-js/issues/4520
  test('did not retry a request that timed out', async () => {
    const lab = new Lab((sent, nth) => (nth === 1 ? timedOut(sent, nth) : accept(sent, nth)));
    lab.enqueue('a');
    await lab.clock.advance(10_000);
    expect(lab.batches).toEqual([['a'], ['a']]);
    expect(lab.told).toEqual(['delivered 1']);
  });

  // https://github.com/freeunitorg/freeunit/issues/219
  // https://github.com/freeunitorg/freeunit/pull/220
  test('discarded a failed batch without a trace', async () => {
    const lab = new Lab(down, { path: '/dev/null/x.jsonl', capacity: 2, batchSize: 2 });
    lab.enqueue('a', 'b');
    await lab.clock.advance(60_000);
    lab.enqueue('c', 'd');
    await lab.clock.advance(60_000);
    await lab.forwarder.close({ timeout: 0 });
    const { enqueued, dropped, retries } = lab.forwarder.stats();
    expect([enqueued, dropped]).toEqual([4, 4]);
    expect(retries).toBeGreaterThan(0);
    expect(lab.told).toEqual([
      'dropped 1 buffer_full',
      'dropped 1 buffer_full',
      'dropped 2 unwritable',
    ]);
    expect(lab.forwarder.flows().last_error?.message).toMatch(/EEXIST|ENOTDIR/);
    expect(lab.errors.some(({ message }) => message.includes('503'))).toBe(true);
  });

  // https://github.com/open-telemetry/opentelemetry-js/issues/3540
  // https://github.com/open-telemetry/opentelemetry-js/issues/1295
  // https://github.com/open-telemetry/opentelemetry-lambda/issues/1949
  // https://github.com/aws-observability/aws-otel-lambda/issues/503
  test('lost what was on its way when the Lambda froze', async () => {
    let thaw!: () => void;
    const frozen = new Promise<void>((resolve) => (thaw = resolve));
    const lab = new Lab(async (sent, nth) => {
      if (nth > 1) return accept(sent, nth);
      await frozen;
      return reset(sent, nth);
    });
    lab.enqueue('a');
    const flushed = lab.forwarder.flush();
    await until(() => lab.sent.length === 1);
    lab.enqueue('b');
    // Nothing runs for a day; then the connection turns out to be gone.
    lab.clock.step(24 * HOUR);
    thaw();
    await lab.clock.advance(2_000);
    expect(await flushed).toMatchObject({ delivered: 1 });
    await lab.clock.advance(1_000);
    expect(lab.batches).toEqual([['a'], ['a'], ['b']]);
  });

  // https://github.com/open-telemetry/opentelemetry-js/issues/1665
  test('exported the same spans several times', async () => {
    const lab = new Lab(
      async (sent, nth) => {
        await new Promise((resolve) => setImmediate(resolve));
        return accept(sent, nth);
      },
      { batchSize: 10, flushInterval: 1 },
    );
    const flushes: Promise<unknown>[] = [];
    for (const name of row(100)) {
      lab.enqueue(name);
      flushes.push(lab.forwarder.flush());
      if (name.endsWith('0')) await lab.clock.advance(1);
    }
    await Promise.all(flushes);
    await lab.forwarder.close();
    expect(lab.batches.flat()).toEqual(row(100));
  });
});

describe('Segment', () => {
  // https://github.com/segmentio/analytics-next/pull/1365
  test('lost on closing what was in flight: 13 to 18 of 20 came', async () => {
    let answerAll!: () => void;
    const answered = new Promise<void>((resolve) => (answerAll = resolve));
    const lab = new Lab(
      async (sent, nth) => {
        await answered;
        return accept(sent, nth);
      },
      { batchSize: 3 },
    );
    lab.enqueue(...row(7));
    await lab.clock.advance(0);
    lab.enqueue(...row(13, 'b'));
    const closed = lab.forwarder.close();
    await lab.clock.advance(1_000);
    answerAll();
    expect(await closed).toMatchObject({ delivered: 20 });
    expect(lab.batches.flat()).toEqual([...row(7), ...row(13, 'b')]);
  });

  // https://github.com/segmentio/analytics-node/issues/309
  // https://github.com/segmentio/analytics-next/issues/822
  test('did not wait in flush for what was in flight', async () => {
    let answerIt!: () => void;
    const answered = new Promise<void>((resolve) => (answerIt = resolve));
    const lab = new Lab(async (sent, nth) => {
      await answered;
      return accept(sent, nth);
    });
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    expect(lab.forwarder.stats()).toMatchObject({ inFlight: 1, buffered: 0 });
    let isOver = false;
    const flushed = lab.forwarder.flush().then(() => (isOver = true));
    await lab.clock.advance(1_000);
    expect(isOver).toBe(false);
    answerIt();
    await flushed;
    expect(lab.forwarder.stats().delivered).toBe(1);
  });

  // https://github.com/apify/apify-mcp-server/pull/1051
  test('lost the last events of a process that ends', async () => {
    const before = new Set(process.listeners('exit'));
    const lab = new Lab();
    const onExit = process.listeners('exit').find((each) => !before.has(each))!;
    lab.enqueue('a', 'b');
    onExit.call(process, 0);
    expect(lab.inFile).toEqual(['a', 'b']);
  });

  // https://github.com/segmentio/analytics-next/issues/1092
  test.each([0, 1, 5])(
    'could not be closed when the flush interval was small: %i ms',
    async (flushInterval) => {
      for (const answer of [accept, down]) {
        const lab = new Lab(answer, { flushInterval });
        lab.enqueue('a');
        await lab.clock.advance(3);
        lab.enqueue('b');
        const closed = lab.forwarder.close({ timeout: 2_000 });
        await lab.clock.advance(2_000);
        const { delivered, spilled } = await closed;
        expect(delivered + spilled).toBe(2);
        expect(lab.clock.pendingTimers).toBe(0);
      }
    },
  );

  // https://github.com/segmentio/analytics-next/issues/860
  test('grew in an outage: here the buffer is the limit, and nothing is held that went', async () => {
    const lab = new Lab(down, { path: '/dev/null/x.jsonl', capacity: 100, batchSize: 50 });
    const dropped: WeakRef<object>[] = [];
    lab.forwarder.on('dropped', ({ events }) => {
      for (const event of events) dropped.push(new WeakRef(event));
    });
    for (let minute = 0; minute < 30; minute++) {
      lab.enqueue(...row(100));
      const { buffered, inFlight } = lab.forwarder.stats();
      expect(buffered + inFlight).toBeLessThanOrEqual(150);
      await lab.clock.advance(60_000);
    }
    expect(lab.forwarder.stats()).toMatchObject({ enqueued: 3_000, buffered: 100, dropped: 2_900 });
    expect(dropped).toHaveLength(2_900);
    expect(await countAlive(dropped)).toBeLessThan(150);
  });
});

describe('PostHog', () => {
  // https://github.com/PostHog/posthog-js/issues/2144
  // https://github.com/PostHog/posthog-js-lite/issues/232
  // https://github.com/PostHog/posthog-js-lite/issues/245
  test('left in the queue what was captured during a flush, until something else came', async () => {
    let isFirst = true;
    const lab: Lab = new Lab((sent, nth) => {
      if (isFirst) lab.enqueue('during');
      isFirst = false;
      return accept(sent, nth);
    });
    lab.enqueue('before');
    await lab.forwarder.flush();
    await lab.clock.advance(1_000);
    expect(lab.batches).toEqual([['before'], ['during']]);
  });

  // https://github.com/PostHog/posthog-js/issues/2220
  test('did not know in shutdown of what was captured just before', async () => {
    const lab = new Lab();
    lab.enqueue('a');
    const closed = lab.forwarder.close();
    expect(await closed).toMatchObject({ delivered: 1 });
  });

  // https://github.com/PostHog/posthog-js/issues/1522
  test('hung in shutdown at the edge', async () => {
    for (const timeout of [0, 1, 30_000]) {
      const lab = new Lab(never, { token: () => new Promise<never>(() => {}) });
      lab.enqueue('a');
      const closed = lab.forwarder.close({ timeout });
      await lab.clock.advance(timeout);
      expect(await closed).toMatchObject({ spilled: 1 });
    }
  });

  // https://github.com/PostHog/posthog/issues/13092
  test('lost events in Lambda: what is flushed at the end of each invocation has arrived', async () => {
    const lab = new Lab();
    for (let invocation = 1; invocation <= 5; invocation++) {
      lab.enqueue(`${invocation}`);
      await lab.forwarder.flush();
      expect(lab.batches.flat()).toHaveLength(invocation);
      // Frozen in between: no timer fires, and the time of day goes on.
      lab.clock.step(HOUR);
    }
  });
});

describe('Sentry', () => {
  // https://github.com/getsentry/sentry-javascript/issues/11207
  // https://github.com/getsentry/sentry-javascript/pull/6884
  // https://github.com/getsentry/sentry-javascript/issues/6403
  // https://github.com/getsentry/sentry-javascript/issues/3046
  test('sent what was kept offline in another order', async () => {
    const lab = new Lab(down, { batchSize: 7, capacity: 50 });
    for (let nth = 1; nth <= 40; nth++) {
      lab.enqueue(`a-${nth}`);
      await lab.clock.advance(10_000);
    }
    // It comes back, goes away in the middle, and comes back.
    const before = lab.sent.length;
    lab.answer = (sent, nth) => (nth > before + 2 ? down(sent, nth) : accept(sent, nth));
    await lab.clock.advance(300_000);
    lab.enqueue('a-41');
    lab.answer = accept;
    await lab.forwarder.close();
    const first = [...new Set(lab.batches.slice(before).flat())];
    expect(first).toEqual(row(41));
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 41, dropped: 0 });
  });

  // https://github.com/getsentry/sentry-electron/pull/889
  // https://github.com/getsentry/sentry-electron/pull/580
  // https://github.com/getsentry/sentry-native/issues/932
  test('took from its store what was not delivered yet', async () => {
    const lab = labWith([1, 2, 3, 4].map((nth) => line(`a-${nth}`)).join(''), down, {
      batchSize: 2,
      retry: { attempts: 0 },
    });
    const first = lab.another({ batchSize: 2, retry: { attempts: 0 } });
    lab.answer = (sent, nth) => (nth === 1 ? accept(sent, nth) : reset(sent, nth));
    await first.flush();
    await first.close({ timeout: 0 });
    lab.answer = accept;
    const second = lab.another();
    await second.flush();
    expect(lab.batches[0]).toEqual(['a-1', 'a-2']);
    expect(lab.batches.at(-1)).toEqual(['a-3', 'a-4']);
    expect(second.stats()).toMatchObject({ recovered: 2, delivered: 2 });
  });
});

describe('Vector', () => {
  // https://github.com/vectordotdev/vector/issues/17644
  // https://github.com/vectordotdev/vector/issues/18336
  test('looped for ever over a file that is corrupt, and could not be stopped', async () => {
    const lab = labWith(`${line('a')}{"torn":\n\u0000\u0000\u0000\n[]\n"text"\n\n${line('b')}{"ev`);
    const flushed = lab.forwarder.flush();
    lab.enqueue('c');
    await flushed;
    await lab.forwarder.close();
    expect(lab.batches.flat()).toEqual(['a', 'b', 'c']);
    expect(lab.forwarder.flows().overflow).toMatchObject({ bytes: 0 });
    expect(lab.forwarder.flows().overflow.corrupt).toBeGreaterThanOrEqual(5);
  });

  // https://github.com/vectordotdev/vector/pull/25570
  test.each([
    ['the file is gone', (lab: Lab) => rmSync(lab.path)],
    ['the file is shorter', (lab: Lab) => writeFileSync(lab.path, line('new'))],
    ['the cursor is gone', (lab: Lab) => rmSync(`${lab.path}.cursor`, { force: true })],
    ['the cursor is garbage', (lab: Lab) => writeFileSync(`${lab.path}.cursor`, '\u0000{')],
  ])('crashed again and again, for its files did not match: %s', async (_, spoil) => {
    const lab = labWith(row(40).map(line).join(''), accept, { batchSize: 10 });
    lab.answer = (sent, nth) => (nth <= 2 ? accept(sent, nth) : down(sent, nth));
    await lab.forwarder.close({ timeout: 0 });
    const first = lab.another({ batchSize: 10, retry: { attempts: 0 } });
    await first.flush();
    await first.close({ timeout: 0 });
    spoil(lab);
    lab.answer = accept;
    for (const name of ['b', 'c']) {
      const next = lab.another();
      next.enqueue(newEvent(name));
      await next.flush();
      await next.close();
    }
    expect(lab.batches.at(-1)).toEqual(['c']);
    expect(lab.batches.flat()).toContain('b');
  });

  // https://github.com/vectordotdev/vector/issues/19155
  // https://github.com/vectordotdev/vector/issues/8671
  // https://github.com/vectordotdev/vector/issues/18130
  test('stalled with a full buffer: here the oldest go, counted, and new ones come in', async () => {
    const lab = new Lab(down, { maxOverflowBytes: 4_096, retry: { attempts: 0 } });
    for (let nth = 1; nth <= 100; nth++) {
      lab.enqueue(`a-${nth}`);
      await lab.clock.advance(1_000);
    }
    lab.answer = accept;
    await lab.clock.advance(300_000);
    const { delivered, dropped } = lab.forwarder.stats();
    expect(delivered + dropped).toBe(100);
    expect(delivered).toBeGreaterThan(5);
    expect(lab.batches.at(-1)!.at(-1)).toBe('a-100');
  });

  // https://github.com/vectordotdev/vector/issues/16231
  test('was killed by a record that was too large', async () => {
    const large = JSON.stringify(newEvent('large', { padding: 'x'.repeat(11 * 1024 * 1024) }));
    const lab = labWith(`${line('a')}${large}\n${line('b')}`);
    await lab.forwarder.flush();
    expect(lab.batches.flat()).toEqual(['a', 'b']);
    expect(lab.forwarder.flows().overflow.corrupt).toBe(1);
  });

  // https://github.com/vectordotdev/vector/issues/19155
  test('was stopped by the lock of a process that crashed', async () => {
    const lab = labWith(line('a'));
    const dead = JSON.stringify({ pid: 2 ** 22 + 1, host: 'of-nobody', started: 0 });
    for (const name of ['lock', 'reader']) {
      writeFileSync(`${lab.path}.${name}`, dead);
      utimesSync(`${lab.path}.${name}`, 0, 0);
    }
    await lab.forwarder.flush();
    expect(lab.batches).toEqual([['a']]);
  });
});

describe('Fluent Bit', () => {
  // https://github.com/fluent/fluent-bit/issues/11847
  // https://github.com/fluent/fluent-bit/issues/5003
  // https://github.com/fluent/fluent-bit/issues/2472
  // https://github.com/fluent/fluent-bit/issues/2475
  test('was deaf after a corrupt chunk, or crashed', async () => {
    const noise = Buffer.from(Array.from({ length: 100_000 }, (_, nth) => (nth * 7919) % 251));
    const lab = labWith(noise);
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    lab.enqueue('b');
    await lab.clock.advance(1_000);
    expect(lab.batches).toEqual([['a'], ['b']]);
  });

  // https://github.com/fluent/fluent-bit/issues/10952: for kills see test/kill.
  // https://github.com/fluent/fluent-bit/issues/7279
  // https://github.com/fluent/fluent-bit/issues/3229
  test('lost its backlog on a restart: here it is sent, first, and without being asked', async () => {
    const lab = labWith(row(1_200).map(line).join(''));
    lab.enqueue('b');
    await lab.clock.advance(1_000);
    expect(lab.batches.flat()).toEqual([...row(1_200), 'b']);
    const silent = labWith(line('a'));
    await silent.clock.advance(1_000);
    expect(silent.batches).toEqual([['a']]);
  });
});

describe('retries without a breaker', () => {
  // https://github.com/bug-ops/zeph/issues/3011
  test('wasted the CPU while the server was down: here neither requests nor timers spin', async () => {
    for (const path of [undefined, '/dev/null/x.jsonl']) {
      const lab = new Lab(down, { flushInterval: 0, ...(path && { path }) });
      lab.enqueue(...row(5_000));
      await lab.clock.advance(60_000);
      const { timersSet } = lab.clock;
      const sentBefore = lab.sent.length;
      await lab.clock.advance(HOUR);
      expect(lab.sent.length - sentBefore).toBeLessThan(30);
      expect(lab.clock.timersSet - timersSet).toBeLessThan(path ? 4_000 : 100);
    }
  });
});

test('a line that somebody adds by hand, or another tool, is sent', async () => {
  const lab = new Lab(down);
  lab.enqueue('a');
  await lab.forwarder.close({ timeout: 0 });
  appendFileSync(lab.path, line('b'));
  lab.answer = accept;
  await lab.another().flush();
  expect(lab.batches.at(-1)).toEqual(['a', 'b']);
});
