import type { CaseResult, Finding, Report } from '../report.ts';
import { answerOf, sentenceOf } from './finding-text.ts';
import { unicodeEscape } from './unicode-escape.ts';
import { visible } from './visible.ts';

/** TAP 14, with YAML diagnostics. */
export function tap(report: Report): string {
  const { url, seed, results, aborted } = report;
  const lines = [
    'TAP version 14',
    `# ${visible(url)}, seed ${seed}`,
    `1..${results.length}`,
    ...results.flatMap((result, nth) => testPoint(result, nth + 1)),
    ...(aborted ? ['Bail out! The run was stopped'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function testPoint(result: CaseResult, nth: number): string[] {
  const { id, title, outcome, reason = '' } = result;
  const verdict = outcome === 'failed' ? 'not ok' : 'ok';
  const directive = outcome === 'skipped' ? ` # SKIP ${visible(reason)}` : '';
  const line = `${verdict} ${nth} - ${escaped(visible(`${id}: ${title}`))}${directive}`;
  return [line, ...diagnostics(result)];
}

/** A `#` would begin a directive. */
function escaped(text: string): string {
  return text.replace(/[\\#]/g, '\\$&');
}

function diagnostics({ findings, durationMs, outcome }: CaseResult): string[] {
  if (outcome === 'skipped') return [];
  const rows = ['---', `duration_ms: ${durationMs}`];
  if (findings.length > 0) {
    rows.push(`message: ${scalar(sentenceOf(worst(findings)))}`);
    rows.push(`severity: ${outcome === 'failed' ? 'fail' : 'comment'}`);
    rows.push('findings:', ...findings.flatMap(entry));
  }
  return [...rows, '...'].map((row) => `  ${row}`);
}

function worst(findings: readonly Finding[]): Finding {
  return findings.find(({ level }) => level === 'failure') ?? findings[0]!;
}

function entry({ level, expected, actual, exchange }: Finding): string[] {
  const fields = [
    `level: ${level}`,
    `expected: ${scalar(expected)}`,
    `actual: ${scalar(actual)}`,
    ...(exchange
      ? [`answer: ${scalar(answerOf(exchange))}`, `curl: ${scalar(exchange.curl)}`]
      : []),
  ];
  return fields.map((field, nth) => `  ${nth === 0 ? '-' : ' '} ${field}`);
}

/** A JSON string is one of YAML, but for characters that YAML wants escaped. */
function scalar(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    unicodeEscape,
  );
}
