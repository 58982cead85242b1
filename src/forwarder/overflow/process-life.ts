import { readFileSync, readlinkSync } from 'node:fs';

/**
 * When a process began, in clock ticks since its machine did. With its id, that tells it from a later
 * process that was given the same id.
 * @returns `null` where that cannot be seen: elsewhere than on Linux
 */
export function startOf(pid: number): number | null {
  return statOf(pid)?.started ?? null;
}

/**
 * Whether the process of this machine that has an id, and began at that time, still runs. `unknown`
 * when there is one of that id, and no telling whether it is the same.
 */
export function lifeOf(pid: number, started: number | null): 'running' | 'ended' | 'unknown' {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Anything else says that there is one, which may not be signalled.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'ended';
  }
  const stat = statOf(pid);
  // A container without an init process keeps its dead.
  if (stat?.state === 'Z' || stat?.state === 'X') return 'ended';
  if (!stat || started === null) return 'unknown';
  return stat.started === started ? 'running' : 'ended';
}

/** Names the process ids that count here: containers of one host name may not see each other's. */
export function pidNamespace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

function statOf(pid: number): { state: string; started: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field, the name in parentheses, may itself have spaces and parentheses.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0]!, started: Number(fields[19]) };
  } catch {
    return undefined;
  }
}
