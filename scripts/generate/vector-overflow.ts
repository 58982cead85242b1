import { createHash } from 'node:crypto';
import { overflowVectors, type OverflowVector } from '../../spec/vectors/overflow.ts';
import type { VectorFile } from './vectors.ts';
import { vectorText } from './vector-text.ts';

const FILE = 'forwarder-overflow.jsonl';
/** How many bytes before its offset a cursor goes by, at most. */
const WITNESS_BYTES = 4096;

/** `overflow.json`, and the files that it speaks of. */
export function overflowFiles(): VectorFile[] {
  const cases = overflowVectors.map((vector) => {
    const { name, because, cursor, expected } = vector;
    const path = `overflow/${name}/${FILE}`;
    const content = Buffer.concat(vector.content.map((piece) => Buffer.from(piece)));
    const files: VectorFile[] = [
      {
        path,
        kind: 'overflow-file',
        description: because,
        count: expected.event_ids.length,
        content,
      },
    ];
    if (cursor) {
      files.push({
        path: `${path}.cursor`,
        kind: 'overflow-cursor',
        description: `The cursor beside ${path}.`,
        count: 1,
        content: `${JSON.stringify(cursorOf(cursor, content))}\n`,
      });
    }
    return { entry: { name, because, file: path, expected }, files };
  });
  const index: VectorFile = {
    path: 'overflow.json',
    kind: 'overflow',
    description: 'Overflow files of the forwarder, and what is to be recovered from each.',
    count: cases.length,
    content: vectorText({ files: cases.map(({ entry }) => entry) }),
  };
  return [index, ...cases.flatMap(({ files }) => files)];
}

function cursorOf({ offset, of }: NonNullable<OverflowVector['cursor']>, content: Buffer) {
  const witness = content.subarray(Math.max(0, offset - WITNESS_BYTES), offset);
  const digest = createHash('sha256').update(of === 'this file' ? witness : 'another file');
  return { offset, digest: digest.digest('hex') };
}
