import { appendFileSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { linesOf, LONGEST_LINE } from '../../../../src/forwarder/overflow/lines.ts';
import { folder } from './support.ts';

async function opened(bytes: string | Uint8Array) {
  const path = join(folder(), 'lines');
  writeFileSync(path, bytes);
  const file = await open(path, 'r');
  onTestFinished(() => file.close());
  return { path, file };
}

async function collect(lines: ReturnType<typeof linesOf>) {
  const found = [];
  for await (const { start, end, bytes, isWhole } of lines) {
    found.push({ start, end, isWhole, text: bytes?.toString('latin1') });
  }
  return found;
}

test('property: lines are what is between newlines, wherever chunks end', async () => {
  const length = fc.oneof(fc.nat(5), fc.integer({ min: 65_530, max: 65_542 }), fc.nat(200_000));
  await fc.assert(
    fc.asyncProperty(
      fc.array(length, { maxLength: 8 }),
      fc.boolean(),
      fc.nat(9),
      async (lengths, isWhole, from) => {
        const texts = lengths.map((each, nth) => String.fromCharCode(97 + nth).repeat(each));
        const whole = texts.map((text) => `${text}\n`).join('') + (isWhole ? '' : 'end');
        const { file } = await opened(whole);
        const start = Math.min(from, whole.length);
        const found = await collect(linesOf(file, start));
        expect(found.map((each) => each.text + (each.isWhole ? '\n' : '')).join('')).toBe(
          whole.slice(start),
        );
        expect(found.every((each) => !each.text!.includes('\n'))).toBe(true);
        for (const each of found)
          expect(whole.slice(each.start, each.end).trimEnd()).toBe(each.text);
        await file.close();
      },
    ),
    { numRuns: 40 },
  );
});

test('a line that is too long is passed over, and not kept in memory', async () => {
  const long = 6 * LONGEST_LINE;
  const { path, file } = await opened('a\n');
  truncateSync(path, long);
  appendFileSync(path, '\nb\n');
  const before = process.memoryUsage.rss();
  expect(await collect(linesOf(file, 0))).toEqual([
    { start: 0, end: 2, isWhole: true, text: 'a' },
    { start: 2, end: long + 1, isWhole: true, text: undefined },
    { start: long + 1, end: long + 3, isWhole: true, text: 'b' },
  ]);
  expect(process.memoryUsage.rss() - before).toBeLessThan(3 * LONGEST_LINE);
});

test.each([
  [LONGEST_LINE, true],
  [LONGEST_LINE + 1, false],
])('a line of %d bytes: %s', async (length, isKept) => {
  const { file } = await opened(`${'x'.repeat(length)}\n`);
  const [found] = await collect(linesOf(file, 0));
  expect(found!.text?.length).toBe(isKept ? length : undefined);
});

test('a last line need not have an end', async () => {
  const { file } = await opened('a\nhal');
  expect((await collect(linesOf(file, 0))).at(-1)).toEqual({
    start: 2,
    end: 5,
    isWhole: false,
    text: 'hal',
  });
});

test.each([
  [0, []],
  [1, ['a']],
  [2, ['a']],
  [4, ['a', 'bc']],
  [5, ['a', 'bcd']],
  [99, ['a', 'bcd', 'e']],
])('a file is taken to end at byte %d', async (to, texts) => {
  const { file } = await opened('a\nbcd\ne');
  expect((await collect(linesOf(file, 0, to))).map(({ text }) => text)).toEqual(texts);
});
