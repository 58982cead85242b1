import type { CorruptRun } from './corrupt-runs.ts';
import { BEGINNING, type Cursor } from './cursor.ts';

/**
 * How far a file was read, and what of that was removed.
 *
 * A position is one in the file as it is now. An offset, which is what others are given, stays good
 * when the lines before it leave the file: it counts on.
 */
export class Reading {
  /** What the file is known by; `undefined` before the first look, and when it had to go. */
  ino: number | undefined;
  /** Where the waiting lines begin. Ahead of the cursor beside the file while that cannot be written. */
  cursor: Cursor = BEGINNING;
  isCursorSaved = true;
  /** By this it is known that the file still has what was handed out; `undefined` when it was rewritten. */
  witness: Cursor | undefined;
  /** The offset of the file's first byte. */
  #base = 0;
  /** The offset where that ends which was handed out. */
  #handedOut = 0;
  /** No offset so far was greater. */
  #furthest = 0;
  /** In what was handed out; at offsets. */
  #corrupt: CorruptRun[] = [];

  get handedOut(): number {
    return this.#handedOut;
  }

  get furthest(): number {
    return this.#furthest;
  }

  offsetOf(position: number): number {
    return this.#base + position;
  }

  positionOf(offset: number): number {
    return offset - this.#base;
  }

  /** Turns to a file, with its cursor. What was handed out before, and not removed, will be once more. */
  begin(ino: number, cursor: Cursor): void {
    const { offset, digest } = this.cursor;
    const isSame = ino === this.ino && cursor.offset === offset && cursor.digest === digest;
    // Others have taken lines off, or replaced the file. There is no telling how far it went on.
    if (!isSame) this.#base = this.#furthest - cursor.offset;
    this.ino = ino;
    this.cursor = cursor;
    this.isCursorSaved = true;
    this.#setHandedOut(cursor);
    this.#corrupt = [];
  }

  /** Notes that everything up to a cursor was handed out, and which lines in it are no events. */
  handOut(end: Cursor, corrupt: readonly CorruptRun[]): void {
    // The same once more, and less of it.
    if (this.offsetOf(end.offset) < this.#handedOut) return;
    this.#setHandedOut(end);
    this.#corrupt = corrupt.map((run) => moved(run, this.#base));
  }

  /** The run that begins before an offset and ends behind it, at positions: there is one at most. */
  corruptAcross(offset: number): CorruptRun | undefined {
    const across = this.#corrupt.find(({ start, end }) => start < offset && offset < end);
    return across && moved(across, -this.#base);
  }

  /** Makes two of the run across an offset, before which so many of its lines are. */
  divideCorrupt(offset: number, before: number): void {
    this.#corrupt = this.#corrupt.flatMap((run) => {
      const { start, end, count } = run;
      if (offset <= start || end <= offset) return [run];
      const parts = [
        { start, end: offset, count: before },
        { start: offset, end, count: count - before },
      ];
      return parts.filter((part) => part.count > 0);
    });
  }

  /** The lines before an offset that are no events, at positions. Each is returned once. */
  takeCorrupt(offset: number): CorruptRun[] {
    const taken = this.#corrupt.filter(({ end }) => end <= offset);
    this.#corrupt = this.#corrupt.slice(taken.length);
    return taken.map((run) => moved(run, -this.#base));
  }

  /** Notes that the lines before a cursor were removed. */
  moveTo(cursor: Cursor): void {
    this.cursor = cursor;
    this.isCursorSaved = false;
  }

  /**
   * Turns to the file that was written in the place of this one: with what was handed out and not
   * removed, and after it the others, without so many bytes at their head.
   */
  goOn(ino: number, goneBytes: number): void {
    const isAnyHandedOut = this.#handedOut > this.offsetOf(this.cursor.offset);
    this.#base += this.cursor.offset;
    this.ino = ino;
    this.cursor = BEGINNING;
    this.isCursorSaved = true;
    this.witness = undefined;
    if (isAnyHandedOut) return;
    this.#base += goneBytes;
    this.#setHandedOut(BEGINNING);
  }

  /** Notes that there is no such file any more. */
  end(): void {
    this.ino = undefined;
    this.isCursorSaved = true;
  }

  #setHandedOut(end: Cursor): void {
    this.witness = end;
    this.#handedOut = this.offsetOf(end.offset);
    this.#furthest = Math.max(this.#furthest, this.#handedOut);
  }
}

function moved({ start, end, count }: CorruptRun, by: number): CorruptRun {
  return { start: start + by, end: end + by, count };
}
