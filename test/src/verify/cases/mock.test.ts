// The mock keeps the contract, in every detail.
import { describe, expect, test } from 'vitest';
import { verify, type VerifyOptions } from '../../../../src/verify/index.ts';
import { startMock } from '../../../mock-server/support/api.ts';
import { startListening } from '../../../mock-server/support/http.ts';

/** What is not as it should be, one line each. */
async function deviations(options: VerifyOptions) {
  const report = await verify({ strict: true, ...options });
  const odd = report.results
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ id, outcome, reason, findings }) => {
      const told = findings.map(({ expected, actual }) => `expected ${expected}, but ${actual}`);
      return `${outcome} ${id}: ${reason ?? told.join('; ')}`;
    });
  return { report, odd };
}

/** What the run takes on a machine that does nothing else: others may be at work on this one. */
async function cpuMs(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('the mock passes all cases, decided ones too, without a warning and none left out', () => {
  test('in process, and again: a run does not stumble over what the one before left', async () => {
    const mock = startMock();
    for (let run = 0; run < 2; run++) {
      const options = { baseUrl: 'http://mock', fetch: mock.fetch, seed: run };
      const { report, odd } = await deviations(options);
      expect(odd).toEqual([]);
      expect(report).toMatchObject({ passed: true, counts: { warned: 0, failed: 0, skipped: 0 } });
    }
  }, 60_000);

  test('over HTTP, in less than 10 s of CPU time', async () => {
    const { url } = await startListening();
    const ms = await cpuMs(async () => {
      const { report, odd } = await deviations({ baseUrl: url });
      expect(odd).toEqual([]);
      expect(report).toMatchObject({ passed: true, counts: { warned: 0, failed: 0, skipped: 0 } });
    });
    expect(ms).toBeLessThan(10_000);
  }, 60_000);
});
