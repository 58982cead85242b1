import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, onTestFinished, vi } from 'vitest';
import {
  OverflowFile,
  type OverflowOptions,
  type OverflowPiece,
  type OverflowTuning,
} from '../../../../src/forwarder/overflow/overflow-file.ts';

export const MANY = { events: 1_000_000, bytes: 1e9 };

/** A folder of the test's own. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'overflow-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Where an overflow file could be: in a folder that is not there yet. */
export function newPath(): string {
  return join(folder(), '.quint', 'overflow.jsonl');
}

export function overflow(
  options: Partial<OverflowOptions> & Pick<OverflowOptions, 'path'>,
  tuning?: OverflowTuning,
): OverflowFile {
  return new OverflowFile({ maxBytes: 256 * 1024 * 1024, fsync: 'never', ...options }, tuning);
}

/** The JSON of an event of that id. */
export function line(id: string | number, extra: object = {}): string {
  return JSON.stringify({ event_id: `${id}`, ...extra });
}

export function idsOf(piece: OverflowPiece | undefined): string[] {
  return piece!.lines.map(({ event }) => event.event_id);
}

/** Everything that waits, in order. The file is gone afterwards. */
export async function drain(file: OverflowFile): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    // Whoever was killed before it signed its lock holds it for a while.
    const piece = await vi.waitUntil(() => file.read({ events: 500, bytes: 1e6 }), 60_000);
    if (piece.lines.length === 0) break;
    ids.push(...idsOf(piece));
    await file.remove(piece.end);
  }
  await file.release();
  return ids;
}

/** The names of what is beside a file, and itself. */
export async function filesAt(path: string): Promise<string[]> {
  return (await readdir(dirname(path))).map((name) => name.replace(basename(path), '*')).toSorted();
}

export const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

export const textOf = (path: string) => readFile(path, 'utf8');

let program: string | undefined;
afterAll(() => {
  if (program) rmSync(dirname(program), { recursive: true });
});

/** `worker.ts` as one file, for it starts a few times as fast. */
function workerProgram(): string {
  if (program) return program;
  program = join(mkdtempSync(join(tmpdir(), 'overflow-worker-')), 'worker.mjs');
  buildSync({
    entryPoints: [fileURLToPath(import.meta.resolve('./worker.ts'))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  return program;
}

/** A process that works on overflow files and locks: see `worker.ts`. */
export class Worker {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #exit: Promise<unknown>;
  /** The lines that it has printed. */
  readonly printed: string[] = [];
  stderr = '';

  /** @param shell runs before, in the same process: `ulimit -f 8`, say */
  constructor(command: string, args: object, shell = ':') {
    const script = `${shell}; exec "$@"`;
    const argv = [process.execPath, workerProgram(), command, JSON.stringify(args)];
    this.#child = spawn('bash', ['-c', script, 'worker', ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => this.kill());
    createInterface(this.#child.stdout).on('line', (text) => this.printed.push(text));
    this.#child.stderr.on('data', (text) => (this.stderr += text));
    this.#exit = once(this.#child, 'close');
  }

  /** Resolves when it has printed so many lines. */
  async prints(count: number): Promise<void> {
    while (this.printed.length < count) {
      await Promise.race([once(this.#child.stdout, 'data'), this.#exit]);
      if (this.#child.exitCode !== null) throw new Error(`the worker has ended: ${this.stderr}`);
    }
  }

  /** What it printed, when it has ended well. */
  async done(): Promise<string[]> {
    await this.#exit;
    if (this.#child.exitCode !== 0)
      throw new Error(`worker: ${this.#child.exitCode} ${this.stderr}`);
    return this.printed;
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exit;
  }
}
