import { Allowance } from './allowance.ts';
import { CASES } from './cases/index.ts';
import type { CredentialName, Credentials } from './credentials.ts';
import { Ids } from './ids.ts';
import { SET_UP_MS, withMinted } from './mock-credentials.ts';
import type { VerifyOptions } from './options.ts';
import { Random } from './random.ts';
import type { CaseResult, Outcome, Report } from './report.ts';
import { Requests } from './requests.ts';
import { Secrets } from './secrets.ts';
import { select, type Selected } from './selection.ts';
import { checkSetUp } from './set-up.ts';
import { settingsOf, type Settings } from './settings.ts';
import { Stop } from './stop.ts';
import { ABORTED, skipped, tryCase, type Judging } from './try-case.ts';
import type { Run } from './trial.ts';

/** Cases at a time: most of a case is waiting. */
const AT_A_TIME = 12;

/**
 * Tries whether a server keeps the contract, by requests alone. It leaves sessions and events behind,
 * of names that begin with `verify-`; their organisation should be one for tests.
 *
 * It ends also when the server hangs: each answer is waited for once the timeout, and an operation that
 * has left three requests in a row unanswered is not tried again; the cases that need it fail. Once three
 * timeouts were waited in vain, what is left is waited for no longer than seems needed.
 *
 * @throws CannotRun when nothing can be said of the server: it is not there, it is something else than
 *   the API, or a credential is not good
 * @throws TypeError for options that cannot be used
 * @example
 * const report = await verify({ baseUrl: 'http://127.0.0.1:8080', token });
 * if (!report.passed) process.exitCode = 1;
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  const settings = settingsOf(options);
  const selected = select(CASES, options);
  const stop = new Stop(options.signal);
  try {
    return await reportOf(selected, settings, stop, options);
  } finally {
    stop.close();
  }
}

async function reportOf(
  selected: readonly Selected[],
  settings: Settings,
  stop: Stop,
  { onResult, saveBody }: VerifyOptions,
): Promise<Report> {
  const { baseUrl, fetch, strict, seed, timeout } = settings;
  const startedAt = new Date();
  const start = performance.now();

  const { credentials, minted } = await withMinted(settings, stop);
  const secrets = new Secrets(credentials);
  const connection = { baseUrl, fetch, credentials, stop, secrets };
  const requests = new Requests({ ...connection, timeout });
  const setUp = new Requests({ ...connection, timeout: Math.max(timeout, SET_UP_MS) });
  const { credentials: given } = settings;
  const hasToken = credentials.token !== undefined;
  await checkSetUp({ requests: setUp, secrets, given, hasToken }).catch((error: unknown) => {
    if (!stop.isStopped) throw error;
  });

  const random = new Random(seed);
  const results = await resultsOf(random.shuffled(selected), {
    credentials,
    run: { requests, ids: new Ids(), random, credentials, effects: new Allowance(timeout) },
    judging: { strict, secrets, stop, saveBody },
    onResult,
  });
  const inOrder = selected.map(({ each }) => results.get(each.id)!);
  const counts = countsOf(inOrder);
  const aborted = inOrder.some(({ reason }) => reason === ABORTED);
  return {
    url: baseUrl,
    passed: !aborted && counts.failed === 0 && counts.passed > 0,
    aborted,
    strict,
    seed,
    minted,
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(performance.now() - start),
    counts,
    results: inOrder,
  };
}

interface Trying {
  readonly credentials: Credentials;
  readonly run: Run;
  readonly judging: Judging;
  readonly onResult: VerifyOptions['onResult'];
}

/**
 * Tries the cases, several at a time.
 * @throws what a callback of the caller throws, when nothing is under way any more
 */
async function resultsOf(
  cases: readonly Selected[],
  { credentials, run, judging, onResult }: Trying,
): Promise<ReadonlyMap<string, CaseResult>> {
  const results = new Map<string, CaseResult>();
  const waiting = [...cases];
  const errors: unknown[] = [];
  const worker = async () => {
    for (let next = waiting.pop(); next && errors.length === 0; next = waiting.pop()) {
      const { each, reason } = next;
      const why = reason ?? missing(each.needs, credentials) ?? (judging.stop.isStopped && ABORTED);
      try {
        const result = why ? skipped(each, why) : await tryCase(each, run, judging);
        results.set(result.id, result);
        if (errors.length === 0) onResult?.(result);
      } catch (error) {
        errors.push(error);
        judging.stop.now();
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  if (errors.length > 0) throw errors[0];
  return results;
}

const MISSING: Readonly<Record<CredentialName, string>> = {
  token: 'there is no token',
  otherToken: 'there is no token of another organisation',
  jwt: 'there is no JWT',
  registrationToken: 'there is no install or enrollment token',
};

/** Why a case cannot be tried with these credentials. */
function missing(
  needs: readonly CredentialName[] = [],
  credentials: Credentials,
): string | undefined {
  const first = needs.find((name) => credentials[name] === undefined);
  return first && MISSING[first];
}

function countsOf(results: readonly CaseResult[]): Record<Outcome, number> {
  const counts = { passed: 0, warned: 0, failed: 0, skipped: 0 };
  for (const { outcome } of results) counts[outcome]++;
  return counts;
}
