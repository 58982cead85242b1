import { constants, createReadStream, fstatSync, openSync, type Stats } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { UsageError } from '../usage-error.ts';
import { whyNot } from '../why-not.ts';

/** Where the lines come from. */
export interface Input {
  readonly stream: Readable;
  /** For a person. */
  readonly name: string;
  /** Whether it is known to have an end. */
  readonly isFile: boolean;
}

/**
 * @param file `-`: standard input, and so is `undefined` unless that is a terminal
 * @throws UsageError when there is nothing to read
 */
export function openInput(file: string | undefined): Input {
  if (file === undefined || file === '-') return standardInput(file);
  try {
    // To open a pipe that nobody writes to yet would wait for him.
    const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = statsOf(fd);
    // A file's read cannot be broken off, and that of a pipe may take for ever: `send <(tail -f …)`.
    const stream = stats.isFIFO()
      ? new Socket({ fd, writable: false })
      : createReadStream(file, { fd });
    return { stream, name: file, isFile: stats.isFile() };
  } catch (error) {
    throw new UsageError(`${file} ${whyNot('read', error)}`);
  }
}

function standardInput(file: string | undefined): Input {
  const { stdin } = process;
  const name = 'standard input';
  if (file === undefined && stdin.isTTY) {
    throw new UsageError(
      'there is no FILE, and standard input is a terminal: cat events.jsonl | quint-mock send',
    );
  }
  try {
    return { stream: stdin, name, isFile: statsOf(stdin.fd).isFile() };
  } catch (error) {
    throw new UsageError(`${name} ${whyNot('read', error)}`);
  }
}

function statsOf(fd: number): Stats {
  const stats = fstatSync(fd);
  // As standard input it would be empty.
  if (stats.isDirectory()) throw Object.assign(new Error('It is a folder'), { code: 'EISDIR' });
  return stats;
}
