/**
 * Settles as `work` does, unless `signal` aborts or `ms` pass first: then it rejects at once, with
 * the signal's reason or a `TimeoutError`, whether `work` heeds its own signal or not. Leaves no
 * timer and no listener behind.
 */
export async function race<T>(
  signal: AbortSignal | undefined,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // An aborted signal fires no event.
  signal?.throwIfAborted();
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort!: () => void;
  const end = new Promise<never>((_, reject) => {
    const stop = (reason: unknown) => {
      reject(reason);
      controller.abort(reason);
    };
    onAbort = () => stop(signal!.reason);
    signal?.addEventListener('abort', onAbort);
    timer = setTimeout(
      () => stop(new DOMException('', 'TimeoutError')),
      Math.min(ms, 2 ** 31 - 1), // Beyond that a timer fires at once.
    );
  });
  try {
    return await Promise.race([end, work(controller.signal)]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
