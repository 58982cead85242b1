import {
  closeSync,
  existsSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { UsageError } from '../usage-error.ts';

/** The file of a report: what was there stays until there is another, which takes its place at once. */
export class OutputFile {
  readonly #path: string;
  /** Nothing can take the place of a pipe or a terminal. */
  readonly #isReplaced: boolean;

  /** @throws UsageError when it cannot be written, before there is anything to write */
  constructor(path: string) {
    try {
      const isThere = existsSync(path);
      // A link stays one.
      this.#path = isThere ? realpathSync(path) : path;
      this.#isReplaced = !isThere || !isSpecial(path);
      // Without `w`, it stays as it is.
      if (isThere && this.#isReplaced) closeSync(openSync(path, 'r+'));
      if (this.#isReplaced) {
        writeFileSync(this.#beside, '');
        rmSync(this.#beside);
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new UsageError(`--output ${path} cannot be written (${code})`);
    }
  }

  write(text: string): void {
    if (!this.#isReplaced) {
      writeFileSync(this.#path, text);
      return;
    }
    try {
      writeFileSync(this.#beside, text);
      renameSync(this.#beside, this.#path);
    } finally {
      rmSync(this.#beside, { force: true });
    }
  }

  get #beside(): string {
    return `${this.#path}.${process.pid}.tmp`;
  }
}

function isSpecial(path: string): boolean {
  const stats = statSync(path);
  return !stats.isFile() && !stats.isDirectory();
}
