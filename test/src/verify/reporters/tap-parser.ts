import { parse } from 'yaml';

interface TestPoint {
  readonly ok: boolean;
  readonly nth: number;
  readonly description: string;
  readonly skip: string | undefined;
  diagnostics?: any;
}

/** A strict reader of what TAP 14 allows, of it that a reporter without subtests needs. @throws Error */
export function parseTap(text: string): { points: TestPoint[]; bailOut: string | undefined } {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('the last line has no end');
  if (lines.shift() !== 'TAP version 14') throw new Error('no version');
  const points: TestPoint[] = [];
  let plan: number | undefined;
  let bailOut: string | undefined;
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const { 1: planned } = /^1\.\.(\d+)$/.exec(line) ?? [];
    const { 1: why } = /^Bail out!\s*(.*)$/.exec(line) ?? [];
    if (planned !== undefined) plan = Number(planned);
    else if (why !== undefined) bailOut = why;
    else if (line === '  ---') points.at(-1)!.diagnostics = parse(yamlBlock(lines));
    else if (!line.startsWith('# ')) points.push(testPoint(line));
  }
  if (plan !== points.length) throw new Error(`${points.length} points, planned ${plan}`);
  points.forEach(({ nth }, index) => {
    if (nth !== index + 1) throw new Error(`point ${nth} is number ${index + 1}`);
  });
  return { points, bailOut };
}

function yamlBlock(lines: string[]): string {
  const end = lines.indexOf('  ...');
  const block = lines.splice(0, end + 1).slice(0, -1);
  if (end < 0 || block.some((line) => !line.startsWith('  ')))
    throw new Error('no end of the YAML');
  return block.map((line) => line.slice(2)).join('\n');
}

function testPoint(line: string): TestPoint {
  const match = /^(not )?ok (\d+) - ((?:[^\\#]|\\[\\#])*?)(?: # SKIP (.*))?$/u.exec(line);
  if (!match || /\p{Cc}/u.test(line)) throw new Error(`no test point: ${JSON.stringify(line)}`);
  const [, not, nth, description, skip] = match;
  return {
    ok: not === undefined,
    nth: Number(nth),
    description: description!.replace(/\\([\\#])/g, '$1'),
    skip,
  };
}
