import { mkdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { appendBlockSync, openToAppend } from './append-block.ts';
import { besides } from './besides.ts';
import { FileLock } from './file-lock.ts';
import {
  isMissing,
  openIfThere,
  PRIVATE_FOLDER,
  sizeOf,
  unlinkIfThere,
  using,
} from './file-system.ts';
import type { Most } from './piece.ts';
import { Turns } from './turns.ts';
import { WaitingLines, type OverflowPiece } from './waiting-lines.ts';

export type { OverflowLine, OverflowPiece } from './waiting-lines.ts';

export interface OverflowOptions {
  /** An absolute path; its folder is made (0700) when the first line is written. */
  readonly path: string;
  /** Bytes that the file may have; beyond, its oldest lines go. */
  readonly maxBytes: number;
  /** `always`: what was appended is on the disk, not only with the operating system, when it is acknowledged. */
  readonly fsync: 'always' | 'never';
}

/** What only a test has reason to change. */
export interface OverflowTuning {
  /** The file is written anew when so many bytes, and half of it, were taken off. @default 1 MiB */
  readonly compactBytes?: number;
  /** Milliseconds to wait while another process changes the file. @default 2,000 */
  readonly patience?: number;
}

const COMPACT_BYTES = 1024 * 1024;
const PATIENCE_MS = 2_000;
/** There is little time in the end. */
const EXIT_PATIENCE_MS = 200;

/**
 * The events that could not be delivered: JSON lines on the disk, oldest first.
 *
 * Several processes may use the same file. Whoever changes it holds the lock beside it for as long as
 * that takes. Whoever takes lines off its head holds the reader's lock, too, and that for as long as
 * it works on what it read; others can append meanwhile. A cursor beside the file says up to where
 * lines were taken off; they leave it when that is worth the copying (contract.md §9).
 */
export class OverflowFile {
  readonly #path: string;
  readonly #fsync: boolean;
  readonly #patience: number;
  readonly #lock: FileLock;
  readonly #lines: WaitingLines;
  readonly #turns = new Turns();
  #isTidied = false;

  constructor({ path, maxBytes, fsync }: OverflowOptions, tuning: OverflowTuning = {}) {
    this.#path = path;
    this.#fsync = fsync === 'always';
    this.#patience = tuning.patience ?? PATIENCE_MS;
    this.#lock = new FileLock(besides(path).lock);
    this.#lines = new WaitingLines({
      path,
      maxBytes,
      fsync: this.#fsync,
      compactBytes: tuning.compactBytes ?? COMPACT_BYTES,
      lock: this.#lock,
      reader: new FileLock(besides(path).reader),
    });
  }

  /** Bytes waiting in the file, as far as known: since the last {@link look}, append, read or removal. */
  get bytes(): number {
    return this.#lines.bytes;
  }

  /** Lines that are no events, set aside so far. */
  get corrupt(): number {
    return this.#lines.corrupt;
  }

  /** Sees what others have written or taken since. */
  look(): Promise<void> {
    return this.#turns.take(async () => {
      const file = await openIfThere(this.#path);
      if (file) await using(file, () => this.#lines.look(file));
      else this.#lines.bytes = 0;
    });
  }

  /**
   * Adds events at the end. All of them are in the file, or none.
   *
   * Where they would make the file too large, its oldest lines go, those excepted that were read and
   * not yet removed; and of what does not fit even so, the newest events are added.
   * @returns how many of the oldest events had to go
   * @throws Error of the file system, or when the lock cannot be had; then the file is as it was
   */
  append(texts: readonly string[]): Promise<number> {
    return this.#turns.take(async () => {
      if (texts.length === 0) return 0;
      return this.#changing(async () => {
        const file = await openToAppend(this.#path);
        return using(file, () => this.#lines.append(file, texts));
      });
    });
  }

  /** The same at the exit of the process, when nothing asynchronous runs any more; evicts nothing. */
  appendSync(texts: readonly string[]): void {
    if (texts.length === 0) return;
    mkdirSync(dirname(this.#path), { recursive: true, mode: PRIVATE_FOLDER });
    const block = Buffer.from(`${texts.join('\n')}\n`);
    const isAlone = this.#lockAtExit();
    try {
      appendBlockSync(this.#path, block, { fsync: this.#fsync, isAlone });
      this.#lines.bytes += block.length;
    } finally {
      if (isAlone) this.#lock.release();
    }
  }

  /**
   * The oldest events, which stay in the file until they are {@link remove}d. No other process can
   * read until {@link release}, unless there are none.
   * @returns `undefined` while another process reads
   * @throws Error of the file system, or when the lock cannot be had
   */
  read(most: Most): Promise<OverflowPiece | undefined> {
    return this.#turns.take(async () => {
      const isAtWork = this.#lines.isReading;
      try {
        const piece = await this.#read(most);
        if (piece?.lines.length === 0) this.#lines.endReading();
        return piece;
      } catch (error) {
        if (!isAtWork) this.#lines.endReading();
        throw error;
      }
    });
  }

  /**
   * Takes everything before `offset` off the file.
   * @throws Error of the file system, or when the lock cannot be had; or when this process was silent
   * for so long that another one took it for ended, and reads the events again
   */
  remove(offset: number): Promise<void> {
    return this.#turns.take(() => this.#remove(offset));
  }

  /** Lets other processes read. */
  release(): Promise<void> {
    return this.#turns.take(async () => {
      if (this.#lines.isReading) await this.#lines.saveCursor();
      this.#lines.endReading();
    });
  }

  async #read(most: Most): Promise<OverflowPiece | undefined> {
    for (;;) {
      // Without a file, there need not be a folder for the locks.
      if ((await sizeOf(this.#path)) === 0) return this.#lines.nothing();
      if (!this.#lines.beginReading()) return undefined;
      const file = await openIfThere(this.#path);
      if (!file) return this.#lines.nothing();
      const piece = await using(file, async () => {
        // What is being written just now may come to nothing. Its place could be given to other lines.
        const { size } = await this.#changing(() => file.stat());
        return this.#lines.handOut(file, size, most);
      });
      if (!piece || piece.lines.length > 0) return piece;
      if (piece.end === this.#lines.removed) return piece;
      // There are lines, but no events. They must not be in the way of those behind them.
      await this.#remove(piece.end);
    }
  }

  async #remove(offset: number): Promise<void> {
    if (offset <= this.#lines.removed) return;
    await this.#changing(async () => {
      if (!this.#lines.isReading) {
        throw new Error(`${this.#path} was not read, or another process has taken over since`);
      }
      const file = await openIfThere(this.#path);
      if (file) await using(file, () => this.#lines.takeOff(file, offset));
      else this.#lines.nothing();
    });
  }

  async #changing<T>(work: () => Promise<T>): Promise<T> {
    try {
      await this.#lock.acquire(this.#patience);
    } catch (error) {
      if (!isMissing(error)) throw error;
      await mkdir(dirname(this.#path), { recursive: true, mode: PRIVATE_FOLDER });
      await this.#lock.acquire(this.#patience);
    }
    try {
      // A process may have been killed while it wrote the file anew.
      if (!this.#isTidied) unlinkIfThere(besides(this.#path).temporary);
      this.#isTidied = true;
      return await work();
    } finally {
      this.#lock.release();
    }
  }

  #lockAtExit(): boolean {
    try {
      // An append of this object that is under way does not come to its end.
      return !this.#lock.held && this.#lock.acquireSync(EXIT_PATIENCE_MS);
    } catch {
      return false;
    }
  }
}
