import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

/** Runs a program that has `quint`, a test client, and `event`; answers what it prints. */
async function output(program: string): Promise<string> {
  const source = `
    import { createTestClient } from '@quint-security/contract/mock';
    import { EVENT as event } from './spec/examples.ts';
    const quint = createTestClient();
    ${program}
    process.on('exit', () => console.log('ended'));`;
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', source],
    { cwd: join(import.meta.dirname, '../..'), timeout: 15_000 },
  );
  return stdout;
}

const USE = `
  await quint.client.ingestEvents({ events: [event] });
  const { state } = await quint.server.waitFor({ session: event.session_id });
  await quint.clock.advance(60_000);`;

test('a process that has closed its test client ends by itself, though it followed it live', async () => {
  const program = `
    const loop = (async () => { for await (const message of quint.live()); })();
    ${USE}
    await quint.close();
    await loop;`;
  expect(await output(program)).toBe('ended\n');
});

test('and though calls of it wait to be tried again', async () => {
  const program = `
    const patient = createTestClient({ retry: { maxDelay: 60_000 } });
    patient.server.faults.add({ status: 429, headers: { 'retry-after': '60' } });
    const call = patient.client.safe.listEvents();
    while (patient.server.journal.list().length === 0) await new Promise(setImmediate);
    await patient.close();
    console.log((await call).error.code);`;
  expect(await output(program)).toBe('aborted\nended\n');
});

test('and so does one that has not', async () => {
  expect(await output(USE)).toBe('ended\n');
});
