/** `; did you mean "x"?` for the known name that is spelled most like a wrong one, or nothing. */
export function didYouMean(wrong: string, known: readonly string[]): string {
  let best = '';
  // More is no misspelling. (A transposition counts as two.)
  let least = wrong.length > 6 ? 4 : 3;
  for (const name of known) {
    const edits = distance(wrong.toLowerCase(), name.toLowerCase());
    if (edits >= least) continue;
    least = edits;
    best = name;
  }
  return best && `; did you mean "${best}"?`;
}

/** The least number of letters to insert, delete or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = above[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, above[column]! + 1, current[column - 1]! + 1));
    }
    above = current;
  }
  return above[b.length]!;
}
