import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { interleaved } from './statistics.ts';

const COMMANDS = {
  quint: { args: ['dist/quint-mock.js', '--port', '0', '--json'], ready: '"ready":true' },
  prism: {
    args: [
      'node_modules/@stoplight/prism-cli/dist/index.js',
      'mock',
      'generated/openapi.json',
      '-p',
      '4177',
    ],
    ready: 'Prism is listening',
  },
} as const;

/** Milliseconds from the start of the process to the line that says it is ready. */
export function startupTimes(): Promise<Record<keyof typeof COMMANDS, number>> {
  return interleaved(7, {
    quint: () => timeToReady('quint'),
    prism: () => timeToReady('prism'),
  });
}

async function timeToReady(name: keyof typeof COMMANDS): Promise<number> {
  const { args, ready } = COMMANDS[name];
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let took = Number.NaN;
  for await (const text of child.stdout) {
    if (!String(text).includes(ready)) continue;
    took = performance.now() - began;
    break;
  }
  if (Number.isNaN(took)) throw new Error(`${name} ended before it was ready`);
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return took;
}
