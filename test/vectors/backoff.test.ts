import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BackoffSchedule, BackoffVector } from '../../spec/vectors/backoff.ts';
import { Backoff } from '../../src/forwarder/backoff.ts';
import { forwarderSettingsOf } from '../../src/forwarder/options.ts';
import { delayAfter } from '../../src/client/retry.ts';
import { vectors } from './support/files.ts';

const { schedules } = vectors<{ schedules: readonly BackoffSchedule[] }>('backoff.json');
const scheduleOf = (of: BackoffSchedule['of']) => schedules.find((each) => each.of === of)!;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function given({ random }: BackoffVector, { now }: BackoffSchedule): void {
  vi.setSystemTime(now);
  vi.spyOn(Math, 'random').mockReturnValue(random);
}

test.each(schedules)('the bounds of the $of are those that chance gives', (schedule) => {
  const { base_delay_ms: baseDelay, max_delay_ms: maxDelay } = schedule;
  for (const wait of schedule.waits) {
    const waitWith = (random: number) => {
      given({ ...wait, random }, schedule);
      return delayAfter(wait.attempt, { baseDelay, maxDelay }, wait.retry_after);
    };
    expect([waitWith(1 - 1e-9), waitWith(0)].map(Math.round)).toEqual([wait.min_ms, wait.max_ms]);
    expect(wait.wait_ms).toBeGreaterThanOrEqual(wait.min_ms);
    expect(wait.wait_ms).toBeLessThanOrEqual(wait.max_ms);
  }
});

describe('the client', () => {
  const schedule = scheduleOf('client');

  test.each(schedule.waits)('attempt $attempt, $retry_after, $random: $wait_ms ms', (wait) => {
    given(wait, schedule);
    // Its defaults are those of the schedule.
    expect(delayAfter(wait.attempt, {}, wait.retry_after)).toBeCloseTo(wait.wait_ms, 6);
  });
});

describe('the forwarder', () => {
  const schedule = scheduleOf('forwarder');

  test('has these settings', () => {
    expect(forwarderSettingsOf({ token: 'x' }).retry).toEqual({
      attempts: schedule.retries,
      baseDelay: schedule.base_delay_ms,
      maxDelay: schedule.max_delay_ms,
    });
  });

  test.each(schedule.waits)('attempt $attempt, $retry_after, $random: $wait_ms ms', (wait) => {
    given(wait, schedule);
    const waits: number[] = [];
    const clock = {
      now: () => Date.parse(schedule.now),
      setTimeout: (_: () => void, ms: number) => {
        waits.push(ms);
        return { cancel() {} };
      },
    };
    const backoff = new Backoff(forwarderSettingsOf({ token: 'x', clock }), () => {});
    for (let nth = 1; nth <= wait.attempt; nth++) {
      backoff.fail(nth === wait.attempt ? wait.retry_after : null);
    }
    expect(waits.at(-1)).toBeCloseTo(wait.wait_ms, 6);
    backoff.stop();
  });
});
