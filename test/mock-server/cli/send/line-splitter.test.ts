import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter } from '../../../../mock-server/cli/send/line-splitter.ts';

/** The lines of chunks; `null` for one that is too long. */
function split(chunks: readonly Buffer[], limit = Infinity): (string | null)[] {
  const splitter = new LineSplitter(limit);
  const lines: (string | null)[] = [];
  const take = (some: Iterable<Buffer | undefined>) => {
    for (const line of some) lines.push(line?.toString() ?? null);
  };
  for (const chunk of chunks) take(splitter.split(chunk));
  take(splitter.end());
  expect(splitter.count).toBe(lines.length);
  return lines;
}

const text = (whole: string) => split([Buffer.from(whole)]);

test('lines end in LF or CRLF; the last one may have no end', () => {
  expect(text('a\nb\r\n\n\r\nc')).toEqual(['a', 'b', '', '', 'c']);
  expect(text('a\n')).toEqual(['a']);
  expect(text('')).toEqual([]);
  expect(text('a\rb\r\r\n')).toEqual(['a\rb\r']);
});

test('a byte order mark is no part of the first line', () => {
  expect(text('\uFEFFa\n\uFEFFb')).toEqual(['a', '\uFEFFb']);
  expect(text('\uFEFF')).toEqual(['']);
});

test('wherever the chunks are cut, the lines are the same', () => {
  const pieces = fc.constantFrom('\n', '\r\n', '\r', '\uFEFF', 'ä', '🙂', 'x', 'xxxxxxxx');
  const whole = fc.array(pieces, { maxLength: 40 }).map((each) => Buffer.from(each.join('')));
  fc.assert(
    fc.property(whole, fc.array(fc.nat(200)), fc.nat(12), (bytes, cuts, limit) => {
      const at = [0, ...cuts.filter((cut) => cut < bytes.length), bytes.length];
      at.sort((one, other) => one - other);
      const chunks = at.slice(1).map((end, nth) => bytes.subarray(at[nth], end));
      expect(split(chunks)).toEqual(split([bytes]));
      const limited = split([bytes]).map((line) =>
        Buffer.byteLength(line ?? '') > limit ? null : line,
      );
      expect(split(chunks, limit)).toEqual(limited);
    }),
  );
});

test('what is done with a line may take its time: it stays as it is until the next', () => {
  const splitter = new LineSplitter(100);
  for (const _ of splitter.split(Buffer.from('first, '))) expect.unreachable();
  const lines = splitter.split(Buffer.from('and more\nsecond'));
  const { value } = lines.next();
  expect(value?.toString()).toBe('first, and more');
});
