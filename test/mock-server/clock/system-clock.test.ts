import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../mock-server/clock/index.ts';

const DAY_MS = 24 * 3600 * 1000;

describe('the system clock', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('tells the time and fires timers', () => {
    const fired = vi.fn<() => void>();
    expect(systemClock.now()).toBe(Date.now());
    systemClock.setTimeout(fired, 100);
    vi.advanceTimersByTime(99);
    expect(fired).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(fired).toHaveBeenCalledOnce();
  });

  it('waits for longer than the platform can', () => {
    const fired = vi.fn<() => void>();
    systemClock.setTimeout(fired, 100 * DAY_MS);
    vi.advanceTimersByTime(100 * DAY_MS - 1);
    expect(fired).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(fired).toHaveBeenCalledOnce();
  });

  it('forgets a cancelled timer, however far it has come', () => {
    const fired = vi.fn<() => void>();
    const timer = systemClock.setTimeout(fired, 50 * DAY_MS);
    vi.advanceTimersByTime(40 * DAY_MS);
    timer.cancel();
    vi.advanceTimersByTime(40 * DAY_MS);
    expect(fired).not.toHaveBeenCalled();
  });

  it('does not keep the process alive', () => {
    const unref = vi.fn<() => void>();
    vi.stubGlobal('setTimeout', () => ({ unref }));
    systemClock.setTimeout(() => undefined, 1);
    vi.unstubAllGlobals();
    expect(unref).toHaveBeenCalledOnce();
  });
});
