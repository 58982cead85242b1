// The whole suite on every mutant: which cases find it.
//
//   npm run mutants             # all of them, some minutes
//   npm run mutants -- stream   # those with "stream" in their name
//
// It fails when one is found by none of the cases that are meant to find it, and when one that breaks
// what is merely decided fails without --strict: there it is to be a warning.
import type { CaseResult, Outcome } from '../../../../src/verify/index.ts';
import { fits } from '../../../../src/verify/selection.ts';
import { MUTANTS, type Mutant } from './index.ts';
import { verifyMutant } from './verify-mutant.ts';

/** Milliseconds that an effect is waited for; where that could have been too short, the longer ones. */
const TIMEOUT = 500;
const LONG_TIMEOUT = 5_000;
/** Mutants at a time: most of it is waiting. */
const AT_A_TIME = 3;
const SHOWN = 3;

const parts = process.argv.slice(2);
const chosen = MUTANTS.filter(
  ({ name }) => parts.length === 0 || parts.some((part) => name.includes(part)),
);
const width = Math.max(...chosen.map(({ name }) => name.length));
const waiting = chosen.toReversed();
let bad = 0;

async function work(): Promise<void> {
  for (let mutant = waiting.pop(); mutant; mutant = waiting.pop()) {
    const { results, durationMs } = await verifyMutant(mutant, { timeout: TIMEOUT, strict: false });
    const verdict = await judge(mutant, results);
    if (verdict.wrong !== undefined) bad++;
    console.log(
      mutant.name.padEnd(width),
      `${(durationMs / 1000).toFixed(1)} s`.padStart(7),
      mutant.isDecided ? 'warned' : 'failed',
      listed(verdict.found),
      verdict.wrong ?? '',
    );
  }
}

/** What is wrong with the suite, if anything is. */
async function judge(
  mutant: Mutant,
  results: readonly CaseResult[],
): Promise<{ readonly found: string[]; readonly wrong?: string }> {
  const { isDecided, foundBy } = mutant;
  const found = idsOf(results, isDecided ? 'warned' : 'failed');
  const failed = isDecided ? await failedAgain(mutant, idsOf(results, 'failed')) : [];
  if (failed.length > 0) return { found, wrong: `<< FAILS WITHOUT --strict: ${listed(failed)}` };
  const isMeant = (id: string) => foundBy.some((pattern) => fits(id, pattern));
  if (found.some(isMeant)) return { found };
  return { found, wrong: `<< NOT FOUND by ${foundBy.join(', ')}` };
}

/** Those of the cases that fail also where there is time: this machine may have been busy. */
async function failedAgain(mutant: Mutant, only: readonly string[]): Promise<string[]> {
  if (only.length === 0) return [];
  const { results } = await verifyMutant(mutant, { only, timeout: LONG_TIMEOUT, strict: false });
  return idsOf(results, 'failed');
}

function idsOf(results: readonly CaseResult[], wanted: Outcome): string[] {
  return results.filter(({ outcome }) => outcome === wanted).map(({ id }) => id);
}

function listed(ids: readonly string[]): string {
  const more = ids.length > SHOWN ? `, and ${ids.length - SHOWN} more` : '';
  return ids.slice(0, SHOWN).join(', ') + more;
}

await Promise.all(Array.from({ length: AT_A_TIME }, work));
console.log(`${chosen.length} mutants, ${chosen.length - bad} found as they are meant to be`);
if (bad > 0) process.exitCode = 1;
