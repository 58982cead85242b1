import type { Allowance } from './allowance.ts';

const FIRST_WAIT_MS = 5;
const LONGEST_WAIT_MS = 250;

/**
 * Looks until there is something, less and less often.
 * @param look resolves with `undefined` while it is not there
 * @param tooLate makes what is thrown then, of how long it was waited
 */
export async function eventually<Found>(
  look: () => Promise<Found | undefined>,
  allowance: Allowance,
  tooLate: (within: string) => Error,
): Promise<Found> {
  const start = performance.now();
  const { ms } = allowance;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    const found = await look();
    if (found !== undefined) {
      allowance.came(start);
      return found;
    }
    const left = start + ms - performance.now();
    if (left <= 0) {
      allowance.missed(start);
      throw tooLate(allowance.told(ms));
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(wait, left)));
  }
}
