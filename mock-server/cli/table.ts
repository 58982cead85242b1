const WIDTH = 80;

/** Two columns of a usage text. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const indent = Math.max(...rows.map(([left]) => left.length)) + 4;
  return rows
    .map(([left, right]) => {
      const [first, ...others] = wrap(right, WIDTH - indent);
      const lines = [
        `  ${left}`.padEnd(indent) + first,
        ...others.map((line) => ' '.repeat(indent) + line),
      ];
      return `${lines.join('\n')}\n`;
    })
    .join('');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line];
}
