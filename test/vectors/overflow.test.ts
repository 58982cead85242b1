import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { spool } from '../../mock-server/cli/spool/spool.ts';
import { verify } from '../../src/forwarder/overflow/inspect.ts';
import type { OverflowVector } from '../../spec/vectors/overflow.ts';
import { MANY, overflow } from '../src/forwarder/overflow/support.ts';
import { bytesOf, VECTORS, vectors } from './support/files.ts';

type Case = Pick<OverflowVector, 'name' | 'because' | 'expected'> & { readonly file: string };

const { files } = vectors<{ files: readonly Case[] }>('overflow.json');

/** A copy that may be written to, with the cursor beside it where there is one. */
function copyOf({ file }: Case): string {
  const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(VECTORS, dirname(file)), folder, { recursive: true });
  return join(folder, file.slice(dirname(file).length + 1));
}

describe.each(files)('$name: $because', (each) => {
  const { expected } = each;

  test('what is recovered from it, in order', async () => {
    const file = overflow({ path: copyOf(each) });
    const ids: string[] = [];
    let piece = await file.read(MANY);
    while (piece && piece.lines.length > 0) {
      ids.push(...piece.lines.map(({ event }) => event.event_id));
      await file.remove(piece.end);
      piece = await file.read(MANY);
    }
    await file.release();
    expect(ids).toEqual(expected.event_ids);
    expect(file.corrupt).toBe(expected.corrupt_lines.length);
  });

  test('what `quint-mock spool verify` says of it', async () => {
    const path = copyOf(each);
    const report = await verify(path);
    expect(report).toMatchObject({
      bytes: bytesOf(each.file).length,
      events: expected.event_ids.length,
      duplicates: expected.duplicates,
      corrupt: expected.corrupt_lines.length,
      torn: expected.torn,
      removedBytes: expected.delivered_bytes,
      cursor: expected.cursor,
    });
    expect(report.corruptLines.map(({ line }) => line)).toEqual(expected.corrupt_lines);
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    onTestFinished(() => write.mockRestore());
    expect(await spool(['verify', path])).toBe(expected.exit_code);
  });
});
