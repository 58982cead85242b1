import { addAbortSignal } from 'node:stream';
import { LIMITS } from '../../../spec/limits.ts';
import type { Input } from './input.ts';
import { LineSplitter } from './line-splitter.ts';

/** How the reading ended. */
export interface Reading {
  /** Lines that were dealt with. */
  readonly lines: number;
  /** Whether there is more to read; `undefined` when that is not known, as of a pipe. */
  readonly more: boolean | undefined;
  /** Why it could not be read to its end, although nobody said to stop. */
  readonly error: unknown;
}

/**
 * Reads lines, as fast as they are dealt with, until the end or until `signal` aborts.
 * @param deal is given `undefined` for a line that is longer than a request may be, and the line's number,
 * from 1; the next line comes when it is done. It may reject when the signal has aborted.
 */
export async function readLines(
  { stream, isFile }: Input,
  deal: (line: Buffer | undefined, nth: number) => Promise<void> | void,
  signal: AbortSignal,
): Promise<Reading> {
  const lines = new LineSplitter(LIMITS.bodyBytes);
  let dealt = 0;
  const dealWith = async (some: Iterable<Buffer | undefined>) => {
    for (const line of some) {
      // Most need not wait, and go without the detour of a promise.
      const wait = deal(line, lines.count);
      if (wait) await wait;
      dealt++;
    }
  };
  try {
    for await (const chunk of addAbortSignal(signal, stream)) await dealWith(lines.split(chunk));
    await dealWith(lines.end());
    return { lines: dealt, more: false, error: undefined };
  } catch (error) {
    if (!signal.aborted) return { lines: dealt, more: undefined, error };
    const more = isFile || lines.count > dealt || lines.unfinished ? true : undefined;
    return { lines: dealt, more, error: undefined };
  }
}
