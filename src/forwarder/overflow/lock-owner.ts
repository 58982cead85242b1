import { closeSync, fstatSync, openSync, readFileSync, statSync, type Stats } from 'node:fs';
import { hostname } from 'node:os';
import { isMissing } from './file-system.ts';
import { lifeOf, pidNamespace, startOf } from './process-life.ts';

/** What a lock file says of the process that holds it. */
export interface LockOwner {
  readonly pid: number;
  /** When it began, in clock ticks since its machine did; `null` where that is unknown. */
  readonly started: number | null;
  readonly host: string;
  /** Whose process ids `pid` is one of; `null` where that is unknown. */
  readonly namespace?: string | null;
  /** Another one for every time that the lock is had. */
  readonly id: string;
}

/** A lock file that somebody has made. */
export interface FoundLock {
  /** `undefined` when the file does not say. */
  readonly owner: LockOwner | undefined;
  /** Nobody holds it any more: whoever did has ended without giving it back. */
  readonly stale: boolean;
}

/** Milliseconds without a sign of life after which an owner counts as ended that cannot be looked at. */
const UNSEEN_MS = 30_000;

/** The same for a file without a word in it, which is that way for microseconds, or on a full disk. */
const EMPTY_MS = 1_000;

let here: Omit<LockOwner, 'id'> | undefined;

/** This process, as owner of a lock. */
export function thisOwner(): LockOwner {
  here ??= {
    pid: process.pid,
    started: startOf(process.pid),
    host: hostname(),
    namespace: pidNamespace(),
  };
  return { ...here, id: crypto.randomUUID() };
}

/** @returns `undefined` when there is no lock file */
export function findLock(path: string): FoundLock | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (isMissing(error)) return undefined;
    // An administrator's, say, who repaired a file. It can be seen and removed, but not read.
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat && { owner: undefined, stale: ageOf(stat) > UNSEEN_MS };
  }
  try {
    const text = readFileSync(file, 'utf8');
    const owner = ownerIn(text);
    const age = ageOf(fstatSync(file));
    return { owner, stale: owner ? hasEnded(owner, age) : age > (text ? UNSEEN_MS : EMPTY_MS) };
  } finally {
    closeSync(file);
  }
}

/** Milliseconds since a file was written or touched. */
function ageOf({ mtimeMs }: Stats): number {
  // A clock that was set back must not keep it young for years.
  return Math.abs(Date.now() - mtimeMs);
}

function ownerIn(text: string): LockOwner | undefined {
  try {
    const owner = JSON.parse(text) as LockOwner;
    // `kill` takes 0 and less for groups of processes.
    return Number.isInteger(owner.pid) && owner.pid > 0 ? owner : undefined;
  } catch {
    return undefined;
  }
}

function hasEnded({ pid, started, host, namespace }: LockOwner, age: number): boolean {
  const us = thisOwner();
  const isVisible = host === us.host && (namespace ?? us.namespace) === us.namespace;
  const life = isVisible ? lifeOf(pid, started ?? null) : 'unknown';
  return life === 'unknown' ? age > UNSEEN_MS : life === 'ended';
}
