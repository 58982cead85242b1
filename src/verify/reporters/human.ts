import { VARIABLES, type CredentialName } from '../credentials.ts';
import { cut } from '../cut.ts';
import type { CaseResult, Finding, Outcome, Report } from '../report.ts';
import { byOperation } from './by-operation.ts';
import { answerOf, sentenceOf } from './finding-text.ts';
import { visible } from './visible.ts';

const OUTCOMES: readonly Outcome[] = ['passed', 'warned', 'failed', 'skipped'];

/** Characters of an answer, and of a warning. */
const LONGEST_ANSWER = 500;
const LONGEST_WARNING = 200;

/** For a person: what is left out, what differs, and at the end, what fails, and how to repeat it. */
export function human(report: Report): string {
  const { results } = report;
  const blocks = [
    header(report),
    operations(results),
    skipped(results),
    warnings(results),
    ...results.filter(({ outcome }) => outcome === 'failed').map(failure),
    exports(report),
    summary(report),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function header({ url, minted }: Report): string {
  const names = variablesOf(minted);
  const credentials =
    names.length > 0 ? `\ncredentials minted by the mock: ${names.join(', ')}` : '';
  return visible(url) + credentials;
}

function variablesOf(minted: Report['minted']): string[] {
  return Object.keys(minted).map((name) => VARIABLES[name as CredentialName]);
}

/** A line each, in the order of the report. */
function operations(results: readonly CaseResult[]): string {
  const rows = byOperation(results);
  const width = Math.max(...rows.map(([operation]) => operation.length));
  return rows
    .map(([operation, its]) => {
      const outcomes = OUTCOMES.map((outcome) => [outcome, count(its, outcome)] as const);
      const counts = outcomes.filter(([, n]) => n > 0).map(([outcome, n]) => `${n} ${outcome}`);
      const mark = its.some(({ outcome }) => outcome === 'failed') ? '✗' : '✓';
      return `${mark} ${operation.padEnd(width)}  ${counts.join(', ')}`;
    })
    .join('\n');
}

function count(results: readonly CaseResult[], wanted: Outcome): number {
  return results.filter(({ outcome }) => outcome === wanted).length;
}

function skipped(results: readonly CaseResult[]): string {
  const rows = results.filter(({ outcome }) => outcome === 'skipped');
  return rows.map(({ id, reason = '' }) => `- ${id}: skipped, ${visible(reason)}`).join('\n');
}

/** What a strict run would fail on, a line each. */
function warnings(results: readonly CaseResult[]): string {
  return results
    .flatMap(({ id, findings }) =>
      findings
        .filter(({ level }) => level === 'warning')
        .map((it) => `! ${id}: ${cut(visible(sentenceOf(it)), LONGEST_WARNING)}`),
    )
    .join('\n');
}

function failure({ id, title, findings }: CaseResult): string {
  const failures = findings.filter(({ level }) => level === 'failure');
  return [`✗ ${id}: ${visible(title)}`, ...failures.flatMap(lines)].join('\n');
}

/** A sentence that says the answer itself. */
const TELLS_ANSWER = 'it answered ';

function lines({ expected, actual, exchange }: Finding): string[] {
  const said = [`  expected  ${visible(expected)}`, `  but       ${visible(actual)}`];
  if (!exchange) return said;
  const answer = `  answer    ${visible(cut(answerOf(exchange), LONGEST_ANSWER))}`;
  // A line of its own, to be copied.
  const repeat = ['  repeat', `  ${exchange.curl}`];
  return actual.startsWith(TELLS_ANSWER) ? [...said, ...repeat] : [...said, answer, ...repeat];
}

/** How to have credentials like those that were minted, for the curl lines. */
function exports({ minted, counts }: Report): string {
  if (counts.failed === 0 || Object.keys(minted).length === 0) return '';
  const each = Object.entries(minted).map(([name, command]) => {
    return `export ${VARIABLES[name as CredentialName].slice(1)}=$(${command})`;
  });
  return ['To repeat them, mint credentials of your own:', ...each].join('\n');
}

const NOTHING_PASSED = '; not passed, for no case did without a warning';

function summary({ counts, aborted, strict, durationMs, seed }: Report): string {
  const parts = OUTCOMES.map((outcome) => `${counts[outcome]} ${outcome}`);
  const isEmpty = counts.passed === 0 && counts.failed === 0 && counts.warned > 0;
  const mode = strict ? ', strict' : '';
  const end = aborted ? '; stopped before the end' : isEmpty ? NOTHING_PASSED : '';
  return `${parts.join(', ')} in ${(durationMs / 1000).toFixed(1)} s (seed ${seed}${mode})${end}`;
}
