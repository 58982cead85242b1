/** Far longer than anything here takes, so that what hangs is told from what is slow. */
const DEADLINE_MS = 30_000;

/** @throws Error that says what has not come, when it has not after half a minute */
export async function inTime<T>(what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`in vain: ${what}`)), DEADLINE_MS);
  });
  try {
    return await Promise.race([late, work]);
  } finally {
    clearTimeout(timer);
  }
}
