import type { FileHandle } from 'node:fs/promises';
import type { QuintEvent } from '../../../generated/types.ts';
import { CorruptRuns, type CorruptRun } from './corrupt-runs.ts';
import { contentOf } from './line-content.ts';
import { linesOf, type Part } from './lines.ts';

/** How much a piece may have. It has one event in any case, when there is one. */
export interface Most {
  readonly events: number;
  /** Bytes of the lines, with their ends. */
  readonly bytes: number;
}

/** The next lines of a file. Positions are those in the file. */
export interface Found {
  readonly events: readonly {
    readonly text: string;
    readonly event: QuintEvent;
    readonly start: number;
  }[];
  /** The lines among them that are no events. */
  readonly corrupt: readonly CorruptRun[];
  readonly end: number;
}

/** Bytes without an event in them after which the search is given up for the time being. */
const BARREN_BYTES = 16 * 1024 * 1024;

/** Reads on in a part of a file, until there is as much as a piece may have. */
export async function findPiece(
  file: FileHandle,
  { start: from, end: to }: Part,
  most: Most,
): Promise<Found> {
  const events: Found['events'][number][] = [];
  const corrupt = new CorruptRuns();
  let first = from;
  let end = from;
  for await (const line of linesOf(file, from, to)) {
    const bytes = line.end - first + (line.isWhole ? 0 : 1);
    if (events.length > 0 && bytes > most.bytes) break;
    const content = contentOf(line);
    if (content.kind === 'corrupt') corrupt.add(line);
    if (content.kind === 'event') {
      corrupt.interrupt();
      if (events.length === 0) first = line.start;
      events.push({ text: content.text, event: content.event, start: line.start });
    }
    end = line.end;
    if (events.length >= most.events) break;
    if (events.length === 0 && end - from > BARREN_BYTES) break;
  }
  return { events, corrupt: corrupt.runs, end };
}

/** The lines that go when so many bytes at the head of a part have to. */
export async function findOldest(
  file: FileHandle,
  { start: from, end: to }: Part,
  leastBytes: number,
): Promise<{
  readonly events: number;
  readonly corrupt: readonly CorruptRun[];
  readonly end: number;
}> {
  const corrupt = new CorruptRuns();
  let events = 0;
  let end = from;
  for await (const line of linesOf(file, from, to)) {
    if (end - from >= leastBytes) break;
    const { kind } = contentOf(line);
    if (kind === 'corrupt') corrupt.add(line);
    if (kind === 'event') {
      corrupt.interrupt();
      events++;
    }
    end = line.end;
  }
  return { events, corrupt: corrupt.runs, end };
}
