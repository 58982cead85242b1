import { readFileSync } from 'node:fs';
import { isMissing } from '../../src/forwarder/overflow/file-system.ts';
import { exportLines, verify, type OverflowReport } from '../../src/forwarder/overflow/inspect.ts';
import { numberOf } from './numbered.ts';

/** What there is of an overflow file. */
export interface OverflowState {
  /** The events that wait, in their order. */
  readonly waiting: readonly number[];
  /** The lines that are neither events nor empty, those taken off included, and the last one not. */
  readonly corrupt: readonly string[];
  /** The last line, where it has no end and is no event. */
  readonly torn: string | undefined;
  readonly report: OverflowReport | undefined;
}

/** Reads it. */
export async function overflowState(path: string): Promise<OverflowState> {
  try {
    return await read(path);
  } catch (error) {
    if (isMissing(error)) return { waiting: [], corrupt: [], torn: undefined, report: undefined };
    throw error;
  }
}

async function read(path: string): Promise<OverflowState> {
  // Byte for byte, since half a character is to be seen.
  const lines = readFileSync(path, 'latin1').split('\n');
  const last = lines.pop()!;
  const waiting: number[] = [];
  for await (const line of exportLines(path)) waiting.push(numberOf(JSON.parse(line)));
  return {
    waiting,
    corrupt: lines.filter((line) => line !== '' && !isEvent(line)),
    torn: last === '' || isEvent(last) ? undefined : last,
    report: await verify(path),
  };
}

function isEvent(line: string): boolean {
  try {
    return numberOf(JSON.parse(line)) >= 0;
  } catch {
    return false;
  }
}
