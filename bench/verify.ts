import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Report } from '../src/verify/report.ts';

const COMMAND = 'dist/quint-mock.js';

/** The conformance suite against the mock, each a process of its own, over HTTP. */
export async function verifyTimes(): Promise<{
  readonly cases: number;
  /** From the start of the command to its end, seconds. */
  readonly seconds: number;
}> {
  const server = spawn(process.execPath, [COMMAND, '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  const { url } = JSON.parse(String(line)) as { url: string };
  const began = performance.now();
  const args = [COMMAND, 'verify', url, '--strict', '--reporter', 'json'];
  const command = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of command.stdout) text += String(chunk);
  const seconds = (performance.now() - began) / 1000;
  server.kill('SIGKILL');
  const { passed, counts } = JSON.parse(text) as Report;
  if (!passed) throw new Error(`the mock does not keep the contract: ${JSON.stringify(counts)}`);
  return { cases: counts.passed, seconds };
}
