import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { inject } from 'vitest';

/** Where a command runs. */
export interface Surroundings {
  /** Variables beside those of the tests. */
  readonly env?: Record<string, string>;
  /** The working directory. */
  readonly cwd?: string;
  /** What it reads: nothing, what is written to `command.stdin`, or the open file of that number. */
  readonly stdin?: 'ignore' | 'pipe' | number;
}

/** What the command prints when it is ready and `--json` was asked for. */
export interface ReadyLine {
  readonly url: string;
  readonly env: string;
  readonly control: boolean;
  readonly urls: Record<string, string>;
  readonly tokens: Record<string, string>;
}

/** The command in a process of its own, from its source. */
export class Command implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable | null, Readable, Readable>;
  readonly #exit: Promise<number | null>;
  stdout = '';
  stderr = '';

  constructor(args: readonly string[], { env = {}, cwd, stdin = 'ignore' }: Surroundings = {}) {
    this.#child = spawn(process.execPath, [inject('command'), ...args], {
      stdio: [stdin, 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      cwd,
    }) as ChildProcessByStdio<Writable | null, Readable, Readable>;
    // It may end before it has read everything.
    this.#child.stdin?.on('error', () => {});
    this.#child.stdout.on('data', (text) => (this.stdout += text));
    this.#child.stderr.on('data', (text) => (this.stderr += text));
    // 'close' comes when the output is read to its end, too.
    this.#exit = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  /** The exit code. */
  exit(): Promise<number | null> {
    return this.#exit;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** What it reads, when that was wanted to be a pipe. */
  get stdin(): Writable {
    return this.#child.stdin!;
  }

  /** Resolves when stdout holds the text, or has ended without it. */
  async prints(text: string): Promise<void> {
    while (!this.stdout.includes(text) && this.#child.exitCode === null) {
      await Promise.race([once(this.#child.stdout, 'data'), this.#exit]);
    }
  }

  /** The same of stderr. */
  async says(text: string): Promise<void> {
    while (!this.stderr.includes(text) && this.#child.exitCode === null) {
      await Promise.race([once(this.#child.stderr, 'data'), this.#exit]);
    }
  }

  async readyLine(): Promise<ReadyLine> {
    await this.prints('\n');
    return JSON.parse(this.stdout) as ReadyLine;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Stops reading what it prints, as `2>&1 | head -1` does. */
  closePipes(): void {
    this.#child.stdout.destroy();
    this.#child.stderr.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exit;
  }
}
