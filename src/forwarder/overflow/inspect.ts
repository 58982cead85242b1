import { open, type FileHandle } from 'node:fs/promises';
import { besides } from './besides.ts';
import { findCursor, type CursorState } from './cursor.ts';
import { checkIsFile, isAt, using } from './file-system.ts';
import { contentOf } from './line-content.ts';
import { linesOf } from './lines.ts';
import { findLock, type FoundLock } from './lock-owner.ts';

export { repair, type RepairReport } from './repair.ts';

/** A line that is no event. */
interface CorruptLine {
  /** The first line of the file is 1. */
  readonly line: number;
  /** Bytes before it. */
  readonly offset: number;
  readonly bytes: number;
  readonly why: string;
}

/** What an overflow file is like. */
export interface OverflowReport {
  readonly path: string;
  /** Of the whole file. */
  readonly bytes: number;
  /** Of the lines at its head that were delivered, and are still on the disk. */
  readonly removedBytes: number;
  /** Events that wait. */
  readonly events: number;
  /** Events of an `event_id` that another one before them has: the server will store one of them. */
  readonly duplicates: number;
  /** Whether all events were compared; beyond a million ids, further ones are not. */
  readonly areDuplicatesCounted: boolean;
  /** Lines that wait, and are no events. They will be set aside. */
  readonly corrupt: number;
  /** The first hundred of them. */
  readonly corruptLines: readonly CorruptLine[];
  /** Whether its last line is one of them, and has no end: what wrote it was killed, or is writing. */
  readonly torn: boolean;
  /** Whether there is a cursor beside it, and whether it is of this file. One of another file is ignored. */
  readonly cursor: CursorState;
  /** Permissions, such as 0o600. */
  readonly mode: number;
  /** Who changes the file, and who works on its oldest lines. */
  readonly locks: { readonly writer: FoundLock | null; readonly reader: FoundLock | null };
}

const LISTED = 100;
const IDS = 1_000_000;

/**
 * Looks at an overflow file, and changes nothing.
 * @throws Error of the file system, such as `ENOENT`
 */
export async function verify(path: string): Promise<OverflowReport> {
  const { file, cursor, state } = await openWithCursor(path);
  return using(file, async () => {
    const { size, mode } = await file.stat();
    const locks = {
      writer: findLock(besides(path).lock) ?? null,
      reader: findLock(besides(path).reader) ?? null,
    };
    const found = await findAll(file, cursor.offset);
    const removedBytes = cursor.offset;
    return { path, bytes: size, removedBytes, ...found, cursor: state, mode: mode & 0o777, locks };
  });
}
/**
 * The events that wait in an overflow file, as they are written there, oldest first. Changes nothing;
 * what is added meanwhile comes, too.
 * @throws Error of the file system, such as `ENOENT`
 */
export async function* exportLines(path: string): AsyncGenerator<string> {
  const { file, cursor } = await openWithCursor(path);
  try {
    for await (const line of linesOf(file, cursor.offset)) {
      const content = contentOf(line);
      if (content.kind === 'event') yield content.text;
    }
  } finally {
    await file.close();
  }
}

async function openWithCursor(path: string) {
  for (;;) {
    checkIsFile(path);
    const file = await open(path, 'r');
    try {
      const found = await findCursor(path, file);
      // Written anew meanwhile, the file has another cursor.
      if (isAt(path, file.fd)) return { file, ...found };
    } catch (error) {
      await file.close();
      throw error;
    }
    await file.close();
  }
}

async function findAll(file: FileHandle, from: number) {
  const ids = new Set<string>();
  const corruptLines: CorruptLine[] = [];
  let [events, duplicates, corrupt, torn] = [0, 0, 0, false];
  let number = await linesBefore(file, from);
  for await (const line of linesOf(file, from)) {
    number++;
    const content = contentOf(line);
    if (content.kind === 'event') {
      events++;
      const { event_id: id } = content.event;
      if (ids.has(id)) duplicates++;
      else if (ids.size < IDS && typeof id === 'string') ids.add(id);
    }
    if (content.kind === 'corrupt') {
      corrupt++;
      torn = !line.isWhole;
      const { start: offset, end } = line;
      if (corrupt <= LISTED) {
        corruptLines.push({ line: number, offset, bytes: end - offset, why: content.why });
      }
    }
  }
  const areDuplicatesCounted = ids.size < IDS;
  return { events, duplicates, areDuplicatesCounted, corrupt, corruptLines, torn };
}

async function linesBefore(file: FileHandle, offset: number): Promise<number> {
  let lines = 0;
  for await (const { end } of linesOf(file, 0)) {
    if (end > offset) break;
    lines++;
  }
  return lines;
}
