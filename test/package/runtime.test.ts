import { expect, inject, test } from 'vitest';
import { PROGRAMS, runProgram } from '../../scripts/package/programs.ts';

const { folder } = inject('package');

test.each(Object.entries(PROGRAMS))(
  '%s runs in this Node, prints no warning and ends by itself',
  async (name, found) => {
    expect(await runProgram(process.execPath, folder, name)).toEqual({ found, warnings: '' });
  },
  40_000,
);
