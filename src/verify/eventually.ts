const FIRST_WAIT_MS = 5;
const LONGEST_WAIT_MS = 250;

/**
 * Looks until there is something, less and less often.
 * @param look resolves with `undefined` while it is not there
 * @param timeout milliseconds
 * @param tooLate makes what is thrown then
 */
export async function eventually<Found>(
  look: () => Promise<Found | undefined>,
  timeout: number,
  tooLate: (seconds: number) => Error,
): Promise<Found> {
  const end = performance.now() + timeout;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    const found = await look();
    if (found !== undefined) return found;
    const left = end - performance.now();
    if (left <= 0) throw tooLate(timeout / 1000);
    await new Promise((resolve) => setTimeout(resolve, Math.min(wait, left)));
  }
}
