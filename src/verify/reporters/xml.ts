import { unicodeEscape } from './unicode-escape.ts';

/** The attributes of an element; what is undefined is left out. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element of XML 1.0, well-formed for every text. `content` is XML already. */
export function element(
  name: string,
  attributes: Attributes,
  content: readonly string[] = [],
): string {
  const pairs = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${attribute(String(value))}"`);
  const start = `<${name}${pairs.join('')}`;
  if (content.length === 0) return `${start}/>`;
  const inner = content.join('\n');
  // Space around a text would be part of it.
  return inner.startsWith('<') ? `${start}>\n${inner}\n</${name}>` : `${start}>${inner}</${name}>`;
}

/** A text as the content of an element. */
export function text(value: string): string {
  return escaped(value).replaceAll('\r', '&#13;');
}

function attribute(value: string): string {
  return text(value).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}

/** Without the characters that no XML may hold, not even as a reference. */
function escaped(value: string): string {
  return value
    .replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, unicodeEscape)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
