import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { FileLock } from '../../../../src/forwarder/overflow/file-lock.ts';
import {
  findLock,
  thisOwner,
  type LockOwner,
} from '../../../../src/forwarder/overflow/lock-owner.ts';
import { folder, Worker } from './support.ts';

const newLockPath = () => join(folder(), 'lock');

/** A lock file that somebody made and touched so many seconds ago. */
function lockOf(owner: Partial<LockOwner> | string, seconds = 0): string {
  const path = newLockPath();
  const text = typeof owner === 'string' ? owner : JSON.stringify({ ...thisOwner(), ...owner });
  writeFileSync(path, text);
  age(path, seconds);
  return path;
}

function age(path: string, seconds: number): void {
  const then = Date.now() / 1000 - seconds;
  utimesSync(path, then, then);
}

/** The id of a process that has ended. */
function deadPid(): number {
  return Number(execFileSync('bash', ['-c', 'echo $$']));
}

function isTaken(path: string): boolean {
  const lock = new FileLock(path);
  const isOurs = lock.tryAcquire();
  expect(lock.held).toBe(isOurs);
  if (isOurs) lock.release();
  expect(existsSync(path)).toBe(!isOurs);
  return isOurs;
}

describe('a lock', () => {
  test('is held by one, until that one releases it', () => {
    const path = newLockPath();
    const [one, other] = [new FileLock(path), new FileLock(path)];
    expect(one.tryAcquire()).toBe(true);
    expect([one.held, other.held]).toEqual([true, false]);
    expect(other.tryAcquire()).toBe(false);
    expect(one.tryAcquire()).toBe(false);
    other.release();
    expect(one.held).toBe(true);
    one.release();
    one.release();
    expect(one.held).toBe(false);
    expect(existsSync(path)).toBe(false);
    expect(other.tryAcquire()).toBe(true);
    other.release();
  });

  test('names who holds it', () => {
    const path = newLockPath();
    const lock = new FileLock(path);
    lock.tryAcquire();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      pid: process.pid,
      started: expect.any(Number),
      host: hostname(),
      namespace: expect.stringMatching(/^pid:/),
      id: expect.any(String),
    });
    expect(findLock(path)).toMatchObject({ owner: { pid: process.pid }, stale: false });
    lock.release();
  });

  test('is waited for, and the waiting ends with who holds it', async () => {
    const path = newLockPath();
    const [one, other] = [new FileLock(path), new FileLock(path)];
    await one.acquire(0);
    await expect(other.acquire(30)).rejects.toThrow(
      `${path} is not to be had: process ${process.pid} on ${hostname()} holds it`,
    );
    expect(other.acquireSync(30)).toBe(false);
    const waiting = other.acquire(10_000);
    one.release();
    await waiting;
    expect(other.held).toBe(true);
    other.release();
  });

  test('that was taken away is not held, and not given back in the name of another', () => {
    const path = newLockPath();
    const [one, other] = [new FileLock(path), new FileLock(path)];
    one.tryAcquire();
    writeFileSync(path, JSON.stringify({ ...thisOwner(), pid: deadPid() }));
    expect(other.tryAcquire()).toBe(true);
    expect(one.held).toBe(false);
    one.release();
    expect(other.held).toBe(true);
    other.release();
  });

  test('is touched while it is held, for those who cannot look at the process', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const lock = new FileLock(newLockPath());
    lock.tryAcquire();
    age(lock.path, 100);
    vi.advanceTimersByTime(10_000);
    expect(Date.now() - statSync(lock.path).mtimeMs).toBeLessThan(10_000);
    lock.release();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('in a folder that is not there is an error', () => {
    const lock = new FileLock(join(folder(), 'none', 'lock'));
    expect(() => lock.tryAcquire()).toThrow('ENOENT');
  });
});

describe('is taken over', () => {
  test('from a process that has ended', () => {
    expect(isTaken(lockOf({ pid: deadPid() }))).toBe(true);
  });

  test('from a process that was killed', async () => {
    const path = newLockPath();
    const worker = new Worker('hold', { path });
    await worker.prints(1);
    expect(isTaken(path)).toBe(false);
    await worker.kill();
    expect(isTaken(path)).toBe(true);
  });

  test('from a process whose id another one has now', () => {
    expect(isTaken(lockOf({ started: 1 }))).toBe(true);
  });

  test('from a process that has ended, and that nobody has buried', async () => {
    // Its child ends when the shell has become a sleep, which does not ask how it ended.
    const child = '(until grep -q sleep /proc/$$/comm; do :; done)';
    const shell = spawn('bash', ['-c', `${child} & echo $!; exec sleep 60`]);
    onTestFinished(() => void shell.kill());
    const [printed] = (await once(shell.stdout, 'data')) as [Buffer];
    const pid = Number(printed);
    const state = () => /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))![1];
    while (state() !== 'Z') await new Promise(setImmediate);
    expect(isTaken(lockOf({ pid, started: null }))).toBe(true);
  });

  test.each<[string, Partial<LockOwner> | string, number]>([
    ['another machine', { host: 'elsewhere' }, 31],
    ['another container', { namespace: 'pid:[1]' }, 31],
    ['a process of unknown beginning', { started: null }, 31],
    ['who wrote something else', 'locked', 31],
    ['who wrote half of it', '{"pid":12', 31],
    ['a group of processes', { pid: 0 }, 31],
    ['all processes', { pid: -1 }, 31],
    ['who wrote nothing', '', 2],
    ['the future', { host: 'elsewhere' }, -3_600],
  ])('from %s, when it was not touched for long', (_, owner, seconds) => {
    expect(isTaken(lockOf(owner, seconds))).toBe(true);
    expect(isTaken(lockOf(owner, seconds < 0 ? 0 : seconds / 4))).toBe(false);
  });

  test('not from a process that runs, however long ago it was touched', () => {
    expect(isTaken(lockOf({}, 1e6))).toBe(false);
    const { namespace: _, ...owner } = thisOwner();
    expect(isTaken(lockOf(JSON.stringify(owner), 1e6))).toBe(false);
  });

  test.each([
    ['whatever', ''],
    ['a process that runs', JSON.stringify(thisOwner())],
  ])('not while another process, %s, is about to take it over', (_, breaker) => {
    const path = lockOf({ started: 1 });
    writeFileSync(`${path}.break`, breaker);
    expect(isTaken(path)).toBe(false);
    rmSync(`${path}.break`);
    expect(isTaken(path)).toBe(true);
  });

  test.each([
    ['at once', JSON.stringify({ ...thisOwner(), started: 1 }), 0],
    ['soon, when that is not known,', '', 2],
  ])('and %s when that process has died over it', (_, breaker, seconds) => {
    const path = lockOf({ started: 1 });
    writeFileSync(`${path}.break`, breaker);
    age(`${path}.break`, seconds);
    expect(isTaken(path)).toBe(true);
    expect(existsSync(`${path}.break`)).toBe(false);
  });

  test('and not made by another meanwhile', () => {
    const path = newLockPath();
    writeFileSync(`${path}.break`, JSON.stringify(thisOwner()));
    const lock = new FileLock(path);
    expect(lock.tryAcquire()).toBe(false);
    expect(existsSync(path)).toBe(false);
    rmSync(`${path}.break`);
    expect(lock.tryAcquire()).toBe(true);
    lock.release();
  });

  test('by one at a time, of several processes that all find it stale', async () => {
    const path = newLockPath();
    const workers = Array.from({ length: 3 }, () => new Worker('race', { path, count: 100 }));
    for (const worker of workers) expect(await worker.done()).toEqual(['done']);
  });
});
