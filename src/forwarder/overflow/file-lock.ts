import { closeSync, existsSync, futimesSync, openSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAt, PRIVATE_FILE, unlinkIfThere } from './file-system.ts';
import { findLock, thisOwner } from './lock-owner.ts';

/** How often, in milliseconds, the holder gives those a sign of life that cannot look at its process. */
const BEAT_MS = 10_000;

/** The same where the file could not be written: there its age is all that others see. */
const SILENT_BEAT_MS = 250;

/**
 * A file that one process at a time can make: it holds the lock until it removes the file. A process
 * that ends without doing so loses the lock to the next one that wants it.
 */
export class FileLock {
  readonly path: string;
  readonly #breaker: string;
  /** Stays open while the lock is held, so that no other file can be mistaken for this one. */
  #file: number | undefined;
  #beat: NodeJS.Timeout | undefined;

  constructor(path: string) {
    this.path = path;
    this.#breaker = `${path}.break`;
  }

  /** Whether this object holds the lock, and nobody has taken it for stale. */
  get held(): boolean {
    if (this.#file === undefined) return false;
    if (isAt(this.path, this.#file)) return true;
    this.#letGo();
    return false;
  }

  /**
   * @returns false when somebody holds it, be it this object
   * @throws Error of the file system
   */
  tryAcquire(): boolean {
    if (this.held) return false;
    return this.#make() || (this.#breakStale() && this.#make());
  }

  /** @throws Error that names the holder, when it is not to be had within that many milliseconds */
  async acquire(patience: number): Promise<void> {
    const until = performance.now() + patience;
    while (!this.tryAcquire()) {
      if (performance.now() >= until) throw new Error(this.#refusal());
      await sleep(pause());
    }
  }

  /** The same where nothing asynchronous runs. @returns whether it was to be had */
  acquireSync(patience: number): boolean {
    const until = performance.now() + patience;
    const never = new Int32Array(new SharedArrayBuffer(4));
    while (!this.tryAcquire()) {
      if (performance.now() >= until) return false;
      Atomics.wait(never, 0, 0, pause());
    }
    return true;
  }

  release(): void {
    if (this.held) unlinkIfThere(this.path);
    this.#letGo();
  }

  #letGo(): void {
    clearInterval(this.#beat);
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #make(): boolean {
    const file = create(this.path);
    if (file === undefined) return false;
    const owner = JSON.stringify(thisOwner());
    let isSigned = sign(file, owner);
    // Stopped for long between making and signing, this process was perhaps taken for one that has
    // ended. Whoever is about to break the lock is seen here; who has done so left no file of ours.
    if (this.#isBeingBroken() || !isAt(this.path, file)) {
      if (isAt(this.path, file)) unlinkIfThere(this.path);
      closeSync(file);
      return false;
    }
    this.#file = file;
    const beat = () => {
      isSigned ||= sign(file, owner);
      touch(file);
    };
    this.#beat = setInterval(beat, isSigned ? BEAT_MS : SILENT_BEAT_MS).unref();
    return true;
  }

  /** @returns whether there may be no lock now */
  #breakStale(): boolean {
    const found = findLock(this.path);
    if (!found) return true;
    if (!found.stale || this.#isBeingBroken()) return false;
    // Of two that found the same stale lock, the slower one would remove the lock of the faster one.
    const file = create(this.#breaker);
    if (file === undefined) return false;
    try {
      sign(file, JSON.stringify(thisOwner()));
      if (findLock(this.path)?.stale) unlinkIfThere(this.path);
      return true;
    } finally {
      if (isAt(this.#breaker, file)) unlinkIfThere(this.#breaker);
      closeSync(file);
    }
  }

  #isBeingBroken(): boolean {
    if (!existsSync(this.#breaker)) return false;
    const found = findLock(this.#breaker);
    if (found?.stale) unlinkIfThere(this.#breaker);
    return found?.stale === false;
  }

  #refusal(): string {
    const owner = findLock(this.path)?.owner;
    const who = owner ? `process ${owner.pid} on ${owner.host}` : 'a process that did not sign it';
    return `${this.path} is not to be had: ${who} holds it. Try again when that one is done, or remove the file when it is not running.`;
  }
}

/** Milliseconds until the next try, so that those who wait do not come all at once. */
function pause(): number {
  return 1 + 9 * Math.random();
}

/** @returns `undefined` when the file is there already */
function create(path: string): number | undefined {
  try {
    return openSync(path, 'wx', PRIVATE_FILE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}

/** @returns false on a full disk, where a lock is wanted all the same, to make room */
function sign(file: number, owner: string): boolean {
  try {
    return writeSync(file, owner, 0) > 0;
  } catch {
    return false;
  }
}

function touch(file: number): void {
  const now = Date.now() / 1000;
  try {
    futimesSync(file, now, now);
  } catch {
    // Then others may take the lock for stale, and the holder finds it gone.
  }
}
