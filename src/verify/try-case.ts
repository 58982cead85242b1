import { ERROR_CODES } from '../../spec/errors.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { cut } from './cut.ts';
import { Deviation, NotSent, Unprepared } from './deviation.ts';
import { viewOf } from './exchange-view.ts';
import { Lacking } from './lacking.ts';
import type { VerifyOptions } from './options.ts';
import type { CaseResult, Finding, Outcome } from './report.ts';
import type { Secrets } from './secrets.ts';
import type { Stop } from './stop.ts';
import { Trial, type Run } from './trial.ts';

/** Characters of a sentence in a report, and findings of a case: a server that is all wrong fills no memory. */
const LONGEST_SENTENCE = 2_000;
const MOST_FINDINGS = 20;

/** What all cases of a run are judged by. */
export interface Judging {
  readonly strict: boolean;
  readonly secrets: Secrets;
  readonly stop: Stop;
  readonly saveBody: VerifyOptions['saveBody'];
}

/** Tries a case. It never fails: what it runs into is a finding. */
export async function tryCase(
  each: ConformanceCase,
  run: Run,
  judging: Judging,
): Promise<CaseResult> {
  const start = performance.now();
  const trial = new Trial(run, each.operation);
  const failure = await deviationOf(each, trial);
  // What was cut off says nothing.
  if (judging.stop.isStopped) return skipped(each, ABORTED);
  const decided = judging.strict ? 'failure' : 'warning';
  const levelOf = (deviation: Deviation) => (wasTried(deviation) ? decided : 'failure');
  const judged: Judged[] = trial.warnings.map((deviation) => ({
    level: levelOf(deviation),
    deviation,
  }));
  if (failure) {
    const level = each.basis === 'decided' ? levelOf(failure) : 'failure';
    judged.push({ level, deviation: failure });
  }
  const findings = findingsOf(judged, judging);
  return {
    ...headOf(each),
    outcome: outcomeOf(findings),
    durationMs: Math.round(performance.now() - start),
    findings,
  };
}

/** Whether it says something of what the case is about: what could not be tried is no mere warning. */
function wasTried(deviation: Deviation): boolean {
  if (deviation instanceof NotSent || deviation instanceof Unprepared) return false;
  const { exchange } = deviation;
  if (!exchange) return true;
  if (!exchange.answer) return false;
  const { status } = exchange.answer;
  // A server may say that it lacks something; but neither that it is broken, nor for ever "not now".
  return (status < 500 || status === NOT_IMPLEMENTED) && status !== ERROR_CODES.rate_limited.status;
}

const NOT_IMPLEMENTED = 501;

/** Why a case is left out that could not be tried any more. */
export const ABORTED = 'the run was stopped before it was tried to its end';

/** A case that is left out. */
export function skipped(each: ConformanceCase, reason: string): CaseResult {
  return { ...headOf(each), outcome: 'skipped', durationMs: 0, reason, findings: [] };
}

function headOf({ id, operation, title }: ConformanceCase) {
  return { id, operation, title };
}

async function deviationOf(each: ConformanceCase, trial: Trial): Promise<Deviation | undefined> {
  try {
    await each.run(trial);
    return undefined;
  } catch (error) {
    if (error instanceof Lacking) return undefined;
    if (error instanceof Deviation) return error;
    return new Deviation(
      'an answer that can be read',
      `reading it failed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

interface Judged {
  readonly level: Finding['level'];
  readonly deviation: Deviation;
}

/** The last is what ended the case; of those before, which polling may repeat, each is told once. */
function findingsOf(judged: readonly Judged[], { secrets, saveBody }: Judging): Finding[] {
  const findings = new Map<string, Finding>();
  const last = judged.at(-1);
  for (const { level, deviation } of judged) {
    const { exchange } = deviation;
    const expected = cut(secrets.maskAll(deviation.expected), LONGEST_SENTENCE);
    const actual = cut(secrets.maskAll(deviation.actual), LONGEST_SENTENCE);
    const key = JSON.stringify([level, expected, actual]);
    if (findings.has(key)) continue;
    if (findings.size >= MOST_FINDINGS && deviation !== last?.deviation) continue;
    const view = exchange && viewOf(exchange, secrets, level === 'failure' ? saveBody : undefined);
    findings.set(key, { level, expected, actual, ...(view && { exchange: view }) });
  }
  return [...findings.values()];
}

function outcomeOf(findings: readonly Finding[]): Outcome {
  if (findings.some(({ level }) => level === 'failure')) return 'failed';
  return findings.length > 0 ? 'warned' : 'passed';
}
