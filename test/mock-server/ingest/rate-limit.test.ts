import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../mock-server/http/api-error.ts';
import { VirtualClock } from '../../../mock-server/index.ts';
import { RateLimit } from '../../../mock-server/ingest/rate-limit.ts';
import { operations } from '../../../spec/operations.ts';
import { apiOf, startApi, startMock, type Api } from '../support/api.ts';
import { event, SEED_STATE } from '../support/samples.ts';

/** The answer of `take`, whether it gives or refuses. */
function take(limit: RateLimit, org = 'o') {
  try {
    return { given: true, headers: limit.take(org) };
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'rate_limited') throw error;
    return { given: false, headers: error.headers };
  }
}

function countTaken(limit: RateLimit, org = 'o'): number {
  let taken = 0;
  while (take(limit, org).given) taken++;
  return taken;
}

const limited = (rateLimit: number) => {
  const clock = new VirtualClock();
  return { clock, ...startApi({ clock, rateLimit }) };
};

describe('over the API', () => {
  test('an answer tells what is left, and in how many seconds the share is whole', async () => {
    const api = limited(600);
    const { headers } = await api.ingest(event());
    expect(headers.get('ratelimit-policy')).toBe('"ingest";q=600;w=60');
    expect(headers.get('ratelimit')).toBe('"ingest";r=599;t=1');
    for (let n = 0; n < 20; n++) await api.report(SEED_STATE);
    expect((await api.ingest(event())).headers.get('ratelimit')).toBe('"ingest";r=578;t=3');
  });

  test('both ingest operations share it, and what is over it is 429 and changes nothing', async () => {
    const api = limited(2);
    expect((await api.ingest(event())).status).toBe(200);
    expect((await api.report({ ...SEED_STATE, session_id: 'S' })).status).toBe(200);
    for (const answer of [await api.ingest(event()), await api.report(SEED_STATE)]) {
      expect(answer).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
      expect(answer.headers.get('retry-after')).toBe('30');
      expect(answer.headers.get('ratelimit')).toBe('"ingest";r=0;t=60');
      expect(answer.headers.get('ratelimit-policy')).toBe('"ingest";q=2;w=60');
    }
    expect((await api.get('/v1/events')).body.events).toHaveLength(1);
    expect((await api.get('/v1/sessions')).body.sessions).toHaveLength(2);
  });

  test('to wait for Retry-After is enough, and a second less is not', async () => {
    const api = limited(7);
    for (let n = 0; n < 7; n++) expect((await api.ingest(event())).status).toBe(200);
    const seconds = Number((await api.ingest(event())).headers.get('retry-after'));
    expect(seconds).toBe(9);
    await api.clock.advance((seconds - 1) * 1000);
    expect((await api.ingest(event())).status).toBe(429);
    await api.clock.advance(1000);
    expect((await api.ingest(event())).status).toBe(200);
  });

  test('reads are not limited, and carry no such header', async () => {
    const api = limited(1);
    await api.ingest(event());
    for (const path of ['/v1/events', '/v1/sessions', '/health']) {
      const answer = await api.get(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('ratelimit')).toBeNull();
    }
    const limitedOnes = Object.entries(operations).flatMap(([id, operation]) =>
      'errors' in operation && (operation.errors as readonly string[]).includes('rate_limited')
        ? [id]
        : [],
    );
    expect(limitedOnes).toEqual(['ingestEvents', 'ingestSession']);
  });

  test('a JWT of the org draws on the same share', async () => {
    const api = limited(1);
    const { jwt } = await api.mock.tokens();
    expect((await api.report(SEED_STATE)).status).toBe(200);
    expect((await api.post('/v1/sessions/ingest', SEED_STATE, { token: jwt })).status).toBe(429);
  });

  test('a credential that is refused takes nothing of it', async () => {
    const api = limited(1);
    const { install } = await api.mock.tokens();
    expect((await api.post('/v1/ingest', {}, { token: install })).status).toBe(403);
    expect((await api.post('/v1/ingest', {}, { token: null })).status).toBe(401);
    expect((await api.ingest(event())).status).toBe(200);
  });

  test('one org does not use up the share of another', async () => {
    const mock = startMock({ clock: new VirtualClock(), rateLimit: 1 });
    const of = async (org_id: string): Promise<Api> =>
      apiOf(mock, await mock.mintToken({ org_id, type: 'service' }));
    const [one, two] = [await of('org_one'), await of('org_two')];
    expect((await one.ingest(event())).status).toBe(200);
    expect((await one.ingest(event())).status).toBe(429);
    expect((await two.ingest(event())).status).toBe(200);
    // Another token of the org is no other share.
    expect((await (await of('org_one')).ingest(event())).status).toBe(429);
  });
});

test.each([0, -1, 1.5, Number.NaN, Infinity, 1e15])('a limit of %d is refused', (perMinute) => {
  expect(() => new RateLimit(new VirtualClock(), perMinute)).toThrow(RangeError);
});

describe('a clock that is turned back', () => {
  test('locks no org out', async () => {
    const clock = new VirtualClock();
    const limit = new RateLimit(clock, 60);
    await clock.advance(3_600_000);
    expect(countTaken(limit)).toBe(60);
    await clock.set(clock.now() - 3_600_000);
    expect(take(limit)).toMatchObject({ given: false, headers: { 'retry-after': '1' } });
    await clock.advance(1000);
    expect(countTaken(limit)).toBe(1);
  });

  test('gives nothing for it', async () => {
    const clock = new VirtualClock();
    const limit = new RateLimit(clock, 60);
    expect(countTaken(limit)).toBe(60);
    await clock.set(clock.now() - 86_400_000);
    expect(countTaken(limit)).toBe(0);
  });
});

test('reset gives one org, or all, its whole share again', () => {
  const limit = new RateLimit(new VirtualClock(), 3);
  for (const org of ['a', 'b']) countTaken(limit, org);
  limit.reset('a');
  expect([countTaken(limit, 'a'), countTaken(limit, 'b')]).toEqual([3, 0]);
  limit.reset();
  expect([countTaken(limit, 'a'), countTaken(limit, 'b')]).toEqual([3, 3]);
});

test('of very many orgs the least recent are forgotten, and counted', () => {
  const limit = new RateLimit(new VirtualClock(), 5);
  for (let n = 0; n < 5; n++) limit.take('first');
  for (let n = 0; n < 9_000; n++) limit.take(`org-${n}`);
  expect(take(limit, 'first').given).toBe(false);
  expect(limit.evicted).toBe(0);
  for (let n = 0; n < 30_000; n++) limit.take(`other-${n}`);
  expect(limit.evicted).toBeGreaterThan(10_000);
  expect(take(limit, 'first').given).toBe(true);
});

test('a share that is used up comes back no sooner for what other orgs send', async () => {
  const clock = new VirtualClock();
  const limit = new RateLimit(clock, 60);
  expect(countTaken(limit, 'a')).toBe(60);
  for (let n = 0; n < 5; n++) {
    await clock.advance(11_000);
    limit.take('b');
  }
  expect(countTaken(limit, 'a')).toBe(55);
});

test('a bucket that is in use outlives its minute', async () => {
  const clock = new VirtualClock();
  const limit = new RateLimit(clock, 60);
  for (let n = 0; n < 100; n++) {
    expect(countTaken(limit, 'busy')).toBe(n === 0 ? 60 : 1);
    await clock.advance(59_000);
    expect(countTaken(limit, 'busy')).toBe(59);
    await clock.advance(1000);
  }
  expect(limit.evicted).toBe(0);
});

/** The obviously correct one: exact fractions of requests, for ever. */
class Model {
  readonly #perMinute: bigint;
  readonly #buckets = new Map<string, { parts: bigint; at: number }>();

  constructor(perMinute: number) {
    this.#perMinute = BigInt(perMinute);
  }

  /** Whether it is given, and how many whole requests are left. */
  take(org: string, now: number): [given: boolean, left: number] {
    const whole = this.#perMinute * 60_000n;
    const { parts, at } = this.#buckets.get(org) ?? { parts: whole, at: now };
    const grown = parts + BigInt(Math.max(0, now - at)) * this.#perMinute;
    const full = grown > whole ? whole : grown;
    const given = full >= 60_000n;
    const left = given ? full - 60_000n : full;
    this.#buckets.set(org, { parts: left, at: now });
    return [given, Number(left / 60_000n)];
  }
}

test('behaves as the model does, and every Retry-After is exact', async () => {
  const step = fc.oneof(
    fc.record({ org: fc.constantFrom('a', 'b', '__proto__') }),
    fc.record({ ms: fc.oneof(fc.nat(3_000), fc.nat(30_000), fc.nat(200_000)) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 1e9 })),
      fc.array(step, { maxLength: 60 }),
      async (perMinute, steps) => {
        let now = 1_000;
        const clock = { now: () => now, setTimeout: () => ({ cancel: () => {} }) };
        const limit = new RateLimit(clock, perMinute);
        const model = new Model(perMinute);
        for (const each of steps) {
          if ('ms' in each) now += each.ms;
          else {
            const { given, headers } = take(limit, each.org);
            const left = Number(/r=(\d+)/.exec(headers['ratelimit']!)![1]);
            expect([given, left]).toEqual(model.take(each.org, now));
            if (given) continue;
            const seconds = Number(headers['retry-after']);
            expect(seconds).toBeGreaterThan(0);
            // A second less would not do.
            now += (seconds - 1) * 1000;
            expect(take(limit, each.org).given).toBe(false);
            now += 1000;
            expect(take(limit, each.org).given).toBe(true);
            model.take(each.org, now - 1000);
            expect(model.take(each.org, now)[0]).toBe(true);
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});
