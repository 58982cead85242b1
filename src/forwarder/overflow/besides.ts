/** The paths of the files that may stand beside an overflow file. */
export function besides(path: string) {
  return {
    /** Where the lines begin that wait. */
    cursor: `${path}.cursor`,
    /** What is to take its place. */
    temporaryCursor: `${path}.cursor.tmp`,
    /** Held while the file is changed. */
    lock: `${path}.lock`,
    /** Held while somebody works on what he read, and while lines are taken off the head. */
    reader: `${path}.reader`,
    /** Lines that are no events. */
    corrupt: `${path}.corrupt`,
    /** What is to take the place of the file. */
    temporary: `${path}.tmp`,
  };
}
