import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Forwarder } from '../../../src/forwarder/index.ts';
import { UsageError } from '../usage-error.ts';

/**
 * The default overflow file may be that of a daemon, whose events are for another API. So what `send`
 * itself puts there has a note beside it that says for which URL, and only that is sent unasked.
 */
export class Destination {
  readonly #overflow: string;
  readonly #note: string;
  readonly #url: string;

  constructor(overflow: string, url: string) {
    this.#overflow = overflow;
    this.#note = `${overflow}.url`;
    this.#url = url;
  }

  /** @throws UsageError when events wait in the file that are not known to be for this URL */
  check(): void {
    if (this.#isEmpty()) return;
    if (textOf(this.#note) === this.#url) return;
    throw new UsageError(
      `in ${this.#overflow} there are events, perhaps a daemon's, and they would be sent first: ` +
        `say --overflow ${this.#overflow} when they are for ${this.#url}, else --overflow OTHER_FILE`,
    );
  }

  /** Has the note there when it is needed, also when the process is killed. */
  follow(forwarder: Forwarder): void {
    const end = forwarder.on('spilled', () => {
      end();
      this.#write();
    });
    // After the forwarder, which may put something into the file then.
    process.once('exit', () => {
      if (this.#isEmpty()) rmSync(this.#note, { force: true });
      else this.#write();
    });
  }

  #write(): void {
    writeFileSync(this.#note, this.#url, { mode: 0o600 });
  }

  #isEmpty(): boolean {
    return !statSync(this.#overflow, { throwIfNoEntry: false })?.size;
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
