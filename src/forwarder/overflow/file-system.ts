import { fchmodSync, fstatSync, statSync, unlinkSync } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Read, written and seen by the owner alone. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;
const OTHERS = 0o077;

/** Whether a call failed because there is no such file. */
export function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/**
 * To be asked before a path is opened: a pipe would let us wait, and a device is not ours to change.
 * @throws Error when there is something that is no file
 */
export function checkIsFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
    throw new Error(`${path} is not a regular file; choose another with \`path\``);
  }
}

/** Opens a file to read it. @returns `undefined` when there is none */
export async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    checkIsFile(path);
    return await open(path, 'r');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Closes a file when the work is done. */
export async function using<T>(file: FileHandle, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await file.close();
  }
}

/** Bytes of a file; 0 when there is none. */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

export function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Whether an open file is the one that has this path. */
export function isAt(path: string, file: number): boolean {
  const at = statSync(path, { throwIfNoEntry: false });
  const { ino, dev } = fstatSync(file);
  return at?.ino === ino && at.dev === dev;
}

/** Takes from all but the owner what they may do with an open file. */
export function makePrivate(file: number): void {
  if ((fstatSync(file).mode & OTHERS) === 0) return;
  try {
    fchmodSync(file, PRIVATE_FILE);
  } catch {
    // It is somebody else's, who has decided who may see it.
  }
}

/** So that what was made or renamed in the folder of a file is on the disk. */
export async function syncFolderOf(path: string): Promise<void> {
  try {
    const folder = await open(dirname(path), 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    // Not everywhere can a folder be opened or synced.
    if ((error as NodeJS.ErrnoException).code === 'EIO') throw error;
  }
}
