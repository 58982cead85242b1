import fc from 'fast-check';
import type { CaseResult, ExchangeView, Finding, Report } from '../../../../src/verify/index.ts';

/** What a server may say: anything. */
export const NASTY =
  'a\u0000b\u0007c\u001B[2Jd\r\ne\tf ]]> <x a="b"> & \' \\ # SKIP\n...\n  ---\nok 7 \uD800 \uFFFF \u2028 \u202E \u0085 ü 💥';

const EXCHANGE: ExchangeView = {
  method: 'POST',
  url: 'http://127.0.0.1:4100/v1/ingest',
  requestHeaders: { authorization: 'Bearer $QUINT_DEPLOY_TOKEN' },
  requestBody: '{}',
  requestBytes: 2,
  status: 200,
  responseHeaders: { 'content-type': 'application/json' },
  responseBody: '{"ingested":501}',
  curl: 'curl -i http://127.0.0.1:4100/v1/ingest',
};

export function finding(fields: Partial<Finding> = {}): Finding {
  return {
    level: 'failure',
    expected: 'a refusal (4xx)',
    actual: 'it answered 200 {"ingested":501}',
    exchange: EXCHANGE,
    ...fields,
  };
}

export function result(fields: Partial<CaseResult> = {}): CaseResult {
  return {
    id: 'ingestEvents/limits/501-events',
    operation: 'ingestEvents',
    title: 'a batch of 501 events is refused',
    outcome: 'passed',
    durationMs: 12,
    findings: [],
    ...fields,
  };
}

export function report(results: readonly CaseResult[], fields: Partial<Report> = {}): Report {
  const count = (wanted: CaseResult['outcome']) =>
    results.filter(({ outcome }) => outcome === wanted).length;
  const counts = {
    passed: count('passed'),
    warned: count('warned'),
    failed: count('failed'),
    skipped: count('skipped'),
  };
  return {
    url: 'http://127.0.0.1:4100',
    passed: counts.failed === 0,
    aborted: false,
    strict: false,
    seed: 7,
    minted: {},
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1_234,
    counts,
    results,
    ...fields,
  };
}

/** One of each outcome. */
export const MIXED = report([
  result({ id: 'ingestEvents/success', title: 'an event is taken' }),
  result({ outcome: 'failed', findings: [finding()] }),
  result({
    id: 'listAlerts/order',
    operation: 'listAlerts',
    title: 'the newest is first',
    outcome: 'warned',
    findings: [
      finding({ level: 'warning', expected: 'an x-request-id header', actual: 'there is none' }),
    ],
  }),
  result({
    id: 'stream/open',
    operation: 'stream',
    title: 'it opens',
    outcome: 'skipped',
    reason: 'not built yet #12',
    durationMs: 0,
  }),
]);

/** Reports in which every text that a server or a user has a say in is anything. */
export const anyReport = fc
  .record({
    texts: fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constant(NASTY)), {
      minLength: 6,
      maxLength: 6,
    }),
    outcome: fc.constantFrom('passed', 'warned', 'failed', 'skipped'),
  })
  .map(({ texts, outcome }) => {
    const [title, expected, actual, responseBody, reason, curl] = texts as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const exchange = { ...EXCHANGE, responseBody, curl };
    const level = outcome === 'failed' ? 'failure' : 'warning';
    const findings =
      outcome === 'failed' || outcome === 'warned'
        ? [finding({ level, expected, actual, exchange })]
        : [];
    return report([
      result({ title, outcome, findings, ...(outcome === 'skipped' && { reason }) }),
      result(),
    ]);
  });
