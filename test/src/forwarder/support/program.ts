import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that is running. */
export interface Running {
  readonly path: string;
  readonly ended: Promise<Ended>;
  /** Resolves when it has printed this. */
  prints(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

let built: Promise<string> | undefined;

/** The forwarder as one file, so that a program with it begins quickly. */
function forwarderFile(): Promise<string> {
  return (built ??= (async () => {
    const { outputFiles } = await build({
      entryPoints: ['src/forwarder/index.ts'],
      bundle: true,
      platform: 'node',
      format: 'esm',
      write: false,
    });
    return outputFiles[0]!.text;
  })());
}

/**
 * Runs a program in a process of its own, whose home is a folder of the test's. It has
 * `createForwarder`, `newEvent(name)`, and `options`: where the server is, and where the file.
 */
export async function start(source: string, url: string, home = newHome()): Promise<Running> {
  const path = join(home, '.quint', 'forwarder-overflow.jsonl');
  const program = `
    import { createForwarder } from './forwarder.mjs';
    const options = ${JSON.stringify({ baseUrl: url, token: 'qt_deploy_test', path })};
    const newEvent = (name) => ({ schema_version: 2, timestamp: '2026-04-25T03:09:32Z', source: 'proxy',
      platform: 'cursor', action_type: 'tools/call', session_id: 's-1', agent_id: 'a', tool_name: name });
    ${source}`;
  writeFileSync(join(home, 'forwarder.mjs'), await forwarderFile());
  writeFileSync(join(home, 'program.mjs'), program);
  const child = spawn(process.execPath, [join(home, 'program.mjs')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: home },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code, stdout, stderr }) as Ended);
  return {
    path,
    ended,
    async prints(text) {
      while (!stdout.includes(text)) {
        const isOver = await Promise.race([once(child.stdout, 'data'), ended.then(() => true)]);
        if (isOver === true && !stdout.includes(text)) throw new Error(`it ended: ${stderr}`);
      }
    },
    kill: (signal) => void child.kill(signal),
  };
}

/** The same, to its end. */
export async function run(
  source: string,
  url: string,
  home?: string,
): Promise<Ended & { path: string }> {
  const { path, ended } = await start(source, url, home);
  return { ...(await ended), path };
}

export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'quint-forwarder-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(home, { recursive: true });
  return home;
}
