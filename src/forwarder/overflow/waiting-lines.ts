import type { FileHandle } from 'node:fs/promises';
import type { QuintEvent } from '../../../generated/types.ts';
import { appendBlock } from './append-block.ts';
import { besides } from './besides.ts';
import type { CorruptRun } from './corrupt-runs.ts';
import { cursorAt, findCursor, isCursorOf, writeCursor } from './cursor.ts';
import type { FileLock } from './file-lock.ts';
import { endsInLine, NEWLINE, type Part } from './lines.ts';
import { newestThatFit } from './newest.ts';
import { findOldest, findPiece, type Most } from './piece.ts';
import { Reading } from './reading.ts';
import { SetAside } from './set-aside.ts';
import { removeFile, rewriteFile } from './swap-file.ts';

/** An event read from the file. */
export interface OverflowLine {
  readonly text: string;
  readonly event: QuintEvent;
  /** Where its line begins. Offsets count on when lines are taken off the head of the file. */
  readonly offset: number;
}

export interface OverflowPiece {
  readonly lines: readonly OverflowLine[];
  /** Where the line after the piece begins. */
  readonly end: number;
}

export interface WaitingOptions {
  readonly path: string;
  readonly maxBytes: number;
  readonly fsync: boolean;
  readonly compactBytes: number;
  readonly lock: FileLock;
  readonly reader: FileLock;
}

/** What part of `maxBytes` goes at least when something has to, for the rest of the file is copied. */
const LEAST_PART = 1 / 10;

/**
 * The lines of an overflow file that wait: what is done with them while the locks are held. The file
 * is given opened.
 */
export class WaitingLines {
  readonly #options: WaitingOptions;
  readonly #setAside: SetAside;
  readonly #reading = new Reading();
  #isReading = false;
  /** Whether, since then, it was seen where the waiting lines begin. */
  #isCurrent = false;
  /** Everything before this offset was taken off. */
  #removed = 0;
  #corrupt = 0;
  /** Bytes that must have been taken off before the next try, after one to write the file anew failed. */
  #compactFrom = 0;
  /** As far as known. */
  bytes = 0;

  constructor(options: WaitingOptions) {
    this.#options = options;
    this.#setAside = new SetAside(besides(options.path).corrupt);
  }

  /** Lines that were no events, and are taken off. */
  get corrupt(): number {
    return this.#corrupt;
  }

  get removed(): number {
    return this.#removed;
  }

  /** Whether the reader's lock is held since {@link beginReading}. */
  get isReading(): boolean {
    if (this.#isReading && !this.#options.reader.held) this.endReading();
    return this.#isReading;
  }

  /** @returns false while another process reads */
  beginReading(): boolean {
    if (this.isReading) return true;
    this.#isReading = this.#options.reader.tryAcquire();
    this.#isCurrent = false;
    return this.#isReading;
  }

  endReading(): void {
    this.#isReading = false;
    this.#options.reader.release();
  }

  async look(file: FileHandle): Promise<void> {
    this.bytes = (await file.stat()).size - (await this.#headOf(file));
  }

  /** Where there is no file, or nothing in it. */
  nothing(): OverflowPiece {
    this.bytes = 0;
    this.#removed = this.#reading.furthest;
    return { lines: [], end: this.#removed };
  }

  /**
   * The oldest lines, up to a size that the file had while nobody wrote.
   * @returns `undefined` when the reader's lock was lost
   */
  async handOut(file: FileHandle, size: number, most: Most): Promise<OverflowPiece | undefined> {
    const head = await this.#headOf(file);
    if (!this.#isReading) return undefined;
    const reading = this.#reading;
    const { events, corrupt, end } = await findPiece(file, { start: head, end: size }, most);
    reading.handOut(await cursorAt(file, end), corrupt);
    this.bytes = size - head;
    this.#removed = reading.offsetOf(head);
    return {
      lines: events.map(({ text, event, start }) => ({
        text,
        event,
        offset: reading.offsetOf(start),
      })),
      end: reading.offsetOf(end),
    };
  }

  /** Takes off what was handed out, up to an offset. */
  async takeOff(file: FileHandle, offset: number): Promise<void> {
    const reading = this.#reading;
    const { path, lock } = this.#options;
    const { ino, size } = await file.stat();
    const { witness } = reading;
    if (ino !== reading.ino || (witness && !(await isCursorOf(file, witness)))) {
      // Somebody has replaced, edited or shortened it, without the locks. It is read anew.
      reading.end();
      return;
    }
    const position = reading.positionOf(Math.min(offset, reading.handedOut));
    await this.#divideCorrupt(file, reading.offsetOf(position));
    for (const run of reading.takeCorrupt(offset)) await this.#putAside(file, run);
    this.#removed = reading.offsetOf(position);
    this.bytes = size - position;
    if (position === size) {
      removeFile({ path, file, lock, size });
      this.#compactFrom = 0;
      reading.end();
      return;
    }
    reading.moveTo(await cursorAt(file, position));
    if (!(await this.#compact(file, size, position))) await this.saveCursor();
  }

  /** Writes down where the waiting lines begin, if that could not be written before. */
  async saveCursor(): Promise<void> {
    const reading = this.#reading;
    if (reading.isCursorSaved) return;
    try {
      await writeCursor(this.#options.path, reading.cursor);
      reading.isCursorSaved = true;
    } catch {
      // On a full disk, say. As long as this process reads, it knows; the next one sends the events again.
    }
  }

  /** @returns how many events had to go */
  async append(file: FileHandle, texts: readonly string[]): Promise<number> {
    const { path, maxBytes, fsync } = this.#options;
    const { size } = await file.stat();
    const head = await this.#headOf(file);
    const free = await this.#freeFrom(file, size);
    const torn = (await endsInLine(file, size)) ? 1 : 0;
    const { block, left } = newestThatFit(texts, maxBytes - (free - head) - torn);
    if (block.length === 0) return left;
    const excess = size - head + torn + block.length - maxBytes;
    // What was taken off is in the way of a full file only, and a little of it is not worth the copying.
    const isWorthWhile = excess + head > 0 && head >= LEAST_PART * maxBytes;
    if (excess > 0 || isWorthWhile) {
      const evicted = await this.#appendAnew({ file, size, head, free, excess, block });
      if (evicted !== undefined) return left + evicted;
    }
    await appendBlock(path, file, block, { fsync });
    this.bytes = (await file.stat()).size - head;
    return left;
  }

  /** Where the waiting lines begin. */
  async #headOf(file: FileHandle): Promise<number> {
    const reading = this.#reading;
    const { ino } = await file.stat();
    // As long as nobody else can take lines off, the cursor in memory counts: it is the newer one.
    const isKnown = this.isReading && this.#isCurrent && ino === reading.ino;
    if (!isKnown || !(await isCursorOf(file, reading.cursor))) {
      reading.begin(ino, (await findCursor(this.#options.path, file)).cursor);
    }
    this.#isCurrent = this.#isReading;
    return reading.cursor.offset;
  }

  /** Where the lines begin that nobody works on. */
  async #freeFrom(file: FileHandle, size: number): Promise<number> {
    const end = this.#reading.positionOf(this.#reading.handedOut);
    // A last line may have been handed out without its end, and been given one since.
    return end < size && (await endsInLine(file, end)) ? end + 1 : end;
  }

  /**
   * Writes the file anew: without what was taken off, without the oldest lines where there is an
   * excess, and with a block at its end.
   * @returns how many events had to go; `undefined` when it was not possible, nor necessary
   */
  async #appendAnew({ file, size, head, free, excess, block }: FullFile) {
    const { path, maxBytes, lock, reader } = this.#options;
    const isBorrowed = !this.#isReading;
    if (isBorrowed && !reader.tryAcquire()) {
      if (excess <= 0) return undefined;
      throw new Error(`${path} is full, and another process works on its oldest lines`);
    }
    try {
      const leastBytes = excess > 0 ? Math.max(excess, LEAST_PART * maxBytes) : 0;
      const oldest = await findOldest(file, { start: free, end: size }, leastBytes);
      for (const run of oldest.corrupt) await this.#putAside(file, run);
      const parts = [
        { start: head, end: free },
        { start: oldest.end, end: size },
      ].filter(({ start, end }) => start < end);
      const isTorn = await endsInLine(file, parts.at(-1)?.end ?? 0);
      const added = isTorn ? Buffer.concat([NEWLINE, block]) : block;
      await this.#rewrite(file, size, parts, { goneBytes: oldest.end - free, block: added });
      return oldest.events;
    } catch (error) {
      if (excess <= 0 && lock.held) return undefined;
      throw error;
    } finally {
      if (isBorrowed) reader.release();
    }
  }

  /** So that what was taken off leaves the disk, too, without the rest being copied all the time. */
  async #compact(file: FileHandle, size: number, head: number): Promise<boolean> {
    if (head < Math.max(this.#options.compactBytes, size / 2, this.#compactFrom)) return false;
    try {
      await this.#rewrite(file, size, [{ start: head, end: size }]);
      return true;
    } catch {
      // On a full disk, say. There is the cursor for that.
      this.#compactFrom = 2 * head;
      return false;
    }
  }

  async #rewrite(
    file: FileHandle,
    size: number,
    parts: readonly Part[],
    { goneBytes = 0, block }: { readonly goneBytes?: number; readonly block?: Buffer } = {},
  ): Promise<void> {
    const { path, lock } = this.#options;
    const next = await rewriteFile({ path, file, lock, size }, parts, block);
    this.#reading.goOn(next.ino, goneBytes);
    this.#compactFrom = 0;
    this.bytes = next.size;
  }

  /** A piece may end among lines that are no events, where another one, larger or later, has more of them. */
  async #divideCorrupt(file: FileHandle, offset: number): Promise<void> {
    const reading = this.#reading;
    const across = reading.corruptAcross(offset);
    if (!across) return;
    const { start } = across;
    const before = await findOldest(file, { start, end: reading.positionOf(offset) }, Infinity);
    const count = before.corrupt.reduce((sum, run) => sum + run.count, 0);
    reading.divideCorrupt(offset, count);
  }

  async #putAside(file: FileHandle, run: CorruptRun): Promise<void> {
    this.#corrupt += run.count;
    // On a full disk they are lost. That must not keep the events behind them from being delivered.
    await this.#setAside.appendPart(file, run).catch(() => {});
  }
}

/** A file to which a block cannot simply be added. */
interface FullFile {
  readonly file: FileHandle;
  readonly size: number;
  /** Where the waiting lines begin. */
  readonly head: number;
  /** Where those begin that may go. */
  readonly free: number;
  /** How many bytes have to go. */
  readonly excess: number;
  readonly block: Buffer;
}
