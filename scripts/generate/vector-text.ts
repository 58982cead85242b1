const WIDTH = 240;

/** JSON that a person can read and a diff can show: what fits in a line stands in one. */
export function vectorText(value: unknown): string {
  return `${written(value, '')}\n`;
}

function written(value: unknown, indent: string): string {
  const line = JSON.stringify(value);
  if (indent.length + line.length <= WIDTH || typeof value !== 'object' || value === null) {
    return line;
  }
  const inner = `${indent}  `;
  const block = (open: string, items: string[], close: string) =>
    `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`;
  if (Array.isArray(value))
    return block(
      '[',
      value.map((item) => written(item, inner)),
      ']',
    );
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return block(
    '{',
    entries.map(([key, field]) => `${JSON.stringify(key)}: ${written(field, inner)}`),
    '}',
  );
}
