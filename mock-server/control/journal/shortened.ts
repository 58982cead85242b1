/**
 * The beginning of a text that may be long.
 * @param length at most this many characters, beside the `…` that says that there was more
 */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  // Joined, so that it is a text of its own: a mere slice would keep the whole text in memory.
  return [text.slice(0, length), '…'].join('');
}
