// A disk that is full, and a folder that may not be written.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { FileLock } from '../../../../src/forwarder/overflow/file-lock.ts';
import { repair } from '../../../../src/forwarder/overflow/inspect.ts';
import { findLock, thisOwner } from '../../../../src/forwarder/overflow/lock-owner.ts';
import {
  drain,
  filesAt,
  folder,
  idsOf,
  line,
  newPath,
  overflow,
  textOf,
  Worker,
} from './support.ts';

const isRoot = process.getuid?.() === 0;

function shell(command: string): void {
  execFileSync('bash', ['-c', command], { stdio: 'ignore' });
}

/** A file system of that size. */
function smallDisk(kilobytes: number): string {
  const path = folder();
  shell(`mount -t tmpfs -o size=${kilobytes}k none '${path}'`);
  onTestFinished(() => shell(`umount -l '${path}'`));
  return path;
}

/** Fills a disk to its last byte. */
function fill(disk: string): void {
  const path = join(disk, 'ballast');
  expect(() => writeFileSync(path, Buffer.alloc(1_000_000))).toThrow('ENOSPC');
}

const long = (id: string | number) => line(id, { text: 'x'.repeat(3_000) });

/** Whether a disk can be mounted here; if not, the limit of a file's size is what is left to test with. */
const canMount = (() => {
  try {
    shell('unshare -m mount -t tmpfs none /mnt');
    return isRoot;
  } catch {
    return false;
  }
})();

describe('a file that cannot grow', () => {
  test('takes all of a block or nothing, and everything again when it can', async () => {
    const path = newPath();
    const worker = new Worker('tryAppend', { path, name: 'w', count: 100 }, 'ulimit -f 8');
    const printed = await worker.done();
    const appended = printed.flatMap((text) => /^appended (.*)/.exec(text)?.[1] ?? []);
    expect(printed.filter((text) => text === 'failed EFBIG').length).toBe(100 - appended.length);
    expect(appended.length).toBeGreaterThan(5);
    expect(appended.length).toBeLessThan(100);
    const text = await textOf(path);
    expect(text.split('\n')).toHaveLength(appended.length + 1);
    expect(await filesAt(path)).toEqual(['*']);
    const file = overflow({ path });
    await file.append([line('next')]);
    expect(await drain(file)).toEqual([...appended, 'next']);
    expect(file.corrupt).toBe(0);
  });

  test('is not made when it can have nothing', async () => {
    const path = newPath();
    mkdirSync(dirname(path));
    // Locks cannot be written either.
    const worker = new Worker('tryAppend', { path, name: 'w', count: 2 }, 'ulimit -f 0');
    expect(await worker.done()).toEqual(['failed EFBIG', 'failed EFBIG']);
    expect(await filesAt(path)).toEqual([]);
  });
});

describe.runIf(canMount)('a full disk', () => {
  test('leaves the file as it was', async () => {
    const disk = smallDisk(64);
    const path = join(disk, 'overflow.jsonl');
    const file = overflow({ path });
    const ids = [];
    for (let id = 0; ; id++) {
      const before = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      try {
        await file.append([long(id)]);
        ids.push(`${id}`);
      } catch (error) {
        expect(error).toMatchObject({ code: 'ENOSPC' });
        expect(statSync(path).size).toBe(before);
        break;
      }
    }
    const { size } = statSync(path);
    expect(() => file.appendSync([long('last')])).toThrow('ENOSPC');
    expect(statSync(path).size).toBe(size);
    expect(ids.length).toBeGreaterThan(10);
    expect(readdirSync(disk)).toEqual(['overflow.jsonl']);
    expect(await drain(overflow({ path }))).toEqual(ids);
  });

  test('is no reason to keep what is on it: it is read, and frees the disk', async () => {
    const disk = smallDisk(64);
    const path = join(disk, 'overflow.jsonl');
    const file = overflow({ path }, { compactBytes: 1 });
    const ids = Array.from({ length: 12 }, (_, nth) => `${nth}`);
    await file.append(ids.map(long));
    fill(disk);
    const seen = [];
    for (let left = ids.length; left > 0; left -= 4) {
      const piece = await file.read({ events: 4, bytes: 1e6 });
      seen.push(...idsOf(piece));
      // Another process sees that somebody reads.
      expect(await overflow({ path }).read({ events: 1, bytes: 1 })).toBeUndefined();
      await file.remove(piece!.end);
    }
    expect(seen).toEqual(ids);
    await file.release();
    expect(readdirSync(disk)).toEqual(['ballast']);
  });

  test('makes the events come again that were taken off, when there is no room to note it', async () => {
    const disk = smallDisk(64);
    const path = join(disk, 'overflow.jsonl');
    const file = overflow({ path });
    await file.append(['a', 'b', 'c'].map(long));
    fill(disk);
    await file.remove((await file.read({ events: 2, bytes: 1e6 }))!.end);
    expect(idsOf(await file.read({ events: 2, bytes: 1e6 }))).toEqual(['c']);
    await file.release();
    expect(await drain(overflow({ path }))).toEqual(['a', 'b', 'c']);
  });

  test('takes more when there is room for that, and not for the file to be written anew', async () => {
    const disk = smallDisk(64);
    const path = join(disk, 'overflow.jsonl');
    const file = overflow({ path, maxBytes: 40_000 });
    await file.append(Array.from({ length: 12 }, (_, nth) => long(nth)));
    await file.remove((await file.read({ events: 4, bytes: 1e6 }))!.end);
    const { ino } = statSync(path);
    expect(await file.append([long('a'), long('b')])).toBe(0);
    expect(statSync(path).ino).toBe(ino);
    expect(await drain(file)).toEqual(['4', '5', '6', '7', '8', '9', '10', '11', 'a', 'b']);
  });

  test('keeps the oldest lines of a full file, which cannot be written anew', async () => {
    const disk = smallDisk(64);
    const path = join(disk, 'overflow.jsonl');
    const file = overflow({ path, maxBytes: 40_000 });
    await file.append(Array.from({ length: 12 }, (_, nth) => long(nth)));
    const before = await textOf(path);
    await expect(file.append([long('a'), long('b')])).rejects.toThrow('ENOSPC');
    expect(await textOf(path)).toBe(before);
    expect(readdirSync(disk)).toEqual(['overflow.jsonl']);
  });
});

test.runIf(canMount)('a lock made on a full disk is signed as soon as that is possible', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const disk = smallDisk(16);
  fill(disk);
  const lock = new FileLock(join(disk, 'lock'));
  expect(lock.tryAcquire()).toBe(true);
  expect(findLock(lock.path)).toEqual({ owner: undefined, stale: false });
  utimesSync(lock.path, 1, 1);
  vi.advanceTimersByTime(250);
  expect(findLock(lock.path)).toEqual({ owner: undefined, stale: false });
  rmSync(join(disk, 'ballast'));
  vi.advanceTimersByTime(250);
  expect(findLock(lock.path)).toMatchObject({ owner: { pid: process.pid }, stale: false });
  lock.release();
});

test.runIf(isRoot)('an administrator’s lock is taken over, too, when it is old', async () => {
  const home = folder();
  chownSync(home, 65_534, 65_534);
  const path = join(home, 'overflow.jsonl');
  writeFileSync(`${path}.lock`, JSON.stringify(thisOwner()), { mode: 0o600 });
  utimesSync(`${path}.lock`, 1, 1);
  const args = { path, name: 'w', count: 1, uid: 65_534 };
  expect(await new Worker('tryAppend', args).done()).toEqual(['appended w-0']);
});

test.runIf(isRoot)('a file that an administrator repairs stays its owner’s', async () => {
  const path = newPath();
  await overflow({ path }).append([line('a')]);
  writeFileSync(path, 'x\n', { flag: 'a' });
  chownSync(path, 65_534, 65_534);
  expect(await repair(path)).toMatchObject({ changed: true });
  expect(statSync(path)).toMatchObject({ uid: 65_534, gid: 65_534 });
});

test.runIf(isRoot)('a folder that may not be written is an error for every append', async () => {
  const home = folder();
  chmodSync(home, 0o755);
  const path = join(home, 'overflow.jsonl');
  const args = { path, name: 'w', count: 2, uid: 65_534 };
  expect(await new Worker('tryAppend', args).done()).toEqual(['failed EACCES', 'failed EACCES']);
  chownSync(home, 65_534, 65_534);
  expect(await new Worker('tryAppend', args).done()).toEqual(['appended w-0', 'appended w-1']);
});
