import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Signals this close together, in milliseconds, are one: of Ctrl+C npx passes on its own besides the terminal's. */
const SAME_MS = 100;

const ORPHAN_CHECK_MS = 200;

/**
 * Resolves when the process is told to stop: by SIGINT, SIGTERM or SIGHUP, or by the death of its npx.
 * A second signal ends it at once.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        first ??= performance.now();
        if (performance.now() - first > SAME_MS) process.exit(128 + constants.signals[signal]);
        resolve();
      });
    }
    if (process.env['npm_lifecycle_event'] !== 'npx') return;
    // npx does not pass SIGTERM on: its shell dies, and the server would live on without a parent,
    // its port taken.
    const parent = process.ppid;
    const check = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(check);
      resolve();
    }, ORPHAN_CHECK_MS);
    check.unref();
  });
}
