// What `quint-mock spool verify`, `repair` and `export` are made of.
import { appendFileSync, chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportLines, repair, verify } from '../../../../src/forwarder/overflow/inspect.ts';
import { thisOwner } from '../../../../src/forwarder/overflow/lock-owner.ts';
import {
  drain,
  filesAt,
  folder,
  line,
  modeOf,
  newPath,
  overflow,
  textOf,
  Worker,
} from './support.ts';

const GOOD = ['a', 'b', 'c', 'd'].map((id) => line(id));

/** A file of four events of which one was taken off, and what else is said. */
async function spool(more = ''): Promise<string> {
  const path = newPath();
  const file = overflow({ path });
  await file.append(GOOD);
  await file.remove((await file.read({ events: 1, bytes: 1 }))!.end);
  await file.release();
  appendFileSync(path, more);
  return path;
}

const staleLock = (path: string) =>
  writeFileSync(path, JSON.stringify({ ...thisOwner(), started: 1 }));

async function exported(path: string): Promise<string[]> {
  const texts = [];
  for await (const text of exportLines(path)) texts.push(text);
  return texts;
}

describe('verify', () => {
  test('says what is in a file', async () => {
    const path = await spool();
    expect(await verify(path)).toEqual({
      path,
      bytes: GOOD.join('\n').length + 1,
      removedBytes: GOOD[0]!.length + 1,
      events: 3,
      duplicates: 0,
      areDuplicatesCounted: true,
      corrupt: 0,
      corruptLines: [],
      torn: false,
      cursor: 'good',
      mode: 0o600,
      locks: { writer: null, reader: null },
    });
  });

  test('names corrupt lines as an editor does, and duplicates', async () => {
    const path = await spool(`x\n\n${line('b')}\n[]\n{"event`);
    const bytes = GOOD.join('\n').length + 1;
    const b = line('b').length;
    expect(await verify(path)).toMatchObject({
      events: 4,
      duplicates: 1,
      corrupt: 3,
      corruptLines: [
        { line: 5, offset: bytes, bytes: 2, why: 'it is not a JSON object' },
        { line: 8, offset: bytes + 3 + b + 1, bytes: 3, why: 'it is not a JSON object' },
        { line: 9, offset: bytes + 3 + b + 4, bytes: 7, why: 'it is cut off' },
      ],
      torn: true,
    });
  });

  test('lists a hundred corrupt lines, and counts all', async () => {
    const { corrupt, corruptLines } = await verify(await spool('x\n'.repeat(150)));
    expect([corrupt, corruptLines.length]).toEqual([150, 100]);
  });

  test('knows a cursor of another file', async () => {
    const path = await spool();
    writeFileSync(path, `${line('x')}\n`);
    expect(await verify(path)).toMatchObject({ cursor: 'foreign', events: 1, removedBytes: 0 });
  });

  test('says who holds the locks', async () => {
    const path = await spool();
    const file = overflow({ path });
    await file.read({ events: 1, bytes: 1 });
    staleLock(`${path}.lock`);
    expect((await verify(path)).locks).toMatchObject({
      writer: { owner: { pid: process.pid }, stale: true },
      reader: { owner: { pid: process.pid }, stale: false },
    });
    await file.release();
  });

  test('changes nothing', async () => {
    const path = await spool('x\n{"event');
    staleLock(`${path}.lock`);
    const [files, { mtimeMs }] = [await filesAt(path), statSync(path)];
    await verify(path);
    await exported(path);
    expect(await filesAt(path)).toEqual(files);
    expect(statSync(path).mtimeMs).toBe(mtimeMs);
  });
});

describe('export', () => {
  test('gives the events that wait, as they stand there', async () => {
    expect(await exported(await spool('x\n\n{"event_id" : "e"}\n{"event'))).toEqual([
      ...GOOD.slice(1),
      '{"event_id" : "e"}',
    ]);
  });

  test('can be left in the middle', async () => {
    for await (const text of exportLines(await spool())) {
      expect(text).toBe(GOOD[1]);
      break;
    }
  });
});

describe('repair', () => {
  test('leaves a good file alone', async () => {
    const path = newPath();
    await overflow({ path }).append(GOOD);
    const { ino } = statSync(path);
    expect(await repair(path)).toEqual({
      path,
      events: 4,
      corrupt: 0,
      removedBytes: 0,
      cursor: 'none',
      staleLocks: [],
      changed: false,
    });
    expect(statSync(path).ino).toBe(ino);
    expect(await filesAt(path)).toEqual(['*']);
  });

  test('leaves nothing but events that wait, and a second time changes nothing', async () => {
    const path = await spool(`x\n\n${line('e')}\n[]\n{"event`);
    for (const each of ['lock', 'reader']) staleLock(`${path}.${each}`);
    for (const each of ['tmp', 'cursor.tmp']) writeFileSync(`${path}.${each}`, 'left behind');
    chmodSync(path, 0o644);
    const report = { path, events: 4, cursor: 'none', corrupt: 0, removedBytes: 0 };
    expect(await repair(path)).toEqual({
      ...report,
      corrupt: 3,
      removedBytes: GOOD[0]!.length + 1,
      cursor: 'good',
      staleLocks: [`${path}.lock`, `${path}.reader`],
      changed: true,
    });
    expect(await textOf(path)).toBe([...GOOD.slice(1), line('e'), ''].join('\n'));
    expect(await textOf(`${path}.corrupt`)).toBe('x\n[]\n{"event');
    expect(await filesAt(path)).toEqual(['*', '*.corrupt']);
    expect(modeOf(path)).toBe('600');
    expect(await repair(path)).toEqual({ ...report, staleLocks: [], changed: false });
    expect(await textOf(`${path}.corrupt`)).toBe('x\n[]\n{"event');
    expect(await drain(overflow({ path }))).toEqual(['b', 'c', 'd', 'e']);
  });

  test('gives a last line its end', async () => {
    const path = await spool(line('e'));
    expect(await repair(path)).toMatchObject({ events: 4, changed: true });
    expect(await textOf(path)).toBe([...GOOD.slice(1), line('e'), ''].join('\n'));
    expect(await repair(path)).toMatchObject({ changed: false });
  });

  test('removes a cursor of another file, and keeps all of this one', async () => {
    const path = await spool();
    const text = `${line('x')}\n`.repeat(20);
    writeFileSync(path, text);
    expect(await repair(path)).toMatchObject({ cursor: 'foreign', events: 20, changed: false });
    expect(await textOf(path)).toBe(text);
    expect(await filesAt(path)).toEqual(['*']);
  });

  test.each([
    ['no event', 'x\n', ['*.corrupt']],
    ['nothing', '', []],
  ])('removes a file with %s in it', async (_, text, files) => {
    const path = newPath();
    mkdirSync(dirname(path));
    writeFileSync(path, text);
    expect(await repair(path)).toMatchObject({ events: 0, changed: true });
    expect(await filesAt(path)).toEqual(files);
  });

  test('removes what is left beside a file that is gone', async () => {
    const path = await spool();
    staleLock(`${path}.reader`);
    await drain(overflow({ path }));
    writeFileSync(`${path}.cursor`, '{}');
    expect(await repair(path)).toMatchObject({ events: 0, changed: false });
    expect(await filesAt(path)).toEqual([]);
  });

  test('does not touch what another process works on', async () => {
    const path = await spool('x\n');
    const worker = new Worker('hold', { path: `${path}.reader` });
    await worker.prints(1);
    const before = await textOf(path);
    await expect(repair(path)).rejects.toThrow(
      /^process \d+ on \S+ works on the events of .*: stop it/,
    );
    expect(await textOf(path)).toBe(before);
    await worker.kill();
    expect(await repair(path)).toMatchObject({ corrupt: 1, staleLocks: [`${path}.reader`] });
  });

  test('keeps the corrupt lines where they cannot be set aside', async () => {
    const path = await spool('x\n');
    mkdirSync(`${path}.corrupt`);
    await expect(repair(path)).rejects.toThrow('is not a regular file');
    expect(await verify(path)).toMatchObject({ events: 3, corrupt: 1 });
    expect(existsSync(`${path}.reader`)).toBe(false);
  });
});

test.each([
  ['verify', verify],
  ['repair', repair],
  ['export', exported],
])('%s of a file that is not there says so', async (_, inspect) => {
  const path = join(folder(), 'no', 'such-file');
  await expect(inspect(path)).rejects.toThrow(`ENOENT: no such file or directory, open '${path}'`);
});
