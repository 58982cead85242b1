import type { FileHandle } from 'node:fs/promises';
import { LIMITS } from '../../../spec/limits.ts';

/** A part of a file: the bytes from `start` on, up to `end`, which is not one of them. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** A line of a file. `end` is where the next one begins. */
export interface Line extends Part {
  /** Without the newline; `undefined` for a line that is longer than any event may be. */
  readonly bytes: Buffer | undefined;
  /** Whether it ends with a newline, as all do but the last one, perhaps. */
  readonly isWhole: boolean;
}

export const NEWLINE: Buffer = Buffer.from('\n');
const CHUNK_BYTES = 64 * 1024;

/** Lines of this many bytes and less are held in memory. */
export const LONGEST_LINE = LIMITS.bodyBytes;

/**
 * The lines of a file from an offset on. Their bytes may be overwritten when the next one is asked for.
 * @param to the file ends here, even if it has more. @default where it does
 */
export async function* linesOf(
  file: FileHandle,
  from: number,
  to = Infinity,
): AsyncGenerator<Line> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let start = from;
  let position = from;
  let begun: Buffer[] = [];
  for (;;) {
    const length = Math.min(CHUNK_BYTES, to - position);
    const { bytesRead } = await file.read(chunk, 0, length, position);
    if (bytesRead === 0) break;
    const read = chunk.subarray(0, bytesRead);
    let next = 0;
    for (;;) {
      const newline = read.indexOf(NEWLINE, next);
      if (newline < 0) break;
      const end = position + newline + 1;
      begun.push(read.subarray(next, newline));
      yield { start, end, bytes: joined(begun, end - 1 - start), isWhole: true };
      begun = [];
      start = end;
      next = newline + 1;
    }
    position += bytesRead;
    // The chunk is about to be overwritten. Of a line that is too long, nothing is needed.
    if (position - start > LONGEST_LINE) begun = [];
    else if (next < bytesRead) begun.push(Buffer.from(read.subarray(next)));
  }
  if (position === start) return;
  yield { start, end: position, bytes: joined(begun, position - start), isWhole: false };
}

function joined(pieces: readonly Buffer[], length: number): Buffer | undefined {
  if (length > LONGEST_LINE) return undefined;
  return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
}

/** Whether what is written at the end of a file would be part of its last line. */
export async function endsInLine(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return !buffer.equals(NEWLINE);
}
