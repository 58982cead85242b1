import type { CaseResult, Finding, Report } from '../report.ts';
import { byOperation } from './by-operation.ts';
import { answerOf, sentenceOf } from './finding-text.ts';
import { element, text } from './xml.ts';

/** JUnit XML, a suite per operation. Warnings are in `system-out`. */
export function junit(report: Report): string {
  const { url, seed, startedAt, results, durationMs } = report;
  const properties = element(
    'properties',
    {},
    Object.entries({ url, seed }).map(([name, value]) => element('property', { name, value })),
  );
  const suites = byOperation(results).map(([name, its]) =>
    element('testsuite', { name, ...totals(its), time: seconds(sum(its)), timestamp: startedAt }, [
      properties,
      ...its.map(testcase),
    ]),
  );
  const all = element(
    'testsuites',
    { name: 'quint-mock verify', ...totals(results), time: seconds(durationMs) },
    suites,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${all}\n`;
}

function totals(results: readonly CaseResult[]) {
  const count = (wanted: CaseResult['outcome']) =>
    results.filter(({ outcome }) => outcome === wanted).length;
  return {
    tests: results.length,
    failures: count('failed'),
    errors: 0,
    skipped: count('skipped'),
  };
}

function sum(results: readonly CaseResult[]): number {
  return results.reduce((total, { durationMs }) => total + durationMs, 0);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function testcase({ id, operation, title, durationMs, reason, findings }: CaseResult): string {
  const failures = findings.filter(({ level }) => level === 'failure');
  const warnings = findings.filter(({ level }) => level === 'warning');
  const [first] = failures;
  return element(
    'testcase',
    { name: `${id}: ${title}`, classname: operation, time: seconds(durationMs) },
    [
      ...(reason === undefined ? [] : [element('skipped', { message: reason })]),
      // Readers of the format know one failure of a case.
      ...(first
        ? [
            element('failure', { message: sentenceOf(first) }, [
              text(failures.map(told).join('\n\n')),
            ]),
          ]
        : []),
      ...(warnings.length > 0
        ? [
            element('system-out', {}, [
              text(warnings.map((it) => `warning: ${sentenceOf(it)}`).join('\n')),
            ]),
          ]
        : []),
    ],
  );
}

function told(finding: Finding): string {
  const { exchange } = finding;
  if (!exchange) return sentenceOf(finding);
  return `${sentenceOf(finding)}\nanswer: ${answerOf(exchange)}\n${exchange.curl}`;
}
