// What is appended when nothing asynchronous runs any more.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { FileLock } from '../../../../src/forwarder/overflow/file-lock.ts';
import { drain, filesAt, line, newPath, overflow, Worker } from './support.ts';

test('a process that exits leaves its events', async () => {
  const path = newPath();
  await new Worker('exit', { path, name: 'w' }).done();
  expect(await filesAt(path)).toEqual(['*']);
  expect(await drain(overflow({ path }))).toEqual(['w-1', 'w-2']);
});

test('it waits a little for the lock, and appends without it when it is not to be had', async () => {
  const path = newPath();
  mkdirSync(dirname(path));
  const lock = new FileLock(`${path}.lock`);
  lock.tryAcquire();
  // Somebody else is in the middle of a line.
  writeFileSync(path, `${line('a')}\n{"event`);
  const began = performance.now();
  const file = overflow({ path });
  file.appendSync([line('b')]);
  expect(performance.now() - began).toBeGreaterThan(150);
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(readFileSync(path, 'utf8')).toBe(`${line('a')}\n{"event\n${line('b')}\n`);
  expect(lock.held).toBe(true);
  // Somebody could begin a line between a look and the writing.
  file.appendSync([line('c')]);
  expect(readFileSync(path, 'utf8')).toContain(`${line('b')}\n\n${line('c')}\n`);
  lock.release();
  expect(await drain(file)).toEqual(['a', 'b', 'c']);
});

test('it does not wait for itself', async () => {
  const file = overflow({ path: newPath() });
  const appending = Array.from({ length: 5 }, (_, nth) => file.append([line(`async-${nth}`)]));
  await appending[0];
  const took = [];
  for (let nth = 0; nth < 5; nth++) {
    await new Promise(setImmediate);
    const began = performance.now();
    file.appendSync([line(`sync-${nth}`)]);
    took.push(performance.now() - began);
  }
  // One of them may have been held up by the machine.
  expect(took.toSorted((a, b) => a - b)[2]).toBeLessThan(150);
  await Promise.all(appending);
  const ids = await drain(file);
  expect(ids.filter((id) => id.startsWith('async'))).toHaveLength(5);
  expect(ids.filter((id) => id.startsWith('sync'))).toHaveLength(5);
  expect(file.corrupt).toBe(0);
});

test('what comes while the file is written anew comes along', async () => {
  const path = newPath();
  const file = overflow({ path, maxBytes: 1e6 }, { compactBytes: 1 });
  for (let round = 0; round < 20; round++) {
    const texts = Array.from({ length: 200 }, (_, nth) =>
      line(`${round}-${nth}`, { _: 'x'.repeat(200) }),
    );
    await file.append(texts);
    const { end } = (await file.read({ events: 150, bytes: 1e6 }))!;
    const removing = file.remove(end);
    for (let nth = 0; nth < round; nth++) await new Promise(setImmediate);
    file.appendSync([line(`${round}-exit`)]);
    await removing;
    const ids = await drain(file);
    expect(ids.slice(0, 50)).toEqual(texts.slice(150).map((text) => JSON.parse(text).event_id));
    expect(new Set(ids.slice(50))).toEqual(new Set([`${round}-exit`]));
  }
  expect(file.corrupt).toBe(0);
});

test('and what comes when nothing of the file is left', async () => {
  const path = newPath();
  const file = overflow({ path });
  for (let round = 0; round < 20; round++) {
    await file.append([line('a')]);
    const { end } = (await file.read({ events: 9, bytes: 1e6 }))!;
    const removing = file.remove(end);
    for (let nth = 0; nth < round; nth++) await new Promise(setImmediate);
    file.appendSync([line('exit')]);
    await removing;
    expect(new Set(await drain(file))).toEqual(new Set(['exit']));
    expect(await filesAt(path)).toEqual([]);
  }
});
