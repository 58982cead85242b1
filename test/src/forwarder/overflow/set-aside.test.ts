import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { SetAside } from '../../../../src/forwarder/overflow/set-aside.ts';
import { folder, modeOf } from './support.ts';

const newSetAside = (maxBytes?: number) =>
  new SetAside(join(folder(), '.quint', 'rejected.jsonl'), maxBytes);

const textOf = (path: string) => readFileSync(path, 'utf8');

test('lines are added one by one, texts and bytes, for the owner alone', async () => {
  const setAside = newSetAside();
  await setAside.append(['a', Buffer.from([0xff, 0xfe])]);
  await setAside.append([]);
  await setAside.append(['ü']);
  expect(readFileSync(setAside.path)).toEqual(
    Buffer.concat([Buffer.from('a\n\xff\xfe\n', 'latin1'), Buffer.from('ü\n')]),
  );
  expect(modeOf(setAside.path)).toBe('600');
  expect(modeOf(dirname(setAside.path))).toBe('700');
});

test('nothing makes no file', async () => {
  const setAside = newSetAside();
  await setAside.append([]);
  expect(existsSync(setAside.path)).toBe(false);
});

test('a line that was cut off stays one of its own', async () => {
  const setAside = newSetAside();
  await setAside.append(['a']);
  writeFileSync(setAside.path, 'half', { flag: 'a' });
  await setAside.append(['b']);
  expect(textOf(setAside.path)).toBe('a\nhalf\nb\n');
});

test('when it would be too large it becomes .1, in the place of the one before', async () => {
  const setAside = newSetAside(10);
  for (const each of ['aaaa', 'bbbb', 'cccc', 'dddd', 'eeee']) await setAside.append([each]);
  expect(textOf(setAside.path)).toBe('eeee\n');
  expect(textOf(`${setAside.path}.1`)).toBe('cccc\ndddd\n');
  expect(modeOf(`${setAside.path}.1`)).toBe('600');
  await setAside.append(['what is too much alone']);
  expect(textOf(setAside.path)).toBe('what is too much alone\n');
  expect(textOf(`${setAside.path}.1`)).toBe('eeee\n');
  await setAside.append(['f']);
  expect(textOf(setAside.path)).toBe('f\n');
  expect(existsSync(`${setAside.path}.lock`)).toBe(false);
});

test('several that use one file lose nothing but what is beyond its size', async () => {
  const { path } = newSetAside();
  const some = Array.from({ length: 4 }, () => new SetAside(path, 1_000));
  await Promise.all(
    Array.from({ length: 100 }, (_, nth) => some[nth % 4]!.append([`${nth}`.padStart(50, '0')])),
  );
  const lines = [path, `${path}.1`].flatMap((each) => textOf(each).trim().split('\n'));
  expect(lines.length).toBeGreaterThan(15);
  expect(lines.length).toBeLessThan(50);
  expect(new Set(lines).size).toBe(lines.length);
  for (const each of lines) expect(each).toMatch(/^\d{50}$/);
});

test('a part of a file is added as it is, and begins on a line of its own', async () => {
  const setAside = newSetAside();
  const source = join(folder(), 'source');
  const bytes = Buffer.alloc(3_000_000, 'x');
  writeFileSync(source, bytes);
  const file = await open(source);
  await setAside.appendPart(file, { start: 0, end: 5 });
  await setAside.appendPart(file, { start: 1, end: bytes.length });
  await file.close();
  expect(textOf(setAside.path)).toBe(`xxxxx\n${bytes.subarray(1).toString()}`);
  await setAside.append(['next']);
  expect(statSync(setAside.path).size).toBe(6 + bytes.length - 1 + 1 + 5);
});

test('a part of a file that is larger than it may be does not make it larger', async () => {
  const setAside = newSetAside(2_000_000);
  const source = join(folder(), 'source');
  writeFileSync(source, Buffer.alloc(9_000_000, 'x'));
  const file = await open(source);
  await setAside.appendPart(file, { start: 0, end: 9_000_000 });
  await file.close();
  expect(statSync(setAside.path).size).toBeLessThanOrEqual(2_000_000);
  expect(statSync(`${setAside.path}.1`).size).toBeLessThanOrEqual(2_000_000);
});

test('where it cannot be written is an error', async () => {
  const path = join(folder(), 'a-file');
  writeFileSync(path, '');
  await expect(new SetAside(join(path, 'x')).append(['a'])).rejects.toThrow(/ENOTDIR|EEXIST/);
});
