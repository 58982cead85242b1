import { run } from './run.ts';

const EXERCISED = {
  health: 'function',
  eventsPerBatch: 500,
  forwarded: { delivered: 1, spilled: 0, dropped: 0, rejected: 0 },
  events: 1,
  first: 'reset',
  missing: [true, 'not_found'],
  schema: false,
  functions: Array<string>(5).fill('function'),
};

/** The programs of `test/package/projects` that run in Node, and what each prints. */
export const PROGRAMS: Readonly<Record<string, unknown>> = {
  'esm.mjs': EXERCISED,
  'cjs.cjs': { ...EXERCISED, esModules: [] },
  'both.mjs': { twoCopies: true, eachKnowsTheOthers: [true, true] },
  'data.mjs': ['3.1.0', 'QuintEvent', '@quint-security/contract'],
};

/** Runs one of them; it has to end by itself within 30 s. */
export async function runProgram(
  node: string,
  folder: string,
  name: string,
): Promise<{ found: unknown; warnings: string }> {
  const { stdout, stderr } = await run(node, [name], { cwd: folder, timeout: 30_000 });
  return { found: JSON.parse(stdout), warnings: stderr };
}
