import { EVENT } from '../examples.ts';

/** An overflow file of the forwarder, and what is to be made of it. */
export interface OverflowVector {
  /** Names the folder, too. */
  readonly name: string;
  readonly because: string;
  /** Its pieces, one after the other: text as UTF-8, and bytes. */
  readonly content: readonly (string | Uint8Array)[];
  /**
   * The cursor beside the file: it says that so many bytes at its head were delivered, and has the
   * SHA-256 of those bytes, or of something else where the file was replaced since.
   */
  readonly cursor?: { readonly offset: number; readonly of: 'this file' | 'another file' };
  readonly expected: OverflowRecovery;
}

interface OverflowRecovery {
  /** The `event_id`s that are sent, in order, repeated ones included: the server stores each once. */
  readonly event_ids: readonly string[];
  /** How many of these repeat one before. */
  readonly duplicates: number;
  /** The numbers of the lines that are no events: set aside and counted, and in nobody's way. */
  readonly corrupt_lines: readonly number[];
  /** Whether the last line is one of them, and was cut off. */
  readonly torn: boolean;
  /** Bytes at the head that were delivered before. */
  readonly delivered_bytes: number;
  readonly cursor: 'none' | 'good' | 'foreign';
  /** Of `quint-mock spool verify`: 0 where all is well, 3 where something is damaged. */
  readonly exit_code: 0 | 3;
}

const id = (n: number) => `5c1f3b2a-9d4e-4a7b-8c6d-${n.toString(16).padStart(12, '0')}`;
const ids = (...numbers: number[]) => numbers.map(id);

/** The line of the nth event, without its end. */
const line = (n: number, more: object = {}) =>
  JSON.stringify({ ...EVENT, event_id: id(n), ...more });
const lines = (...numbers: number[]) => numbers.map((n) => `${line(n)}\n`).join('');

/** All lines are ASCII here. */
const LINE_BYTES = lines(1).length;

const clean: Omit<OverflowRecovery, 'event_ids'> = {
  duplicates: 0,
  corrupt_lines: [],
  torn: false,
  delivered_bytes: 0,
  cursor: 'none',
  exit_code: 0,
};

const CUT = line(3).slice(0, 40);
const FIRST_BYTE_OF_TWO = new Uint8Array([0xc3]);
const NO_UTF_8 = new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]);

export const overflowVectors: readonly OverflowVector[] = [
  {
    name: 'clean',
    because: 'One event per line, oldest first.',
    content: [lines(1, 2, 3)],
    expected: { ...clean, event_ids: ids(1, 2, 3) },
  },
  {
    name: 'empty',
    because: 'A file of no bytes holds nothing, and nothing is wrong with it.',
    content: [],
    expected: { ...clean, event_ids: [] },
  },
  {
    name: 'torn',
    because: 'The process was killed while it wrote: the last line is skipped, and counted.',
    content: [lines(1, 2), CUT],
    expected: { ...clean, event_ids: ids(1, 2), corrupt_lines: [3], torn: true, exit_code: 3 },
  },
  {
    name: 'torn-in-a-character',
    because: 'The same in the midst of a character of several bytes.',
    content: [lines(1), '{"tool_name":"', FIRST_BYTE_OF_TWO],
    expected: { ...clean, event_ids: ids(1), corrupt_lines: [2], torn: true, exit_code: 3 },
  },
  {
    name: 'no-last-newline',
    because: 'A last line that lacks nothing but its newline is whole.',
    content: [lines(1), line(2)],
    expected: { ...clean, event_ids: ids(1, 2) },
  },
  {
    name: 'torn-and-gone-on',
    because: 'The next process gave the torn line its end and went on: no line after it is lost.',
    content: [lines(1), CUT, '\n', lines(2, 3)],
    expected: { ...clean, event_ids: ids(1, 2, 3), corrupt_lines: [2], exit_code: 3 },
  },
  {
    name: 'corrupt',
    because: 'Whatever is no JSON object in UTF-8 is no event; what is around it is not hurt.',
    content: [
      lines(1),
      'not JSON\n',
      '[]\n',
      'null\n',
      NO_UTF_8,
      '\n',
      '\0\0\0\0\n',
      `${line(2)}${line(3)}\n`,
      lines(4),
    ],
    expected: {
      ...clean,
      event_ids: ids(1, 4),
      corrupt_lines: [2, 3, 4, 5, 6, 7],
      exit_code: 3,
    },
  },
  {
    name: 'blank-lines-and-crlf',
    because: 'Blank lines are nothing, and a line may end as on Windows.',
    content: ['\n', `${line(1)}\r\n`, ' \t\r\n', `  ${line(2)}  \n`, '\n\n'],
    expected: { ...clean, event_ids: ids(1, 2) },
  },
  {
    name: 'duplicates',
    because: 'An event may be there more than once; all are sent, and the server stores each once.',
    content: [lines(1, 2, 1, 3, 2)],
    expected: { ...clean, event_ids: ids(1, 2, 1, 3, 2), duplicates: 2 },
  },
  {
    name: 'next-year',
    because: 'What a later version has written goes on as it is.',
    content: [
      `${line(1, { source: 'kernel-sensor', trace: { flags: [1, null] } })}\n`,
      `${line(2, { schema_version: 3 })}\n`,
    ],
    expected: { ...clean, event_ids: ids(1, 2) },
  },
  {
    name: 'cursor',
    because: 'What the cursor says was delivered is not sent again.',
    content: [lines(1, 2, 3)],
    cursor: { offset: 2 * LINE_BYTES, of: 'this file' },
    expected: { ...clean, event_ids: ids(3), delivered_bytes: 2 * LINE_BYTES, cursor: 'good' },
  },
  {
    name: 'cursor-and-torn',
    because: 'Both at once; lines are counted from the head of the file.',
    content: [lines(1), 'not JSON\n', lines(2), CUT],
    cursor: { offset: LINE_BYTES, of: 'this file' },
    expected: {
      ...clean,
      event_ids: ids(2),
      corrupt_lines: [2, 4],
      torn: true,
      delivered_bytes: LINE_BYTES,
      cursor: 'good',
      exit_code: 3,
    },
  },
  {
    name: 'cursor-of-another-file',
    because: 'A cursor of a file that is no longer there is ignored: better twice than never.',
    content: [lines(1, 2, 3)],
    cursor: { offset: 2 * LINE_BYTES, of: 'another file' },
    expected: { ...clean, event_ids: ids(1, 2, 3), cursor: 'foreign', exit_code: 3 },
  },
];
