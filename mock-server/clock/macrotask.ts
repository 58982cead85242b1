// Taken once, at load: a test framework that replaces the timers later must not stop the clock.
const schedule: (callback: () => void) => unknown =
  (globalThis as { setImmediate?: (callback: () => void) => unknown }).setImmediate ??
  ((callback) => setTimeout(callback, 0));

/**
 * Resolves in a new turn of the event loop: every promise continuation that could run has run by
 * then, and so have the continuations of those.
 */
export function macrotask(): Promise<void> {
  return new Promise((resolve) => void schedule(resolve));
}
