import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import {
  checkIsFile,
  isAt,
  makePrivate,
  PRIVATE_FILE,
  syncFolderOf,
  unlinkIfThere,
} from './file-system.ts';
import { endsInLine, NEWLINE } from './lines.ts';

export interface BlockOptions {
  /** Whether it is on the disk afterwards, not only with the operating system. @default false */
  readonly fsync?: boolean;
  /** Whether it goes on with the last line of the file, should that have no end yet. @default false */
  readonly continues?: boolean;
}

/** How often an append without the lock is repeated when the file was replaced meanwhile. */
const TRIES = 5;

/** Opens a file to append to it, and makes it private. Its folder must be there. */
export async function openToAppend(path: string): Promise<FileHandle> {
  checkIsFile(path);
  const file = await open(path, 'a+', PRIVATE_FILE);
  makePrivate(file.fd);
  return file;
}

/** Adds bytes at the end of a file, opened to append: all of them, or none. */
export async function appendBlock(
  path: string,
  file: FileHandle,
  block: Buffer,
  { fsync = false, continues = false }: BlockOptions = {},
): Promise<void> {
  const { size } = await file.stat();
  const bytes = !continues && (await endsInLine(file, size)) ? onNewLine(block) : block;
  let written = 0;
  try {
    if (fsync && size === 0) await syncFolderOf(path);
    while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten;
    if (fsync) await file.sync();
  } catch (error) {
    takeBack(path, file.fd, size, written);
    throw error;
  }
}

interface ExitOptions {
  readonly fsync: boolean;
  /** Whether the lock was to be had, so that nobody else reads or writes. */
  readonly isAlone: boolean;
}

/** The same at the exit of the process, lock or not. Without it, a part may be left of what failed. */
export function appendBlockSync(
  path: string,
  block: Buffer,
  { fsync, isAlone }: ExitOptions,
): void {
  checkIsFile(path);
  for (let nth = 1; nth <= TRIES; nth++) {
    const file = openSync(path, 'a+', PRIVATE_FILE);
    try {
      makePrivate(file);
      // A blank line does no harm. Half a line that somebody is writing just now does, before ours.
      const isOnNewLine = isAlone && !endsInLineSync(file);
      appendSync(path, file, isOnNewLine ? block : onNewLine(block), { fsync, isAlone });
      // Who writes the file anew takes along what he finds in it, which may have been before this.
      if (isAlone || isAt(path, file)) return;
    } finally {
      closeSync(file);
    }
  }
}

function appendSync(
  path: string,
  file: number,
  bytes: Buffer,
  { fsync, isAlone }: ExitOptions,
): void {
  const { size } = fstatSync(file);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(file, bytes, written);
    if (fsync) fsyncSync(file);
  } catch (error) {
    // Without the lock, somebody may have read it already. Then the place must not be another's.
    if (isAlone) takeBack(path, file, size, written);
    throw error;
  }
}

function endsInLineSync(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.from(NEWLINE);
  return size > 0 && readSync(file, last, 0, 1, size - 1) > 0 && !last.equals(NEWLINE);
}

function onNewLine(block: Buffer): Buffer {
  return Buffer.concat([NEWLINE, block]);
}

/** Leaves the file as it was: of that size, and where that is nothing, not there. */
function takeBack(path: string, file: number, size: number, written: number): void {
  try {
    // What another process has written behind it, at its end and without the lock, must stay.
    if (fstatSync(file).size !== size + written) return;
    ftruncateSync(file, size);
    if (size === 0 && isAt(path, file)) unlinkIfThere(path);
  } catch {
    // What made the writing fail is what the caller must know.
  }
}
