import type { Stop } from './stop.ts';

/** Waits so many milliseconds, or until the run is stopped. */
export function sleep(ms: number, stop: Stop): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stop.delete(end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    stop.add(end);
  });
}
