import { describe, expect, it } from 'vitest';
import { createMockServer } from '../../../mock-server/index.ts';
import { QUEUES } from '../../../mock-server/processing/queue-names.ts';
import { operations, type OperationId } from '../../../spec/operations.ts';
import { verify } from '../../../src/verify/index.ts';
import { MUTANTS } from './mutants/index.ts';
import { answers, errors } from './mutants/rewriting.ts';
import { verifyMutant } from './mutants/verify-mutant.ts';

/** Milliseconds that an effect is waited for; the mock's own come within a few. */
const TIMEOUT = 300;
/** The same where it must come, on however busy a machine. */
const LONG_TIMEOUT = 1_500;
const DECIDED = MUTANTS.filter(({ isDecided }) => isDecided);
const DOCUMENTED = MUTANTS.filter(({ isDecided }) => !isDecided);

describe.concurrent('a mutant that breaks what is documented fails', () => {
  it.each(DOCUMENTED)('$name: $does', async (mutant) => {
    const { foundBy: only } = mutant;
    const { results, passed } = await verifyMutant(mutant, { only, timeout: TIMEOUT });

    expect(passed).toBe(false);
    expect(idsOf(results, 'failed'), `one of ${only.join(', ')} fails`).not.toEqual([]);
  });
});

describe.concurrent('a mutant that breaks what is merely decided fails when strict', () => {
  it.each(DECIDED)('$name: $does', async (mutant) => {
    const { foundBy: only } = mutant;
    const strict = await verifyMutant(mutant, { only, timeout: TIMEOUT, strict: true });
    const lenient = await verifyMutant(mutant, { only, timeout: LONG_TIMEOUT });

    expect(idsOf(strict.results, 'failed'), `one of ${only.join(', ')} fails`).not.toEqual([]);
    expect(idsOf(lenient.results, 'failed'), 'it is a warning without strict').toEqual([]);
    expect(idsOf(lenient.results, 'warned')).not.toEqual([]);
  });
});

describe('the set of mutants', () => {
  it('breaks more than 36 rules, each under a name of its own', () => {
    expect(MUTANTS.length).toBeGreaterThan(36);
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  });
});

describe('a server that does nothing wrong', () => {
  it('passes though its queues lag behind', { timeout: 60_000 }, async () => {
    await using mock = createMockServer();
    for (const [seed, queue] of QUEUES.entries()) {
      mock.faults.add({
        match: { queue },
        delay_ms: { distribution: 'uniform', min: 0, max: 20, seed },
      });
    }
    const { results } = await verify({
      baseUrl: 'http://mock',
      fetch: (url, init) => mock.fetch(url, init),
      only: ['pipeline', 'resend', 'states', 'children', 'isolation', 'live'].map(
        (topic) => `*/${topic}/*`,
      ),
      strict: true,
    });

    expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  });

  it('passes though it is a mutant in all but the broken rule', { timeout: 60_000 }, async () => {
    const all = Object.keys(operations) as OperationId[];
    const withBody = all.filter((id) => id !== 'stream' && id !== 'revokeToken');
    const { passed, results } = await verifyMutant(
      {
        // Through the same rewriting as the mutants, so that it is not this that is found.
        breakRule: (serve) => answers(withBody, (body) => body)(errors((body) => body)(serve)),
      },
      { strict: true },
    );

    expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(passed).toBe(true);
  });
});

function idsOf(results: readonly { id: string; outcome: string }[], wanted: string): string[] {
  return results.filter(({ outcome }) => outcome === wanted).map(({ id }) => id);
}
