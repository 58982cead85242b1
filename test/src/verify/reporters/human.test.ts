import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reporters } from '../../../../src/verify/index.ts';
import { anyReport, finding, MIXED, report, result } from './support.ts';

test('operations, what is left out, what differs, what fails, and the sum', () => {
  expect(reporters.human(MIXED)).toBe(`http://127.0.0.1:4100

✗ ingestEvents  1 passed, 1 failed
✓ listAlerts    1 warned
✓ stream        1 skipped

- stream/open: skipped, not built yet #12

! listAlerts/order: expected an x-request-id header, but there is none

✗ ingestEvents/limits/501-events: a batch of 501 events is refused
  expected  a refusal (4xx)
  but       it answered 200 {"ingested":501}
  repeat
  curl -i http://127.0.0.1:4100/v1/ingest

1 passed, 1 warned, 1 failed, 1 skipped in 1.2 s (seed 7)
`);
});

test('a run of nothing but warnings says that it has not passed', () => {
  const warned = result({ outcome: 'warned', findings: [finding({ level: 'warning' })] });
  const end = '; not passed, for no case did without a warning\n';
  expect(reporters.human(report([warned])).endsWith(end)).toBe(true);
  expect(reporters.human(report([warned, result()])).endsWith(end)).toBe(false);
});

test('the answer, where the sentence does not tell it', () => {
  const failing = result({ outcome: 'failed', findings: [finding({ actual: 'it is -1' })] });
  expect(reporters.human(report([failing]))).toContain(
    '  but       it is -1\n  answer    200 application/json {"ingested":501}\n  repeat\n  curl ',
  );
});

test('credentials that were minted, and how to have others for the curl lines', () => {
  const minted = { token: 'curl -s http://127.0.0.1:4100/_mock/mintToken' };
  const failing = result({ outcome: 'failed', findings: [finding()] });
  const text = reporters.human(report([failing], { minted }));
  expect(text).toContain('\ncredentials minted by the mock: $QUINT_DEPLOY_TOKEN\n');
  expect(text).toContain(
    '\nexport QUINT_DEPLOY_TOKEN=$(curl -s http://127.0.0.1:4100/_mock/mintToken)\n',
  );
  expect(reporters.human(report([result()], { minted }))).not.toContain('export');
});

test('a run that was stopped, or is strict, says so', () => {
  const text = reporters.human(report([result()], { aborted: true, strict: true }));
  expect(text).toMatch(/\(seed 7, strict\); stopped before the end\n$/);
});

test('no answer moves the cursor of a terminal', () => {
  fc.assert(
    fc.property(anyReport, (any) => {
      // The curl lines are the suite's own, and keep to themselves: see shell.test.ts.
      const results = any.results.map((each) => ({
        ...each,
        findings: each.findings.map(({ exchange, ...rest }) => ({
          ...rest,
          exchange: { ...exchange!, curl: 'curl' },
        })),
      }));
      expect(reporters.human({ ...any, results })).not.toMatch(/(?!\n)[\p{Cc}\u2028\u202E]/u);
    }),
  );
});
