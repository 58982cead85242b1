import { MINTED_VARIABLE, VARIABLES } from './credentials.ts';

const NAMES = [...Object.values(VARIABLES), MINTED_VARIABLE].map((name) => name.slice(1)).join('|');
/** Also what bash leaves of one. */
const VARIABLE = new RegExp(
  `(\\$(?:${NAMES})(?!\\w)|\\$\\{(?:${NAMES})(?:%\\?|%\\.\\*|##\\*\\.)\\})`,
);

/** A text as one word of a bash command line, in which the variables of the credentials are expanded. */
export function quoted(text: string): string {
  const pieces = text.split(VARIABLE);
  if (pieces.length === 1) return literal(text);
  if (pieces.every((piece, nth) => nth % 2 === 1 || isPlain(piece))) return `"${text}"`;
  return pieces
    .map((piece, nth) => (nth % 2 === 1 ? `"${piece}"` : piece && literal(piece)))
    .join('');
}

/** Whether it means itself between double quotes. */
function isPlain(text: string): boolean {
  return /^[^"$`\\!\p{Cc}]*$/u.test(text);
}

function literal(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (!/\p{Cc}/u.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text.replace(/['\\]/g, '\\$&').replace(/\p{Cc}/gu, escape);
  return `$'${escaped}'`;
}

/** A control character as it is between `$'` and `'`. */
function escape(character: string): string {
  const bytes = [...new TextEncoder().encode(character)];
  return bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
