import { afterEach, expect, test, vi } from 'vitest';
import { Progress } from '../../../../mock-server/cli/verify/progress.ts';
import { result } from '../../../src/verify/reporters/support.ts';

/** A terminal that remembers. */
function screen(fields: { isTTY?: boolean; columns?: number }) {
  const written: string[] = [];
  return { ...fields, written, write: (text: string) => written.push(text) };
}

afterEach(() => vi.unstubAllEnvs());

test('on a terminal each case is a line that takes the place of the last, and none is left', () => {
  vi.stubEnv('TERM', 'xterm');
  const terminal = screen({ isTTY: true, columns: 30 });
  const progress = new Progress(terminal, 2);
  progress.add(result({ outcome: 'failed' }));
  progress.add(result());
  progress.end();
  expect(terminal.written).toEqual([
    '\r\u001B[K1/2, 1 failed  ingestEvents/l',
    '\r\u001B[K2/2, 1 failed  ingestEvents/l',
    '\r\u001B[K',
  ]);
});

test('elsewhere there is nothing', () => {
  const file = screen({});
  const progress = new Progress(file, 1);
  progress.add(result());
  progress.end();
  expect(file.written).toEqual([]);
});
