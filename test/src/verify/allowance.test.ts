import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Allowance } from '../../../src/verify/allowance.ts';

const TIMEOUT = 10_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Waits so long. @returns since when */
function wait(ms: number): number {
  const start = performance.now();
  vi.advanceTimersByTime(ms);
  return start;
}

test('three timeouts may be waited in vain, and what is waited for then is short', () => {
  const allowance = new Allowance(TIMEOUT);
  for (let nth = 0; nth < 3; nth++) {
    expect(allowance.ms).toBe(TIMEOUT);
    allowance.missed(wait(TIMEOUT));
  }
  expect(allowance.ms).toBe(500);
  expect(allowance.told(allowance.ms)).toMatch(/^0\.5 s \(shorter than the timeout, for /);
  expect(allowance.told(TIMEOUT)).toBe('10 s');
});

test('what is waited for at the same time counts once', () => {
  const allowance = new Allowance(TIMEOUT);
  const start = wait(TIMEOUT);
  for (let nth = 0; nth < 12; nth++) allowance.missed(start);
  expect(allowance.ms).toBe(TIMEOUT);
});

test('a server that is slow, but comes, is not given up sooner than it takes', () => {
  const allowance = new Allowance(TIMEOUT);
  allowance.came(wait(600));
  for (let nth = 0; nth < 3; nth++) allowance.missed(wait(TIMEOUT));
  expect(allowance.ms).toBe(2 * 600);
  allowance.came(wait(9_000));
  expect(allowance.ms).toBe(TIMEOUT);
});

test('a short timeout does not become a longer one', () => {
  const allowance = new Allowance(100);
  for (let nth = 0; nth < 3; nth++) allowance.missed(wait(100));
  expect(allowance.ms).toBe(100);
});
