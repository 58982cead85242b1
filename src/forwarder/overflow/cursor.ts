import { createHash } from 'node:crypto';
import { readFile, rename, writeFile, type FileHandle } from 'node:fs/promises';
import { besides } from './besides.ts';
import { isMissing, PRIVATE_FILE, unlinkIfThere } from './file-system.ts';

/**
 * Where the waiting lines of a file begin. It says by which bytes it is recognized that the file is
 * the one that is meant: edited, replaced or shortened, it has others before the offset, and everything
 * in it counts as waiting. To send an event twice does no harm, to lose one does.
 */
export interface Cursor {
  readonly offset: number;
  /** SHA-256, in hexadecimal, of the bytes before the offset: the last {@link WITNESS_BYTES} of them. */
  readonly digest: string;
}

/** Whether there is a cursor beside a file, and whether it is of this file. */
export type CursorState = 'none' | 'good' | 'foreign';

const WITNESS_BYTES = 4096;

export const BEGINNING: Cursor = { offset: 0, digest: digestOf(Buffer.alloc(0)) };

export async function cursorAt(file: FileHandle, offset: number): Promise<Cursor> {
  return { offset, digest: digestOf(await witness(file, offset)) };
}

/** Whether a cursor was made for this file. */
export async function isCursorOf(file: FileHandle, { offset, digest }: Cursor): Promise<boolean> {
  const bytes = await witness(file, offset);
  return bytes.length === Math.min(offset, WITNESS_BYTES) && digestOf(bytes) === digest;
}

/** The cursor beside the file of a path; where there is none, or one of another file, the beginning. */
export async function findCursor(
  path: string,
  file: FileHandle,
): Promise<{ readonly cursor: Cursor; readonly state: CursorState }> {
  let text: string;
  try {
    text = await readFile(besides(path).cursor, 'utf8');
  } catch (error) {
    if (isMissing(error)) return { cursor: BEGINNING, state: 'none' };
    throw error;
  }
  const cursor = cursorIn(text);
  if (cursor && (await isCursorOf(file, cursor))) return { cursor, state: 'good' };
  return { cursor: BEGINNING, state: 'foreign' };
}

/** Replaces the cursor beside a file at once, not bit by bit. */
export async function writeCursor(path: string, cursor: Cursor): Promise<void> {
  const { cursor: final, temporaryCursor: temporary } = besides(path);
  try {
    await writeFile(temporary, `${JSON.stringify(cursor)}\n`, { mode: PRIVATE_FILE });
    await rename(temporary, final);
  } catch (error) {
    unlinkIfThere(temporary);
    throw error;
  }
}

/** Removes it, with what is left of one that a killed process was writing. */
export function removeCursor(path: string): void {
  const { cursor, temporaryCursor } = besides(path);
  unlinkIfThere(cursor);
  try {
    unlinkIfThere(temporaryCursor);
  } catch {
    // Nobody reads it.
  }
}

function cursorIn(text: string): Cursor | undefined {
  try {
    const { offset, digest } = JSON.parse(text) as Cursor;
    const isOne = Number.isSafeInteger(offset) && offset >= 0 && typeof digest === 'string';
    return isOne ? { offset, digest } : undefined;
  } catch {
    return undefined;
  }
}

async function witness(file: FileHandle, offset: number): Promise<Buffer> {
  const length = Math.min(offset, WITNESS_BYTES);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset - length);
  return buffer.subarray(0, bytesRead);
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
