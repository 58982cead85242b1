// A file that has reached its size.
import { appendFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OverflowFile } from '../../../../src/forwarder/overflow/overflow-file.ts';
import { drain, filesAt, idsOf, line, MANY, modeOf, newPath, overflow, textOf } from './support.ts';

/** Lines of 100 bytes, with their ends. */
const hundred = (id: string | number) => {
  const empty = line(id, { _: '' }).length + 1;
  return line(id, { _: 'x'.repeat(100 - empty) });
};
const hundreds = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, nth) => hundred(from + nth));
const ids = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, nth) => `${from + nth}`);

describe('a full file', () => {
  test('takes as many bytes as it may have', async () => {
    const path = newPath();
    const file = overflow({ path, maxBytes: 1_000 });
    expect(await file.append(hundreds(0, 10))).toBe(0);
    expect(statSync(path).size).toBe(1_000);
    expect(await drain(file)).toEqual(ids(0, 10));
  });

  test('loses its oldest lines, and says how many', async () => {
    const path = newPath();
    const file = overflow({ path, maxBytes: 1_000 });
    await file.append(hundreds(0, 10));
    expect(await file.append(hundreds(10, 13))).toBe(3);
    expect(statSync(path).size).toBe(1_000);
    expect(file.bytes).toBe(1_000);
    expect(await filesAt(path)).toEqual(['*']);
    expect(await drain(file)).toEqual(ids(3, 13));
  });

  test('loses a tenth at least, so that it is not copied every time', async () => {
    const file = overflow({ path: newPath(), maxBytes: 10_000 });
    await file.append(hundreds(0, 100));
    const evicted = [];
    for (let nth = 100; nth < 140; nth++) evicted.push(await file.append([hundred(nth)]));
    expect(evicted).toEqual(evicted.map((_, nth) => (nth % 10 === 0 ? 10 : 0)));
    expect(await drain(file)).toEqual(ids(40, 140));
  });

  test('keeps the newest of more than it may have', async () => {
    const path = newPath();
    const file = overflow({ path, maxBytes: 1_050 });
    expect(await file.append(hundreds(0, 20))).toBe(10);
    expect(await file.append(hundreds(20, 50))).toBe(30);
    expect(statSync(path).size).toBe(1_000);
    expect(await drain(file)).toEqual(ids(40, 50));
  });

  test('takes no line that alone is too much', async () => {
    const path = newPath();
    const file = overflow({ path, maxBytes: 99 });
    expect(await file.append(hundreds(0, 2))).toBe(2);
    expect(await filesAt(path)).toEqual(['*']);
    expect(await drain(file)).toEqual([]);
  });

  test('sets aside, and does not count as events, the corrupt lines that have to go', async () => {
    const path = newPath();
    const file = overflow({ path, maxBytes: 1_000 });
    await file.append(hundreds(0, 5));
    appendFileSync(path, `corrupt\n\n${hundred(5).slice(0, 50)}`);
    await file.append(hundreds(6, 9));
    expect(await file.append(hundreds(9, 16))).toBe(5);
    expect(file.corrupt).toBe(2);
    expect(await textOf(`${path}.corrupt`)).toBe(`corrupt\n\n${hundred(5).slice(0, 50)}\n`);
    expect(await drain(file)).toEqual(ids(6, 16));
  });

  test('does not lose what somebody works on, but what comes after it', async () => {
    const path = newPath();
    const file = overflow({ path, maxBytes: 1_000 });
    await file.append(hundreds(0, 10));
    const piece = (await file.read({ events: 4, bytes: 1e6 }))!;
    expect(await file.append(hundreds(10, 13))).toBe(3);
    await file.remove(piece.lines[1]!.offset);
    expect(idsOf(await file.read(MANY))).toEqual([...ids(1, 4), ...ids(7, 13)]);
    await file.remove(piece.end);
    expect(await drain(file)).toEqual(ids(7, 13));
  });

  test('has no room but beside what somebody works on', async () => {
    const path = newPath();
    const file = overflow({ path, maxBytes: 1_000 });
    await file.append(hundreds(0, 10));
    const piece = await file.read({ events: 8, bytes: 1e6 });
    expect(await file.append(hundreds(10, 15))).toBe(5);
    expect(statSync(path).size).toBe(1_000);
    await file.remove(piece!.end);
    expect(await drain(file)).toEqual(ids(13, 15));
  });

  test('keeps lines apart where the last one was cut off', async () => {
    const path = newPath();
    const file = overflow({ path, maxBytes: 1_000 });
    await file.append(hundreds(0, 9));
    appendFileSync(path, '{"event');
    expect(await file.append(hundreds(9, 11))).toBe(2);
    expect(await drain(file)).toEqual(ids(2, 11));
    expect(file.corrupt).toBe(1);
  });

  test('keeps lines apart where the last one had no end when somebody began to work on it', async () => {
    const path = newPath();
    const file = overflow({ path, maxBytes: 1_000 });
    await file.append(hundreds(0, 2));
    appendFileSync(path, hundred(2));
    const piece = (await file.read(MANY))!;
    expect(idsOf(piece)).toEqual(ids(0, 3));
    // No room is left but for six more, behind a line that has no end yet.
    expect(await file.append(hundreds(3, 13))).toBe(3);
    expect(idsOf(await file.read(MANY))).toEqual([...ids(0, 3), ...ids(6, 13)]);
    await file.remove(piece.end);
    expect(await drain(file)).toEqual(ids(6, 13));
    expect(file.corrupt).toBe(0);
  });

  test('and where it has been given one since', async () => {
    const path = newPath();
    const file = overflow({ path, maxBytes: 1_000 });
    await file.append(hundreds(0, 2));
    appendFileSync(path, hundred(2));
    const piece = (await file.read(MANY))!;
    await overflow({ path }).append(hundreds(3, 10));
    expect(await file.append(hundreds(10, 13))).toBe(3);
    expect(idsOf(await file.read(MANY))).toEqual([...ids(0, 3), ...ids(6, 13)]);
    await file.remove(piece.end);
    expect(await drain(file)).toEqual(ids(6, 13));
    expect(file.corrupt).toBe(0);
  });

  test('does not lose lines on which another process works: it takes no more', async () => {
    const path = newPath();
    const [file, other] = [overflow({ path, maxBytes: 1_000 }), overflow({ path })];
    await file.append(hundreds(0, 10));
    const piece = await other.read(MANY);
    await expect(file.append([hundred(10)])).rejects.toThrow(`${path} is full`);
    expect(statSync(path).size).toBe(1_000);
    await other.remove(piece!.lines[5]!.offset);
    // What was taken off is not in the way.
    expect(await file.append([hundred(10)])).toBe(0);
    await other.release();
    expect(await drain(file)).toEqual(ids(5, 11));
  });

  test('has room where lines were taken off', async () => {
    const path = newPath();
    const file = overflow({ path, maxBytes: 1_000 });
    await file.append(hundreds(0, 10));
    await file.remove((await file.read({ events: 4, bytes: 1e6 }))!.end);
    await file.release();
    expect(await file.append(hundreds(10, 14))).toBe(0);
    expect(statSync(path).size).toBe(1_000);
    expect(await file.append(hundreds(14, 16))).toBe(2);
    expect(await drain(file)).toEqual(ids(6, 16));
  });

  test('can be a little larger on the disk, for what was taken off', async () => {
    const path = newPath();
    const file = overflow({ path, maxBytes: 10_000 });
    await file.append(hundreds(0, 100));
    await file.remove((await file.read({ events: 9, bytes: 1e6 }))!.end);
    expect(await file.append(hundreds(100, 109))).toBe(0);
    expect(statSync(path).size).toBe(10_900);
    expect(file.bytes).toBe(10_000);
    expect(await drain(file)).toEqual(ids(9, 109));
  });

  test('gets what is appended at the exit all the same', async () => {
    const path = newPath();
    const file = overflow({ path, maxBytes: 1_000 });
    await file.append(hundreds(0, 10));
    file.appendSync(hundreds(10, 12));
    expect(statSync(path).size).toBe(1_200);
    expect(await file.append([hundred(12)])).toBe(3);
    expect(await drain(file)).toEqual(ids(3, 13));
  });
});

test.each([
  ['when the file is changed', (file: OverflowFile) => file.append([line('a')])],
  [
    'at the latest when another takes its place',
    async (file: OverflowFile) => {
      await file.append([line('a')]);
      await file.remove((await file.read({ events: 1, bytes: 1 }))!.end);
      await file.release();
    },
  ],
])('what a killed process was writing is removed %s', async (nth, use) => {
  const path = newPath();
  const file = overflow({ path }, { compactBytes: 1 });
  await file.append([line('0')]);
  const user = nth.startsWith('when') ? overflow({ path }) : file;
  writeFileSync(`${path}.tmp`, 'half of it', { mode: 0o644 });
  await use(user);
  expect(await filesAt(path)).toEqual(['*']);
  expect(modeOf(path)).toBe('600');
});

test('what is left of a cursor that a killed process was writing goes with the file', async () => {
  const path = newPath();
  const file = overflow({ path });
  await file.append([line('a')]);
  writeFileSync(`${path}.cursor.tmp`, '{"off');
  expect(await drain(file)).toEqual(['a']);
  expect(await filesAt(path)).toEqual([]);
});

test('what is taken off leaves the disk, and little is copied for it', async () => {
  const path = newPath();
  const file = overflow({ path }, { compactBytes: 1_000 });
  await file.append(hundreds(0, 1_000));
  let [copies, before] = [0, statSync(path).ino];
  for (let left = 1_000; left > 0; left -= 10) {
    const { ino, size } = statSync(path);
    if (ino !== before) copies++;
    before = ino;
    expect(size).toBeLessThanOrEqual(Math.max(2 * left * 100, left * 100 + 1_000));
    await file.remove((await file.read({ events: 10, bytes: 1e6 }))!.end);
  }
  await file.release();
  // Half of it, half of that, …
  expect(copies).toBeGreaterThan(4);
  expect(copies).toBeLessThan(12);
  expect(await filesAt(path)).toEqual([]);
});
