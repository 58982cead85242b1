import { fstatSync, readSync, renameSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { besides } from './besides.ts';
import { removeCursor } from './cursor.ts';
import type { FileLock } from './file-lock.ts';
import { PRIVATE_FILE, syncFolderOf, unlinkIfThere } from './file-system.ts';
import type { Part } from './lines.ts';

const CHUNK_BYTES = 1024 * 1024;

/** A file that is to be replaced, or removed. */
export interface Swapped {
  readonly path: string;
  /** The file, opened. */
  readonly file: FileHandle;
  /** Held by who does it. */
  readonly lock: FileLock;
  /** Bytes of the file, when it was looked at under the lock. */
  readonly size: number;
}

/**
 * Puts another file in the place of one: with parts of it, and a block behind them. Its cursor goes.
 * Whenever this is interrupted, there is either the old file or the new one.
 * @returns what is known of the new file
 */
export async function rewriteFile(
  swapped: Swapped,
  parts: Iterable<Part> | AsyncIterable<Part>,
  block?: Buffer,
): Promise<{ readonly ino: number; readonly size: number }> {
  const { path, file } = swapped;
  const { temporary } = besides(path);
  // One that was left behind could be open to others.
  unlinkIfThere(temporary);
  const next = await open(temporary, 'wx', PRIVATE_FILE);
  try {
    // An administrator who repairs a file must not take it away from its owner.
    const { uid, gid } = await file.stat();
    if (uid !== process.getuid?.()) await next.chown(uid, gid).catch(() => {});
    for await (const part of parts) await copy(file, part, next);
    if (block) await next.appendFile(block);
    await next.sync();
    const found = await next.stat();
    swap(swapped, () => renameSync(temporary, path));
    // From here on it is done, and nothing may fail.
    await syncFolderOf(path).catch(() => {});
    return found;
  } catch (error) {
    unlinkIfThere(temporary);
    throw error;
  } finally {
    await next.close();
  }
}

/** Removes a file in which nothing waits any more. */
export function removeFile(swapped: Swapped): void {
  swap(swapped, () => unlinkIfThere(swapped.path));
}

/** Nothing asynchronous in here: a process that appends at its exit can have no part in a half of it. */
function swap({ path, lock, file, size }: Swapped, step: () => void): void {
  if (!lock.held) throw new Error(`${lock.path} was lost: another process took it for stale`);
  // First, for with the cursor of another file, lines could be skipped. Without one they are sent again.
  removeCursor(path);
  step();
  carryOver(path, file.fd, size);
}

/** A process that exits appends without the lock when that is not to be had. What it wrote comes along. */
function carryOver(path: string, file: number, from: number): void {
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - from));
    if (bytes.length === 0) return;
    const read = readSync(file, bytes, 0, bytes.length, from);
    writeFileSync(path, bytes.subarray(0, read), { flag: 'a', mode: PRIVATE_FILE });
  } catch {
    // There is nobody who could be told, and who swaps the file has done so.
  }
}

async function copy(from: FileHandle, { start, end }: Part, to: FileHandle): Promise<void> {
  const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, end - start));
  for (let position = start; position < end;) {
    const length = Math.min(chunk.length, end - position);
    const { bytesRead } = await from.read(chunk, 0, length, position);
    if (bytesRead === 0)
      throw new Error(`the file became shorter, at byte ${position}, while it was copied`);
    await to.appendFile(chunk.subarray(0, bytesRead));
    position += bytesRead;
  }
}
