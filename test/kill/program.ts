import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { inTime } from './deadline.ts';

/** Where a program runs. */
export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  /** A command, such as a shell's, that runs the program that is in its arguments. */
  readonly within?: readonly string[];
}

/** A program in a process of its own, that says lines on file descriptor 3. */
export class Program implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #end: Promise<number | NodeJS.Signals>;
  #stderr = '';

  /** @param hear is called for every whole line that the program could write before its end */
  constructor(
    file: string,
    args: readonly string[],
    hear: (line: string) => void,
    { env = {}, uid, within = [] }: Surroundings = {},
  ) {
    const [command, ...rest] = [...within, process.execPath, file, ...args];
    this.#child = spawn(command!, rest, {
      // The first one ends when this process does, however it does.
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      ...(uid !== undefined && { uid, gid: uid }),
    });
    this.#child.stderr!.on('data', (text) => (this.#stderr += text));
    const lines = createInterface(this.#child.stdio[3] as Readable);
    lines.on('line', hear);
    // What it said before its end has been heard by then.
    const end = Promise.all([once(this.#child, 'close'), once(lines, 'close')]);
    this.#end = end.then(([[code, signal]]) => (code ?? signal) as number | NodeJS.Signals);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /**
   * Resolves when it has ended well, and silently.
   * @throws Error with what it printed, when it has not
   */
  ended(): Promise<void> {
    return this.#endedWith(0);
  }

  /**
   * Resolves when it has been killed, and was silent until then.
   * @throws Error with what it printed, when it ended by itself
   */
  killed(): Promise<void> {
    return this.#endedWith('SIGKILL');
  }

  async #endedWith(wanted: number | NodeJS.Signals): Promise<void> {
    const end = await this.#inTime();
    if (end !== wanted || this.#stderr !== '') {
      throw new Error(`it ended with ${end}, not ${wanted}, and printed: ${this.#stderr}`);
    }
  }

  /** Its exit code, or the signal that ended it. */
  #inTime(): Promise<number | NodeJS.Signals> {
    return inTime(`the end of process ${this.#child.pid}`, this.#end);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.signal('SIGKILL');
    await this.#inTime();
  }
}
