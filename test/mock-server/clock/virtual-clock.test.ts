import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../mock-server/clock/index.ts';

function logging(clock: VirtualClock) {
  const start = clock.now();
  const log: string[] = [];
  return { log, note: (name: string) => log.push(`${name}@${clock.now() - start}`) };
}

describe('the virtual clock', () => {
  it('starts at the same instant every time, or where it is told to', () => {
    expect(new Date(new VirtualClock().now()).toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(new VirtualClock(42).now()).toBe(42);
  });

  it('fires timers in the order in which they are due, each at its instant', async () => {
    const clock = new VirtualClock();
    const { log, note } = logging(clock);
    for (const ms of [30, 10, 20, 40, 10.5]) clock.setTimeout(() => note(`${ms}`), ms);
    await clock.advance(30);
    expect(log).toEqual(['10@10', '10.5@10.5', '20@20', '30@30']);
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(100);
    expect(log.at(-1)).toBe('40@40');
  });

  it('fires timers of one instant in the order in which they were set', async () => {
    const clock = new VirtualClock();
    const { log, note } = logging(clock);
    for (const name of ['a', 'b', 'c']) clock.setTimeout(() => note(name), 5);
    await clock.advance(5);
    expect(log).toEqual(['a@5', 'b@5', 'c@5']);
  });

  it('moves by thousands of years in no more than 100,000 steps', async () => {
    const clock = new VirtualClock(0);
    const target = Date.UTC(9999);
    let ticks = 0;
    let latest = 0;
    const tick = (): void => {
      ticks += 1;
      latest = clock.now();
      clock.setTimeout(tick, 15_000);
    };
    tick();
    await clock.set(target);
    expect({ ticks, latest, now: clock.now() }).toEqual({
      ticks: 100_001,
      latest: target,
      now: target,
    });
    await clock.advance(15_000);
    expect(ticks).toBe(100_002);
  });

  it('lets every continuation run before the next instant', async () => {
    const clock = new VirtualClock();
    const { log, note } = logging(clock);
    clock.setTimeout(() => {
      void (async () => {
        for (let n = 0; n < 50; n += 1) await undefined;
        note('continued');
      })();
    }, 1);
    clock.setTimeout(() => note('next'), 2);
    await clock.advance(2);
    expect(log).toEqual(['continued@1', 'next@2']);
  });

  it('fires timers that are set on the way, if they fall into the span', async () => {
    const clock = new VirtualClock();
    const { log, note } = logging(clock);
    const tick = (): void => {
      note('tick');
      clock.setTimeout(tick, 10);
    };
    clock.setTimeout(tick, 10);
    await clock.advance(35);
    expect(log).toEqual(['tick@10', 'tick@20', 'tick@30']);
    await clock.advance(5);
    expect(log.at(-1)).toBe('tick@40');
  });

  it('fires a timer of 0 ms, or less, in a later turn of the same instant', async () => {
    const clock = new VirtualClock();
    const { log, note } = logging(clock);
    clock.setTimeout(() => {
      note('first');
      void Promise.resolve().then(() => note('continued'));
      clock.setTimeout(() => note('second'), -5);
    }, 0);
    expect(log).toEqual([]);
    await clock.advance(0);
    expect(log).toEqual(['first@0', 'continued@0', 'second@0']);
  });

  it('sees timers that are about to be set when a move begins', async () => {
    const clock = new VirtualClock();
    const { log, note } = logging(clock);
    void (async () => {
      await undefined;
      clock.setTimeout(() => note('timer'), 5);
    })();
    await clock.advance(10);
    expect(log).toEqual(['timer@5']);
  });

  it('forgets a cancelled timer', async () => {
    const clock = new VirtualClock();
    const { log, note } = logging(clock);
    const timers = ['a', 'b', 'c'].map((name, index) => clock.setTimeout(() => note(name), index));
    clock.setTimeout(() => timers[2]!.cancel(), 1.5);
    timers[0]!.cancel();
    timers[0]!.cancel();
    await clock.advance(10);
    timers[1]!.cancel();
    expect(log).toEqual(['b@1']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('makes overlapping moves one after the other', async () => {
    const clock = new VirtualClock(0);
    const { log, note } = logging(clock);
    for (const ms of [10, 20, 30]) clock.setTimeout(() => note(`${ms}`), ms);
    await Promise.all([clock.advance(10), clock.advance(10), clock.set(30)]);
    expect(log).toEqual(['10@10', '20@20', '30@30']);
    expect(clock.now()).toBe(30);
  });

  it('is set forward through its timers, and backward past none', async () => {
    const clock = new VirtualClock(1000);
    const { log, note } = logging(clock);
    clock.setTimeout(() => note('timer'), 100);
    await clock.set(500);
    expect(clock.now()).toBe(500);
    await clock.advance(500);
    expect(log).toEqual([]);
    await clock.set(1100);
    expect(log).toEqual(['timer@100']);
  });

  it('rejects with what a callback throws, and can be moved on', async () => {
    const clock = new VirtualClock(0);
    const { log, note } = logging(clock);
    clock.setTimeout(() => {
      throw new Error('in a callback');
    }, 5);
    clock.setTimeout(() => note('other'), 5);
    await expect(clock.advance(10)).rejects.toThrow('in a callback');
    expect(clock.now()).toBe(5);
    await clock.advance(5);
    expect(log).toEqual(['other@5']);
    expect(clock.now()).toBe(10);
  });

  it('refuses to be advanced by nonsense', async () => {
    const clock = new VirtualClock();
    await expect(clock.advance(-1)).rejects.toThrow(RangeError);
    await expect(clock.advance(Number.NaN)).rejects.toThrow(RangeError);
    await expect(clock.set(Number.POSITIVE_INFINITY)).rejects.toThrow(RangeError);
  });
});
