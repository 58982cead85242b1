import { unicodeEscape } from './unicode-escape.ts';

/** A text in one line, in which nothing moves a terminal's cursor: what a server says may be anything. */
export function visible(text: string): string {
  return text.replace(
    // Control characters, what breaks lines, and what turns the direction of writing.
    /[\p{Cc}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu,
    (character) => NAMED[character] ?? unicodeEscape(character),
  );
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
