import { macrotask } from '../../../../mock-server/clock/macrotask.ts';
import type {
  OverflowLine,
  OverflowOptions,
  OverflowPiece,
} from '../../../../src/forwarder/overflow/overflow-file.ts';
import type { Marked } from './model-server.ts';

/** What can be made to fail. */
export type FileWork = 'look' | 'append' | 'read' | 'remove';

const FULL = 'ENOSPC: no space left on device';

interface MemoryLine {
  readonly text: string;
  readonly event: Marked;
  readonly offset: number;
}

/** The file itself, which outlives the forwarders that have it open. */
export class MemoryFile {
  static readonly #at = new Map<string, MemoryFile>();

  static at(path: string): MemoryFile {
    const file = MemoryFile.#at.get(path) ?? new MemoryFile();
    MemoryFile.#at.set(path, file);
    return file;
  }

  lines: MemoryLine[] = [];
  /** The offset of the line that will come next. */
  end = 0;
  reader: OverflowFile | undefined;
  readonly users = new Set<OverflowFile>();
  readonly failing = new Set<FileWork>();
  /** Turns of the event loop that each piece of work takes. */
  latency = 0;
  /** How many lines had to go. */
  evicted = 0;

  get bytes(): number {
    return this.end - (this.lines[0]?.offset ?? this.end);
  }

  /** Adds lines, and takes of the oldest what is too much. */
  add(texts: readonly string[]): void {
    for (const text of texts) {
      this.lines.push({ text, event: JSON.parse(text) as Marked, offset: this.end });
      this.end += Buffer.byteLength(text) + 1;
    }
  }

  /** The process that had it open is dead: it does nothing more, and holds no lock. */
  killUsers(): void {
    for (const user of this.users) user.isDead = true;
    this.users.clear();
    this.reader = undefined;
  }
}

/**
 * Stands in for the file on the disk where thousands of histories are run: keeps to what the interface of
 * `OverflowFile` says, is fast, and fails when it is told to.
 */
export class OverflowFile {
  readonly #file: MemoryFile;
  readonly #maxBytes: number;
  readonly corrupt = 0;
  bytes = 0;
  isDead = false;
  /** What the first line that this one reads has as its offset in the file; here it is 0. */
  #base: number | undefined;

  constructor({ path, maxBytes }: OverflowOptions) {
    this.#file = MemoryFile.at(path);
    this.#file.users.add(this);
    this.#maxBytes = maxBytes;
  }

  look(): Promise<void> {
    return this.#work('look', () => {});
  }

  append(texts: readonly string[]): Promise<number> {
    return this.#work('append', (file) => {
      const mine = texts.length;
      file.add(texts);
      let gone = 0;
      while (file.bytes > this.#maxBytes && file.lines.length > mine) {
        file.lines.shift();
        gone++;
      }
      file.evicted += gone;
      return gone;
    });
  }

  appendSync(texts: readonly string[]): void {
    if (texts.length === 0) return;
    if (this.#file.failing.has('append')) throw new Error(FULL);
    this.#file.add(texts);
    this.bytes = this.#file.bytes;
  }

  read(most: {
    readonly events: number;
    readonly bytes: number;
  }): Promise<OverflowPiece | undefined> {
    return this.#work('read', (file) => {
      if (file.reader && file.reader !== this) return undefined;
      file.reader = this;
      const base = (this.#base ??= file.end - file.bytes);
      const lines: OverflowLine[] = [];
      let { bytes } = most;
      for (const { text, event, offset } of file.lines) {
        bytes -= Buffer.byteLength(text) + 1;
        if (lines.length === most.events || (bytes < -1 && lines.length > 0)) break;
        lines.push({ text, event, offset: offset - base });
      }
      return { lines, end: (file.lines[lines.length]?.offset ?? file.end) - base };
    });
  }

  remove(offset: number): Promise<void> {
    return this.#work('remove', (file) => {
      if (file.reader !== this) throw new Error('removes without reading');
      const from = offset + this.#base!;
      file.lines = file.lines.filter((line) => line.offset >= from);
    });
  }

  async release(): Promise<void> {
    if (this.#file.reader === this) this.#file.reader = undefined;
  }

  async #work<T>(name: FileWork, work: (file: MemoryFile) => T): Promise<T> {
    const file = this.#file;
    for (let turn = 0; turn < file.latency; turn++) await macrotask();
    if (this.isDead) await new Promise(() => {});
    if (file.failing.has(name)) throw new Error(FULL);
    const result = work(file);
    this.bytes = file.bytes;
    return result;
  }
}
