import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Request bodies that are too long for a command line, in a folder that nobody else can look into. */
export class BodyFiles {
  #folder: string | undefined;
  #count = 0;

  /** @returns the file, or nothing where it cannot be written */
  readonly save = (body: string): string | undefined => {
    try {
      this.#folder ??= mkdtempSync(join(tmpdir(), 'quint-verify-'));
      const file = join(this.#folder, `body-${++this.#count}`);
      writeFileSync(file, body, { mode: 0o600, flag: 'wx' });
      return file;
    } catch {
      return undefined;
    }
  };
}
