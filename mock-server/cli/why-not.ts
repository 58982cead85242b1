/**
 * Completes the sentence "FILE …".
 * @param done what could not be done with it
 * @param error of the file system
 */
export function whyNot(done: 'read' | 'repaired', error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'is not there' : `cannot be ${done} (${code})`;
}
