import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { accept, Lab, newEvent, problem, row, until, type Answering } from './support/lab.ts';

const HOUR = 3_600_000;

/** Every wait as long, or (with 1) as short, as chance can make it. */
function chance(value: 0 | 1): void {
  vi.spyOn(Math, 'random').mockReturnValue(value === 0 ? 0 : 1 - Number.EPSILON);
  onTestFinished(() => void vi.restoreAllMocks());
}

const down: Answering = () => problem(503);

/** Fails so many times as it is given answers, then takes everything. */
function first(...answers: Answering[]): Answering {
  return (sent, nth) => (answers[nth - 1] ?? accept)(sent, nth);
}

/** Asks for a wait. */
const busy =
  (retryAfter: string, status = 429): Answering =>
  () =>
    problem(status, {}, { 'retry-after': retryAfter });

const html = () =>
  new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } });

describe('tried again is what may pass', () => {
  test.each<[string, Answering]>([
    ...[408, 425, 429, 500, 502, 503, 504, 599].map((status): [string, Answering] => [
      `a ${status}`,
      () => problem(status),
    ]),
    ['a network error', () => Promise.reject(new TypeError('fetch failed'))],
    [
      'a fetch that throws',
      () => {
        throw new Error('no network');
      },
    ],
    ['a timeout', () => Promise.reject(new DOMException('', 'TimeoutError'))],
    ['a 400 in HTML, of a proxy', () => new Response('<html>Bad Request</html>', { status: 400 })],
    ['a 503 in HTML', () => new Response('<html>', { status: 503 })],
    ['a 200 in HTML, of a captive portal', html],
    [
      'a 200 that breaks off',
      () =>
        new Response(new ReadableStream({ start: (c) => c.error(new TypeError('terminated')) })),
    ],
    ['a 200 that is cut within its JSON', () => new Response('{"ingested":1,"dup')],
    ['a 200 that counts too few', () => Response.json({ ingested: 0, duplicates: 0 })],
    ['a 200 that counts too many', () => Response.json({ ingested: 1, duplicates: 1 })],
    [
      'a redirect',
      () => new Response(null, { status: 307, headers: { location: 'https://x.test' } }),
    ],
    ['a 404, as of a server that is being set up', () => problem(404)],
    ['a 405', () => problem(405)],
    ['a 415', () => problem(415)],
  ])('%s', async (_, answer) => {
    const lab = new Lab(first(answer));
    lab.enqueue('a');
    await lab.clock.advance(10_000);
    expect(lab.batches).toEqual([['a'], ['a']]);
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 1, retries: 1, rejected: 0 });
    expect(lab.errors).toHaveLength(1);
  });

  test.each<[string, () => Response]>([
    ['that counts the events', () => Response.json({ ingested: 1, duplicates: 0 })],
    ['that knew them', () => Response.json({ ingested: 0, duplicates: 1 })],
    ['that does not count', () => Response.json({})],
    ['that counts in another way', () => Response.json({ ingested: '1', count: 5 })],
    ['that counts only one way', () => Response.json({ ingested: 7 })],
    ['without a body', () => new Response(null, { status: 204 })],
    ['of length 0', () => new Response(null, { headers: { 'content-length': '0' } })],
    ['of unknown length, and empty', () => new Response('')],
    ['with status 201', () => Response.json({}, { status: 201 })],
  ])('but no success %s', async (_, answer) => {
    const lab = new Lab(answer);
    lab.enqueue('a');
    await lab.clock.advance(10_000);
    expect(lab.batches).toEqual([['a']]);
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 1, retries: 0 });
    expect(lab.errors).toEqual([]);
  });
});

describe('the tries of a batch', () => {
  test('are one and five more; then it goes to the overflow file', async () => {
    // The waits are whole: after six tries, 40 s are over before the next one.
    chance(0);
    const lab = new Lab(down);
    lab.enqueue('a', 'b');
    await lab.clock.advance(40_000);
    expect(lab.sent).toHaveLength(6);
    const spilledAt = lab.sent[5]!.at;
    expect(spilledAt).toBeLessThanOrEqual(1_000 + 31_000);
    expect(lab.told).toEqual(['spilled 2']);
    expect(lab.inFile).toEqual(['a', 'b']);
    expect(lab.forwarder.stats()).toMatchObject({ spilled: 2, retries: 5, inFlight: 0 });
    expect(lab.forwarder.flows().outage).toBe(true);
  });

  test.each([
    ['whole', 0, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]],
    ['half', 1, [0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300]],
  ] as const)(
    'are apart by 1 s, twice that, and so on up to 5 min: the %s of it',
    async (_, by, waits) => {
      chance(by);
      const lab = new Lab(down);
      lab.enqueue('a');
      await lab.clock.advance(HOUR);
      const actual = lab.waits.slice(0, waits.length);
      actual.forEach((wait, index) => expect(wait).toBeCloseTo(waits[index]!, 6));
    },
  );

  test('are apart by chance, so that those that failed together do not come back together', async () => {
    const lab = new Lab(down);
    const waits = new Set<number>();
    for (let nth = 0; nth < 20; nth++) {
      lab.sent.length = 0;
      const forwarder = lab.another({ path: `${lab.path}.${nth}` });
      forwarder.enqueue(newEvent('a'));
      await lab.clock.advance(40_000);
      await forwarder.close({ timeout: 0 });
      for (const [index, wait] of lab.waits.slice(0, 5).entries()) {
        expect(wait).toBeGreaterThanOrEqual(2 ** index / 2);
        expect(wait).toBeLessThanOrEqual(2 ** index);
      }
      waits.add(lab.waits[0]!);
    }
    expect(waits.size).toBeGreaterThan(15);
  });

  test('can be others, at other times', async () => {
    chance(0);
    const lab = new Lab(down, { retry: { attempts: 2, baseDelay: 100, maxDelay: 150 } });
    lab.enqueue('a');
    await lab.clock.advance(1_300);
    expect(lab.waits.slice(0, 2)).toEqual([0.1, 0.15]);
    expect(lab.told).toEqual(['spilled 1']);
  });

  test('is one, where attempts is 0', async () => {
    const lab = new Lab(down, { retry: { attempts: 0 } });
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    expect(lab.batches).toEqual([['a']]);
    expect(lab.inFile).toEqual(['a']);
  });

  test('never end, where attempts is infinite: nothing goes to the file', async () => {
    const lab = new Lab(down, { retry: { attempts: Infinity } });
    lab.enqueue('a');
    await lab.clock.advance(24 * HOUR);
    lab.answer = accept;
    await lab.clock.advance(300_000);
    expect(lab.told).toEqual(['delivered 1']);
  });

  test('begin anew after a success', async () => {
    chance(0);
    const lab = new Lab((sent, nth) => (nth === 4 ? accept(sent, nth) : problem(503)));
    lab.enqueue('a');
    await lab.clock.advance(8_000);
    lab.enqueue('b');
    await lab.clock.advance(2_000);
    expect(lab.batches).toEqual([['a'], ['a'], ['a'], ['a'], ['b'], ['b']]);
    expect(lab.waits.at(-1)).toBe(1);
  });
});

describe('what comes in the meantime', () => {
  test('waits with it: it makes no request of its own', async () => {
    const lab = new Lab(down);
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    for (const prefix of ['b', 'c', 'd']) {
      lab.enqueue(...row(600, prefix));
      await lab.clock.advance(0);
    }
    expect(lab.batches).toEqual([['a']]);
    lab.answer = accept;
    await lab.clock.advance(10_000);
    expect(lab.batches.flat().slice(1)).toEqual([
      'a',
      ...row(600, 'b'),
      ...row(600, 'c'),
      ...row(600, 'd'),
    ]);
  });

  test('goes to the file in an outage, a second later, and comes out of it in its order', async () => {
    const lab = new Lab(down, { retry: { attempts: 0, baseDelay: 60_000 } });
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    lab.enqueue('b');
    await lab.clock.advance(1_000);
    expect(lab.inFile).toEqual(['a', 'b']);
    lab.answer = accept;
    lab.enqueue('c');
    await lab.forwarder.flush();
    expect(lab.batches.slice(1).flat()).toEqual(['a', 'b', 'c']);
    expect(lab.told).toEqual([
      'spilled 1',
      'spilled 1',
      'recovered 2',
      'delivered 2',
      'delivered 1',
    ]);
    expect(lab.inFile).toEqual([]);
  });
});

describe('Retry-After', () => {
  test.each([429, 503, 500, 408])('is heeded with a %i', async (status) => {
    const lab = new Lab(first(busy('20', status)));
    lab.enqueue('a');
    await lab.clock.advance(40_000);
    expect(lab.waits).toEqual([20]);
  });

  test('is a floor: what is shorter than the backoff does not shorten it', async () => {
    chance(0);
    const lab = new Lab(first(busy('1', 503), busy('1', 503), busy('1', 503)));
    lab.enqueue('a');
    await lab.clock.advance(40_000);
    expect(lab.waits).toEqual([1, 2, 4]);
  });

  test('may be an HTTP date', async () => {
    const at = new Date(Date.now() + 60_000);
    const lab = new Lab(first(busy(at.toUTCString())));
    lab.enqueue('a');
    await lab.clock.advance(100_000);
    // It has whole seconds, and the test has taken a moment.
    expect(lab.waits[0]).toBeGreaterThan(50);
    expect(lab.waits[0]).toBeLessThanOrEqual(60);
  });

  test.each(['301', '86400', '99999999999999', 'Fri, 31 Dec 2199 23:59:59 GMT'])(
    'is heeded for 5 minutes at most: %s',
    async (retryAfter) => {
      const lab = new Lab(first(busy(retryAfter)));
      lab.enqueue('a');
      await lab.clock.advance(HOUR);
      expect(lab.waits).toEqual([300]);
    },
  );

  test.each(['', '0', '-5', 'soon', '12 parsecs', 'Fri, 31 Dec 1999 23:59:59 GMT', 'NaN'])(
    'that asks for no wait is no wait: "%s"',
    async (retryAfter) => {
      chance(0);
      const lab = new Lab(first(busy(retryAfter)));
      lab.enqueue('a');
      await lab.clock.advance(HOUR);
      if (retryAfter !== 'Infinity') expect(lab.waits).toEqual([1]);
      expect(lab.forwarder.stats().delivered).toBe(1);
    },
  );

  test('is heeded even by who flushes', async () => {
    const lab = new Lab(first(busy('20')));
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    const flushed = lab.forwarder.flush();
    await lab.clock.advance(19_999);
    expect(lab.batches).toEqual([['a']]);
    await lab.clock.advance(1);
    await flushed;
    expect(lab.waits).toEqual([20]);
  });

  test.each(['soon', '0'])('of no use keeps nobody from flushing: "%s"', async (retryAfter) => {
    const lab = new Lab(first(busy(retryAfter)));
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    await lab.forwarder.flush();
    expect(lab.waits).toEqual([0]);
  });
});

describe('an outage', () => {
  test('costs no more than some requests an hour', async () => {
    const lab = new Lab(down);
    lab.enqueue(...row(2_000));
    for (let minute = 0; minute < 60; minute++) {
      lab.enqueue(...row(100));
      await lab.clock.advance(60_000);
    }
    expect(lab.sent.length).toBeGreaterThan(10);
    expect(lab.sent.length).toBeLessThan(40);
    const retries = lab.sent.length - 1;
    expect(lab.forwarder.stats()).toMatchObject({ spilled: 8_000, dropped: 0, retries });
  });

  test('is over within 5 minutes after the server is back', async () => {
    const lab = new Lab(down);
    lab.enqueue('a');
    await lab.clock.advance(24 * HOUR);
    lab.answer = accept;
    await lab.clock.advance(300_000);
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 1 });
    expect(lab.forwarder.flows().outage).toBe(false);
  });

  test('ends the wait of all: what has waited is sent without further waits', async () => {
    const lab = new Lab(down, { batchSize: 10 });
    lab.enqueue(...row(95));
    await lab.clock.advance(600_000);
    expect(lab.inFile).toHaveLength(95);
    lab.answer = accept;
    const before = lab.sent.length;
    await lab.clock.advance(300_000);
    const after = lab.sent.slice(before);
    expect(after.flatMap(({ events }) => events.map((event) => event.tool_name))).toEqual(row(95));
    expect(new Set(after.map(({ at }) => at)).size).toBe(1);
  });

  test('is tried at once by who flushes', async () => {
    const lab = new Lab(down);
    lab.enqueue('a');
    await lab.clock.advance(HOUR);
    lab.answer = accept;
    await lab.forwarder.flush();
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 1 });
  });
});

describe('when the clock is set', () => {
  test.each([-30 * HOUR, 30 * HOUR])('by %i ms, a wait is as long as before', async (step) => {
    chance(0);
    const lab = new Lab(down);
    lab.enqueue('a');
    await lab.clock.advance(4_000);
    expect(lab.sent).toHaveLength(3);
    lab.clock.step(step);
    await lab.clock.advance(3_999);
    expect(lab.sent).toHaveLength(3);
    await lab.clock.advance(1);
    expect(lab.sent).toHaveLength(4);
  });

  test.each([-30 * HOUR, 30 * HOUR])('by %i ms, a full minute is full: close', async (step) => {
    const lab = new Lab(() => new Promise<never>(() => {}));
    lab.enqueue('a');
    let isOver = false;
    const closed = lab.forwarder.close({ timeout: 60_000 }).then(() => (isOver = true));
    await lab.clock.advance(0);
    lab.clock.step(step);
    await lab.clock.advance(59_999);
    expect(isOver).toBe(false);
    await lab.clock.advance(1);
    await closed;
    expect(lab.inFile).toEqual(['a']);
  });
});

test('the request timeout counts as a failed try, also where fetch does not heed its signal', async () => {
  const lab = new Lab();
  const forwarder = lab.another({
    timeout: 20,
    fetch: () => new Promise<never>(() => {}),
    retry: { attempts: 0 },
  });
  const errors: string[] = [];
  forwarder.on('error', ({ message }) => errors.push(message));
  forwarder.enqueue(newEvent('a'));
  await lab.clock.advance(1_000);
  await until(() => forwarder.stats().spilled === 1);
  expect(errors).toEqual(['POST /v1/ingest: no answer within 20 ms']);
});
