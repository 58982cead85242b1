import { existsSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { besides } from './besides.ts';
import { findCursor, removeCursor, type CursorState } from './cursor.ts';
import { FileLock } from './file-lock.ts';
import { checkIsFile, makePrivate, openIfThere, unlinkIfThere, using } from './file-system.ts';
import { contentOf } from './line-content.ts';
import { linesOf, NEWLINE, type Part } from './lines.ts';
import { findLock } from './lock-owner.ts';
import { SetAside } from './set-aside.ts';
import { removeFile, rewriteFile } from './swap-file.ts';

/** What {@link repair} found, and did. */
export interface RepairReport {
  readonly path: string;
  /** Events that wait, and are in the file as before. */
  readonly events: number;
  /** Lines that are none, set aside into the file that ends in `.corrupt`. */
  readonly corrupt: number;
  /** Bytes of delivered lines that were still on the disk. */
  readonly removedBytes: number;
  /** Whether there was a cursor, and whether it was of this file. */
  readonly cursor: CursorState;
  /** Locks of processes that have ended. */
  readonly staleLocks: readonly string[];
  /** Whether the file is another one now, or gone, because nothing waits in it. */
  readonly changed: boolean;
}

const PATIENCE_MS = 5_000;

/**
 * Makes an overflow file one that has nothing but events that wait, one per line, and nothing beside
 * it that nobody needs. Interrupted at any moment, it can be done again, and twice is like once.
 *
 * @throws Error when another process works with the file, or that of the file system
 */
export async function repair(path: string): Promise<RepairReport> {
  const beside = besides(path);
  checkIsFile(path);
  // It says what is wrong with a path that was mistyped.
  if (!Object.values(beside).some((each) => existsSync(each)))
    await (await open(path, 'r')).close();
  const staleLocks = [beside.lock, beside.reader].filter((each) => findLock(each)?.stale);
  const reader = new FileLock(beside.reader);
  const lock = new FileLock(beside.lock);
  if (!reader.tryAcquire()) {
    const owner = findLock(beside.reader)?.owner;
    const who = owner ? `process ${owner.pid} on ${owner.host}` : 'a process';
    throw new Error(`${who} works on the events of ${path}: stop it, or wait until it is done`);
  }
  try {
    await lock.acquire(PATIENCE_MS);
    unlinkIfThere(beside.temporary);
    const file = await openIfThere(path);
    if (file)
      return { path, staleLocks, ...(await using(file, () => repairFile(path, file, lock))) };
    removeCursor(path);
    return { ...NOTHING, path, staleLocks };
  } finally {
    lock.release();
    reader.release();
  }
}

const NOTHING = { events: 0, corrupt: 0, removedBytes: 0, cursor: 'none', changed: false } as const;

async function repairFile(path: string, file: FileHandle, lock: FileLock) {
  makePrivate(file.fd);
  const { size } = await file.stat();
  const { cursor, state } = await findCursor(path, file);
  const { events, blank, corrupt, isEndless } = await setAsideCorrupt(path, file, cursor.offset);
  const changed = size === 0 || cursor.offset > 0 || corrupt > 0 || blank > 0 || isEndless;
  const swapped = { path, file, lock, size };
  if (events === 0) removeFile(swapped);
  else if (changed)
    await rewriteFile(swapped, goodParts(file, cursor.offset), isEndless ? NEWLINE : undefined);
  else removeCursor(path);
  return { events, corrupt, removedBytes: cursor.offset, cursor: state, changed };
}

async function setAsideCorrupt(path: string, file: FileHandle, from: number) {
  const setAside = new SetAside(besides(path).corrupt);
  let [events, blank, corrupt, isEndless] = [0, 0, 0, false];
  for await (const line of linesOf(file, from)) {
    const { kind } = contentOf(line);
    if (kind === 'event') {
      events++;
      isEndless = !line.isWhole;
    }
    if (kind === 'blank') blank++;
    if (kind === 'corrupt') {
      corrupt++;
      await setAside.appendPart(file, line);
    }
  }
  return { events, blank, corrupt, isEndless };
}

/** Where the events are. Those next to each other are one part. */
async function* goodParts(file: FileHandle, from: number): AsyncGenerator<Part> {
  let part: Part | undefined;
  for await (const line of linesOf(file, from)) {
    if (contentOf(line).kind !== 'event') continue;
    if (part && part.end !== line.start) {
      yield part;
      part = undefined;
    }
    part = { start: part?.start ?? line.start, end: line.end };
  }
  if (part) yield part;
}
