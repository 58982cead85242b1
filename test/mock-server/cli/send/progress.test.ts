import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Progress } from '../../../../mock-server/cli/send/progress.ts';
import type { Screen } from '../../../../mock-server/cli/status-line.ts';
import type { Flows } from '../../../../src/forwarder/index.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubEnv('TERM', 'xterm');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

function progressOn(screen: Partial<Screen>) {
  const state = { delivered: 0, outage: false, spilled: 0, recovered: 0 };
  const written: string[] = [];
  const flows = () =>
    ({
      depth: 12,
      outage: state.outage,
      counters: { ...state, retries: 3 },
    }) as unknown as Flows;
  const progress = new Progress({ ...screen, write: (text) => written.push(text) }, flows);
  return { progress, state, written };
}

test('on a terminal it is one line, which is rewritten a few times a second', () => {
  const { progress, state, written } = progressOn({ isTTY: true, columns: 100 });
  state.delivered = 500;
  vi.advanceTimersByTime(1_000);
  expect(written).toEqual(
    [2000, 1000, 667, 500].map(
      (rate) => `\r\u001B[Kdelivered 500 (${rate}/s), depth 12, retries 3, spilled 0`,
    ),
  );
  progress.say('what else');
  expect(written.slice(4)).toEqual(['\r\u001B[K', 'quint-mock: what else\n']);
  // Nothing is there that had to be erased.
  progress.end();
  vi.advanceTimersByTime(1_000);
  expect(written).toHaveLength(6);
});

test('it is gone from the terminal in the end', () => {
  const { progress, written } = progressOn({ isTTY: true, columns: 40 });
  vi.advanceTimersByTime(250);
  progress.end();
  expect(written).toEqual(['\r\u001B[Kdelivered 0 (0/s), depth 12, retries 3,', '\r\u001B[K']);
});

test('elsewhere it is a line every five seconds, if something has happened in them', () => {
  const { progress, state, written } = progressOn({});
  state.delivered = 1_000;
  vi.advanceTimersByTime(4_999);
  expect(written).toEqual([]);
  vi.advanceTimersByTime(1);
  vi.advanceTimersByTime(60_000);
  state.spilled = 70;
  state.recovered = 20;
  state.outage = true;
  vi.advanceTimersByTime(60_000);
  expect(written).toEqual([
    'quint-mock: delivered 1000 (200/s), depth 12, retries 3, spilled 0\n',
    'quint-mock: delivered 1000 (0/s), depth 12, retries 3, spilled 50, outage\n',
  ]);
  progress.end();
});

test('a terminal that cannot erase gets lines', () => {
  vi.stubEnv('TERM', 'dumb');
  const { progress, written } = progressOn({ isTTY: true });
  vi.advanceTimersByTime(5_000);
  expect(written).toEqual(['quint-mock: delivered 0 (0/s), depth 12, retries 3, spilled 0\n']);
  progress.end();
});

test('the rate is that of the last seconds', () => {
  const { progress, state, written } = progressOn({ isTTY: true });
  state.delivered = 60_000;
  vi.advanceTimersByTime(10_000);
  expect(written.at(-1)).toContain('delivered 60000 (0/s)');
  progress.end();
});
