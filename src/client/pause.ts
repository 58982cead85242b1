import { race } from './race.ts';

/** Resolves after `ms` milliseconds, or as soon as `signal` aborts. */
export async function pause(signal: AbortSignal | undefined, ms: number): Promise<void> {
  await race(signal, ms, () => new Promise(() => {})).catch(() => {});
}
