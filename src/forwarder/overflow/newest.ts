import { NEWLINE } from './lines.ts';

/** The newest of these texts that fit, one per line, and how many of them do not. */
export function newestThatFit(
  texts: readonly string[],
  room: number,
): { readonly block: Buffer; readonly left: number } {
  const lines: Buffer[] = [];
  let bytes = 0;
  let left = texts.length;
  while (left > 0) {
    const line = Buffer.from(texts[left - 1]!);
    bytes += line.length + NEWLINE.length;
    if (bytes > room) break;
    lines.push(NEWLINE, line);
    left--;
  }
  return { block: Buffer.concat(lines.toReversed()), left };
}
