export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const NAME = '[A-Za-z][\\w.-]*';
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d+));/g;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * A strict reader of XML 1.0 without comments, CDATA and document types, which the reporter does not
 * write. @throws Error where it is not well-formed
 */
export function parseXml(source: string): Element {
  const { 0: declaration } = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(source) ?? [''];
  if (!declaration) throw new Error('no declaration');
  // What XML 1.0 §2.2 lets in.
  const bad = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(source);
  if (bad) throw new Error(`a character that no XML has: ${JSON.stringify(bad[0])}`);
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const token = new RegExp(`<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>|([^<]+)`, 'uy');
  token.lastIndex = declaration.length;
  while (token.lastIndex < source.length) {
    const match = token.exec(source);
    if (!match) throw new Error('not well-formed');
    const [, isEnd, name, attributes = '', isEmpty, text] = match;
    const parent = open.at(-1)!;
    if (text !== undefined) {
      if (text.includes(']]>')) throw new Error(']]> in a text');
      parent.text += resolved(text.replaceAll(/\r\n?/g, '\n'));
    } else if (isEnd) {
      if (open.pop()!.name !== name) throw new Error(`</${name}> ends what is not begun`);
    } else {
      const element = { name: name!, attributes: attributesOf(attributes), children: [], text: '' };
      parent.children.push(element);
      if (!isEmpty) open.push(element);
    }
  }
  const [element, ...others] = root.children;
  if (open.length > 1 || !element || others.length > 0 || root.text.trim()) {
    throw new Error('not one root element');
  }
  return element;
}

function attributesOf(source: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of source.matchAll(
    new RegExp(`(${NAME})="([^"]*)"`, 'gu'),
  )) {
    if (name in found) throw new Error(`${name} twice`);
    // §3.3.3: unless written as a reference, space is a blank.
    found[name] = resolved(value.replaceAll(/[\t\n\r]/g, ' '));
  }
  return found;
}

function resolved(text: string): string {
  if (text.replaceAll(REFERENCE, '').includes('&')) throw new Error('a bare &');
  return text.replaceAll(REFERENCE, (_, name: string | undefined, code: string) =>
    name === undefined ? String.fromCodePoint(Number(code)) : NAMED[name]!,
  );
}
