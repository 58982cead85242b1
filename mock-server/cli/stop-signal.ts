const ORPHAN_CHECK_MS = 200;

/** Resolves when the process is told to stop: by SIGINT, SIGTERM or SIGHUP, or by the death of its npx. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve());
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
