import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reporters } from '../../../../src/verify/index.ts';
import { anyReport, MIXED, report, result } from './support.ts';
import { parseTap } from './tap-parser.ts';

test('a point for each case, with what was found', () => {
  const { points } = parseTap(reporters.tap(MIXED));
  expect(points.map(({ ok, skip, description }) => [ok, skip, description])).toEqual([
    [true, undefined, 'ingestEvents/success: an event is taken'],
    [false, undefined, 'ingestEvents/limits/501-events: a batch of 501 events is refused'],
    [true, undefined, 'listAlerts/order: the newest is first'],
    [true, 'not built yet #12', 'stream/open: it opens'],
  ]);
  expect(points[1]!.diagnostics).toEqual({
    duration_ms: 12,
    message: 'expected a refusal (4xx), but it answered 200 {"ingested":501}',
    severity: 'fail',
    findings: [
      {
        level: 'failure',
        expected: 'a refusal (4xx)',
        actual: 'it answered 200 {"ingested":501}',
        answer: '200 application/json {"ingested":501}',
        curl: 'curl -i http://127.0.0.1:4100/v1/ingest',
      },
    ],
  });
  expect(points[2]!.diagnostics).toMatchObject({ severity: 'comment' });
});

test('a run that was stopped bails out', () => {
  const { bailOut } = parseTap(reporters.tap(report([result()], { aborted: true })));
  expect(bailOut).toBe('The run was stopped');
});

test('nothing that a server says breaks it', () => {
  fc.assert(
    fc.property(anyReport, (any) => {
      const { points } = parseTap(reporters.tap(any));
      const [first] = any.results;
      expect(points).toHaveLength(2);
      expect(points[0]!.ok).toBe(first!.outcome !== 'failed');
      const [finding] = first!.findings;
      if (finding) expect(points[0]!.diagnostics.findings[0].actual).toBe(finding.actual);
    }),
  );
});
