import { expect, test } from 'vitest';
import { reporters } from '../../../../src/verify/index.ts';
import { finding, MIXED, NASTY, report, result } from './support.ts';

test('is the report', () => {
  const any = report([...MIXED.results, result({ findings: [finding({ actual: NASTY })] })]);
  expect(JSON.parse(reporters.json(any))).toEqual(any);
});
