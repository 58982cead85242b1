import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileLock } from '../../../../src/forwarder/overflow/file-lock.ts';
import { repair, verify } from '../../../../src/forwarder/overflow/inspect.ts';
import {
  drain,
  filesAt,
  folder,
  idsOf,
  line,
  MANY,
  modeOf,
  newPath,
  overflow,
  textOf,
} from './support.ts';

/** By another name, a binary would be looked for among the dependencies. */
const MAKE_PIPE = 'mkfifo';

describe('a file', () => {
  test('gives what was appended, oldest first, until it is removed', async () => {
    const file = overflow({ path: newPath() });
    expect(await file.append([line('a'), line('b')])).toBe(0);
    await file.append([line('ü')]);
    expect(idsOf(await file.read(MANY))).toEqual(['a', 'b', 'ü']);
    const piece = await file.read({ events: 2, bytes: 1e6 });
    expect(idsOf(piece)).toEqual(['a', 'b']);
    await file.remove(piece!.end);
    expect(idsOf(await file.read(MANY))).toEqual(['ü']);
  });

  test('is plain lines of JSON, and gone with its cursor when nothing waits', async () => {
    const path = newPath();
    const file = overflow({ path });
    await file.append([line('a'), line('b')]);
    expect(await textOf(path)).toBe(`${line('a')}\n${line('b')}\n`);
    expect(await filesAt(path)).toEqual(['*']);
    const piece = await file.read({ events: 1, bytes: 1e6 });
    await file.remove(piece!.end);
    expect(await filesAt(path)).toEqual(['*', '*.cursor', '*.reader']);
    expect(await drain(file)).toEqual(['b']);
    expect(await filesAt(path)).toEqual([]);
  });

  test('and its folder are for the owner alone', async () => {
    const path = newPath();
    const file = overflow({ path });
    await file.append([line('a'), line('b'), 'corrupt', line('c')]);
    const { lines } = (await file.read(MANY))!;
    await file.remove(lines[1]!.offset);
    expect(modeOf(dirname(path))).toBe('700');
    for (const each of ['', '.cursor', '.reader']) expect(modeOf(path + each)).toBe('600');
    await drain(file);
    expect(modeOf(`${path}.corrupt`)).toBe('600');
  });

  test('that others may see is made private', async () => {
    const path = join(folder(), 'overflow.jsonl');
    writeFileSync(path, `${line('a')}\n`);
    chmodSync(path, 0o644);
    await overflow({ path }).append([line('b')]);
    expect(modeOf(path)).toBe('600');
    chmodSync(path, 0o644);
    overflow({ path }).appendSync([line('c')]);
    expect(modeOf(path)).toBe('600');
  });

  test('stays private when it is written anew', async () => {
    const path = newPath();
    const file = overflow({ path }, { compactBytes: 1 });
    await file.append([line('a'), line('b'), line('c')]);
    const before = await stat(path);
    await file.remove((await file.read({ events: 2, bytes: 1e6 }))!.end);
    expect((await stat(path)).ino).not.toBe(before.ino);
    expect(modeOf(path)).toBe('600');
    expect(await filesAt(path)).toEqual(['*', '*.reader']);
  });

  test('that is not there has nothing, and no folder is made for it', async () => {
    const path = newPath();
    const file = overflow({ path });
    await file.look();
    expect(await file.read(MANY)).toMatchObject({ lines: [] });
    await file.release();
    expect(file.bytes).toBe(0);
    expect(existsSync(dirname(path))).toBe(false);
  });

  test('is not made for nothing', async () => {
    const path = newPath();
    expect(await overflow({ path }).append([])).toBe(0);
    overflow({ path }).appendSync([]);
    expect(existsSync(dirname(path))).toBe(false);
  });

  test.each(['always', 'never'] as const)('works with fsync: %s', async (fsync) => {
    const file = overflow({ path: newPath(), fsync });
    await file.append([line('a')]);
    file.appendSync([line('b')]);
    expect(await drain(file)).toEqual(['a', 'b']);
  });

  test('whose folder cannot be made is an error for who appends, and nothing for who reads', async () => {
    const path = join(folder(), 'a-file', 'overflow.jsonl');
    writeFileSync(dirname(path), '');
    const file = overflow({ path });
    await expect(file.append([line('a')])).rejects.toThrow(/ENOTDIR|EEXIST/);
    expect(() => file.appendSync([line('a')])).toThrow(/ENOTDIR|EEXIST/);
    expect((await file.read(MANY))!.lines).toEqual([]);
    await file.look();
    expect(file.bytes).toBe(0);
  });

  test.each([
    ['a folder', (path: string) => mkdirSync(path)],
    // Who opens it waits for somebody to open its other end.
    ['a pipe', (path: string) => void execFileSync(MAKE_PIPE, [path])],
  ])('that is %s is an error for everybody', async (_, make) => {
    const path = newPath();
    mkdirSync(dirname(path));
    make(path);
    const file = overflow({ path });
    const tries = [
      () => file.look(),
      () => file.append([line('a')]),
      async () => file.appendSync([line('a')]),
      () => file.read(MANY),
      () => verify(path),
      () => repair(path),
    ];
    for (const each of tries) {
      // Of a pipe it is known that it has no bytes.
      const isNothing = each === tries[3] && statSync(path).size === 0;
      if (isNothing) expect((await file.read(MANY))!.lines).toEqual([]);
      else await expect(each()).rejects.toThrow(`${path} is not a regular file`);
    }
    expect(await filesAt(path)).toEqual(['*']);
  });

  test('whose folder was removed comes back', async () => {
    const path = newPath();
    const file = overflow({ path });
    await file.append([line('a')]);
    await drain(file);
    rmSync(dirname(path), { recursive: true });
    await file.append([line('b')]);
    expect(await drain(file)).toEqual(['b']);
  });
});

describe('a piece', () => {
  test('has so many bytes at most, with the ends of lines, and one line in any case', async () => {
    const file = overflow({ path: newPath() });
    const texts = ['a', 'b', 'c'].map((id) => line(id));
    const bytes = texts[0]!.length + 1;
    await file.append(texts);
    for (const [most, count] of [
      [1, 1],
      [2 * bytes - 1, 1],
      [2 * bytes, 2],
      [3 * bytes, 3],
    ] as const) {
      expect((await file.read({ events: 9, bytes: most }))!.lines).toHaveLength(count);
    }
  });

  test('counts the end that a last line does not have', async () => {
    const path = join(folder(), 'overflow.jsonl');
    writeFileSync(path, `${line('a')}\n${line('b')}`);
    const { size } = await stat(path);
    const file = overflow({ path });
    expect((await file.read({ events: 9, bytes: size }))!.lines).toHaveLength(1);
    expect((await file.read({ events: 9, bytes: size + 1 }))!.lines).toHaveLength(2);
  });

  test('can be removed line by line, and offsets count on when the file is written anew', async () => {
    const path = newPath();
    const file = overflow({ path }, { compactBytes: 1 });
    const ids = Array.from({ length: 20 }, (_, nth) => `${nth}`);
    await file.append(ids.map((id) => line(id)));
    const { lines, end } = (await file.read(MANY))!;
    for (const [nth, { offset }] of lines.entries()) {
      await file.remove(offset);
      expect(idsOf(await file.read(MANY))).toEqual(ids.slice(nth));
    }
    await file.append([line('next')]);
    await file.remove(end);
    const next = (await file.read(MANY))!;
    expect(idsOf(next)).toEqual(['next']);
    expect(next.lines[0]!.offset).toBe(end);
  });

  test('can be removed when less was read since', async () => {
    const file = overflow({ path: newPath() });
    await file.append(['a', 'b', 'c', 'd'].map((id) => line(id)));
    const { end } = (await file.read({ events: 3, bytes: 1e6 }))!;
    await file.read({ events: 1, bytes: 1e6 });
    await file.remove(end);
    expect(await drain(file)).toEqual(['d']);
  });

  test('that was removed is not removed once more', async () => {
    const file = overflow({ path: newPath() });
    await file.append([line('a')]);
    const { end } = (await file.read(MANY))!;
    await file.remove(end);
    await file.append([line('b')]);
    await file.remove(end);
    expect(await drain(file)).toEqual(['b']);
    await file.remove(end);
  });

  test('cannot be removed by who does not read', async () => {
    const path = newPath();
    const file = overflow({ path });
    await file.append([line('a')]);
    const { end } = (await file.read(MANY))!;
    await file.release();
    await expect(file.remove(end)).rejects.toThrow(`${path} was not read`);
    expect(await drain(file)).toEqual(['a']);
  });

  test('ends where it was read, whatever remove is asked for', async () => {
    const file = overflow({ path: newPath() });
    await file.append([line('a'), line('b')]);
    await file.read({ events: 1, bytes: 1e6 });
    await file.remove(1e9);
    expect(await drain(file)).toEqual(['b']);
  });
});

describe('offsets', () => {
  const bytes = line('a').length + 1;

  test('begin with what waits, and go on from one reading to the next', async () => {
    const path = newPath();
    const before = overflow({ path });
    await before.append(['a', 'b', 'c', 'd'].map((id) => line(id)));
    await before.remove((await before.read({ events: 1, bytes: 1e6 }))!.end);
    await before.release();

    const file = overflow({ path }, { compactBytes: 2 * bytes });
    await file.look();
    await file.append([line('e')]);
    const offsets = async () => (await file.read(MANY))!.lines.map(({ offset }) => offset / bytes);
    expect(await offsets()).toEqual([0, 1, 2, 3]);
    await file.remove(bytes);
    expect(await offsets()).toEqual([1, 2, 3]);
    await file.release();
    expect(await offsets()).toEqual([1, 2, 3]);
    // It is written anew.
    await file.remove(2 * bytes);
    await file.release();
    await file.append([line('f')]);
    expect(await offsets()).toEqual([2, 3, 4]);
    await file.remove(5 * bytes);
    await file.release();
    await file.append([line('g')]);
    expect(await offsets()).toEqual([5]);
    await file.release();
  });

  test('count what had to go', async () => {
    const file = overflow({ path: newPath(), maxBytes: 4 * bytes });
    await file.append(['a', 'b', 'c', 'd'].map((id) => line(id)));
    const first = async () => (await file.read(MANY))!.lines[0]!.offset / bytes;
    expect(await first()).toBe(0);
    await file.release();
    expect(await file.append([line('e')])).toBe(1);
    expect(await first()).toBe(1);
    await file.remove(2 * bytes);
    await file.release();
    expect(await file.append([line('f'), line('g')])).toBe(1);
    expect(await first()).toBe(3);
    await file.release();
  });

  test('are all new when somebody else took lines off', async () => {
    const path = newPath();
    const [one, other] = [overflow({ path }), overflow({ path })];
    await one.append(['a', 'b', 'c', 'd'].map((id) => line(id)));
    const { end } = (await one.read({ events: 3, bytes: 1e6 }))!;
    await one.release();
    await other.remove((await other.read({ events: 1, bytes: 1e6 }))!.end);
    await other.release();
    const { lines } = (await one.read(MANY))!;
    expect(lines.map(({ offset }) => offset)).toEqual([0, 1, 2].map((nth) => end + nth * bytes));
    // What was handed out before takes nothing off.
    await one.remove(end);
    expect(await drain(one)).toEqual(['b', 'c', 'd']);
  });
});

describe('two of one path', () => {
  test('one reads at a time; the other can append', async () => {
    const path = newPath();
    const [one, other] = [overflow({ path }), overflow({ path })];
    await one.append([line('a')]);
    const { end } = (await one.read(MANY))!;
    expect(await other.read(MANY)).toBeUndefined();
    await other.append([line('b')]);
    await one.remove(end);
    await one.release();
    expect(await drain(other)).toEqual(['b']);
  });

  test('see what the other has done', async () => {
    const path = newPath();
    const [one, other] = [overflow({ path }), overflow({ path }, { compactBytes: 1 })];
    await one.append([line('a'), line('b'), line('c')]);
    await other.look();
    expect(other.bytes).toBe((await stat(path)).size);
    await other.remove((await other.read({ events: 2, bytes: 1e6 }))!.end);
    await other.release();
    await one.look();
    expect(one.bytes).toBe(line('c').length + 1);
    expect(await drain(other)).toEqual(['c']);
    expect(one.bytes).toBe(line('c').length + 1);
    await one.look();
    expect(one.bytes).toBe(0);
  });

  test('who was taken for ended finds out, and removes nothing', async () => {
    const path = newPath();
    const [one, other] = [overflow({ path }), overflow({ path })];
    await one.append([line('a'), line('b')]);
    const { end } = (await one.read({ events: 1, bytes: 1e6 }))!;
    rmSync(`${path}.reader`);
    expect(idsOf(await other.read(MANY))).toEqual(['a', 'b']);
    await expect(one.remove(end)).rejects.toThrow('another process has taken over');
    await one.release();
    expect(existsSync(`${path}.reader`)).toBe(true);
    expect(await drain(other)).toEqual(['a', 'b']);
  });

  test('who cannot have the lock leaves everything as it was, and says who holds it', async () => {
    const path = newPath();
    mkdirSync(dirname(path));
    const lock = new FileLock(`${path}.lock`);
    lock.tryAcquire();
    const file = overflow({ path }, { patience: 30 });
    await expect(file.append([line('a')])).rejects.toThrow(`process ${process.pid} on`);
    expect(existsSync(path)).toBe(false);
    lock.release();
    await file.append([line('a')]);
    expect(await drain(file)).toEqual(['a']);
  });
});

describe('bytes', () => {
  test('are those that wait', async () => {
    const path = newPath();
    const file = overflow({ path });
    const bytes = line('a').length + 1;
    await file.append([line('a'), line('b'), line('c')]);
    expect(file.bytes).toBe(3 * bytes);
    await file.remove((await file.read({ events: 1, bytes: 1e6 }))!.end);
    expect(file.bytes).toBe(2 * bytes);
    await file.append([line('d')]);
    expect(file.bytes).toBe(3 * bytes);
    file.appendSync([line('e')]);
    expect(file.bytes).toBe(4 * bytes);
    await file.release();
    const other = overflow({ path });
    expect(other.bytes).toBe(0);
    await other.look();
    expect(other.bytes).toBe(4 * bytes);
    await drain(other);
    expect(other.bytes).toBe(0);
  });
});
