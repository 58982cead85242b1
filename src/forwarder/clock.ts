/** Where the forwarder gets its time from. The `VirtualClock` of `…/mock` is one. */
export interface Clock {
  /** The current instant, in milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Calls `callback` once, `ms` milliseconds from now. */
  setTimeout(callback: () => void, ms: number): { cancel(): void };
}

/** Beyond that, 24.8 days, a timer of Node fires at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Real time. Its timers do not keep a process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout(callback, ms) {
    const handle = setTimeout(callback, Math.min(ms, LONGEST_MS)).unref();
    return { cancel: () => clearTimeout(handle) };
  },
};
