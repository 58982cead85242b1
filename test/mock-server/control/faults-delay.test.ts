import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Delay, delays } from '../../../mock-server/control/faults/fault-delay.ts';
import { startFaults } from './support/faults.ts';

/** Whether a promise has settled by now. */
function watched<T>(promise: Promise<T>): {
  readonly settled: boolean;
  readonly promise: Promise<T>;
} {
  const watch = { settled: false, promise };
  void promise.finally(() => (watch.settled = true)).catch(() => {});
  return watch;
}

describe('a delay', () => {
  test('holds the request until the clock has advanced so far', async () => {
    const { clock, faults, send, taken } = startFaults();
    faults.add({ delay_ms: 1000 });
    const request = watched(send());
    await clock.advance(999);
    expect([request.settled, taken()]).toEqual([false, 0]);
    await clock.advance(1);
    expect([request.settled, taken()]).toEqual([true, 1]);
    expect(clock.pendingTimers).toBe(0);
  });

  test('after: the request has taken effect meanwhile', async () => {
    const { clock, faults, send, taken } = startFaults();
    faults.add({ delay_ms: 1000, when: 'after' });
    const request = watched(send());
    await clock.advance(999);
    expect([request.settled, taken()]).toEqual([false, 1]);
    await clock.advance(1);
    expect((await request.promise).status).toBe(200);
  });

  test('comes before what else happens', async () => {
    const { clock, faults, send } = startFaults();
    faults.add({ delay_ms: 10, status: 504 });
    const request = watched(send());
    await clock.advance(9);
    expect(request.settled).toBe(false);
    await clock.advance(1);
    expect((await request.promise).status).toBe(504);
  });

  test('comes after what is truncated took effect', async () => {
    const { clock, faults, send, taken } = startFaults();
    faults.add({ delay_ms: 10, truncate: 1 });
    const request = send();
    await clock.advance(1);
    expect(taken()).toBe(1);
    await clock.advance(9);
    expect((await request).outcome).toMatchObject({ breakOffAt: 1 });
  });

  test('delays nobody else', async () => {
    const { faults, send } = startFaults();
    faults.add({ delay_ms: 10, match: { org_id: 'slow' } });
    void send({ org_id: 'slow' });
    expect((await send({ org_id: 'fast' })).status).toBe(200);
  });

  const RELEASES: [string, (started: ReturnType<typeof startFaults>) => void][] = [
    ['all faults are cleared', ({ faults }) => faults.clear()],
    ['the faults of its org are cleared', ({ faults }) => faults.clear('org')],
    ['its rule is removed', ({ faults }) => void faults.remove('fault-1')],
  ];
  test.each(RELEASES)(
    'ends when %s: the request is answered as if there were none',
    async (_, release) => {
      const started = startFaults();
      const { clock, faults, send, taken } = started;
      faults.add({ delay_ms: 1000, status: 500 });
      const request = send({ org_id: 'org' });
      await clock.advance(1);
      release(started);
      expect((await request).status).toBe(200);
      expect([taken(), clock.pendingTimers]).toEqual([1, 0]);
    },
  );

  test('goes on when the faults of another org are cleared', async () => {
    const { clock, faults, send } = startFaults();
    faults.add({ delay_ms: 1000 });
    const request = watched(send({ org_id: 'org' }));
    await clock.advance(1);
    faults.clear('other');
    await clock.advance(1);
    expect(request.settled).toBe(false);
    faults.clear();
  });

  test('ends when the server closes: what was not taken yet is not taken any more', async () => {
    const { clock, faults, send, taken } = startFaults();
    faults.add({ delay_ms: 1000, times: 1 });
    faults.add({ delay_ms: 1000, when: 'after' });
    const [before, after] = [send(), send()];
    await clock.advance(1);
    faults.close();
    expect(await before).toMatchObject({ status: 503, code: 'unavailable' });
    expect((await after).status).toBe(200);
    expect(taken()).toBe(1);
    expect((await send()).status).toBe(200);
  });

  test.each(['before', 'after'] as const)(
    'ends when the caller gives up, %s it took effect',
    async (when) => {
      const { clock, faults, send, taken } = startFaults();
      faults.add({ delay_ms: 1000, when });
      const leaving = new AbortController();
      const request = send({}, { signal: leaving.signal });
      await clock.advance(1);
      leaving.abort();
      expect((await request).error).toBeInstanceOf(TypeError);
      expect(taken()).toBe(when === 'after' ? 1 : 0);
      expect(clock.pendingTimers).toBe(0);
      expect((await send({}, { signal: leaving.signal })).status).toBe(0);
    },
  );
});

describe('a distribution', () => {
  const UNIFORM = { distribution: 'uniform', min: 10, max: 20 } as const;
  const LOGNORMAL = { distribution: 'lognormal', median: 100, sigma: 0.5 } as const;

  test('gives the same row for the same seed, and another for another', () => {
    for (const delay of [UNIFORM, LOGNORMAL]) {
      expect(draw({ ...delay, seed: 7 }, 20)).toEqual(draw({ ...delay, seed: 7 }, 20));
      expect(draw({ ...delay, seed: 7 }, 20)).not.toEqual(draw({ ...delay, seed: 8 }, 20));
      expect(draw(delay, 20)).toEqual(draw({ ...delay, seed: 1 }, 20));
    }
  });

  test('uniform: between its bounds', () => {
    const bounds = fc.tuple(fc.nat(10_000), fc.nat(10_000), fc.nat(0xffff_ffff));
    fc.assert(
      fc.property(bounds, ([a, b, seed]) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        for (const drawn of draw({ distribution: 'uniform', min, max, seed }, 20)) {
          expect(drawn).toBeGreaterThanOrEqual(min);
          expect(drawn).toBeLessThanOrEqual(max);
        }
      }),
    );
    const drawn = draw(UNIFORM, 1000);
    expect(Math.min(...drawn)).toBeLessThan(11);
    expect(Math.max(...drawn)).toBeGreaterThan(19);
  });

  test('lognormal: half above the median, spread by sigma, at most a day', () => {
    const drawn = draw(LOGNORMAL, 10_000).toSorted((a, b) => a - b);
    expect(drawn[5_000]).toBeCloseTo(100, -1);
    // One standard deviation up: exp(0.5).
    expect(drawn[8_413]! / 100).toBeCloseTo(Math.exp(0.5), 1);
    expect(Math.max(...draw({ ...LOGNORMAL, median: 86_400_000 }, 100))).toBe(86_400_000);
  });

  test('is drawn anew for each request', async () => {
    const { clock, faults, send } = startFaults();
    faults.add({ delay_ms: UNIFORM });
    const [first, second] = draw(UNIFORM, 2) as [number, number];
    expect(first).not.toBe(second);
    for (const drawn of [first, second]) {
      const request = watched(send());
      await clock.advance(drawn - 0.01);
      expect(request.settled).toBe(false);
      await clock.advance(0.02);
      expect(request.settled).toBe(true);
    }
  });
});

/** The first `n` delays. */
function draw(delay: Delay, n: number): number[] {
  const next = delays(delay);
  return Array.from({ length: n }, next);
}
