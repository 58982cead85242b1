import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** A program of `examples/` that is running, and what it has printed. */
export interface Example {
  /** Resolves when it has printed this. */
  prints(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
}

/** Starts an example as its header says, `node` standing for `npx tsx`. */
export function start(command: readonly string[], env: NodeJS.ProcessEnv = {}): Example {
  const [program, ...args] =
    command[0] === 'node' ? [process.execPath, '--import', 'tsx', ...command.slice(1)] : command;
  const child = spawn(program!, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  return {
    async prints(text) {
      while (!output.includes(text)) {
        const isOver = await Promise.race([once(child.stdout, 'data'), ended.then(() => true)]);
        if (isOver === true && !output.includes(text)) throw new Error(`it ended: ${output}`);
      }
    },
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
