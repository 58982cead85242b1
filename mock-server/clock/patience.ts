/** For how long somebody is ready to wait. */
export interface Patience {
  /** Aborted when it is over. */
  readonly signal: AbortSignal;
  /** To be called when the waiting is over, however it ended. */
  end(): void;
}

/**
 * Begins to count `ms` milliseconds of real time: whoever waits does so on this side of a virtual
 * clock, which may stand. Unlike the timers of a clock, this one keeps a process alive, since somebody
 * is there who awaits the outcome.
 */
export function patienceOf(ms: number): Patience {
  const controller = new AbortController();
  const handle = setTimeout(() => controller.abort(), ms);
  return { signal: controller.signal, end: () => clearTimeout(handle) };
}
