import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';

/** Source texts by their path from the project's root, with `/`. */
export type Sources = ReadonlyMap<string, string>;

/** An import as a file spells it, and the file it means when it is one of ours. */
export interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly target?: string;
}

/** All imports: static, type-only, re-exports and `import()`. Types count: they show in a .d.ts. */
export function importsOf(sources: Sources): Import[] {
  const found: Import[] = [];
  for (const [file, text] of sources) {
    for (const { fileName: specifier } of ts.preProcessFile(text, true, true).importedFiles) {
      const target = posix.join(posix.dirname(file), specifier);
      found.push(specifier.startsWith('.') ? { file, specifier, target } : { file, specifier });
    }
  }
  return found;
}

/** The rooms that a room may look into (design.md rule 3); the first prefix that fits counts. */
const ARROWS: readonly (readonly [room: string, open: readonly string[]])[] = [
  ['spec/', ['spec/']],
  ['generated/', ['generated/', 'spec/']],
  ['src/msw/', ['src/', 'generated/', 'spec/', 'mock-server/']],
  ['src/', ['src/', 'generated/', 'spec/']],
  ['mock-server/cli/', ['mock-server/', 'spec/', 'src/', 'generated/']],
  ['mock-server/test-client.ts', ['mock-server/', 'spec/', 'src/', 'generated/']],
  ['mock-server/', ['mock-server/', 'spec/']],
];

/** Files outside all rooms that the tops of the house may read. */
const ROOT_FILES = new Set(['package.json']);

const NODE_ALLOWED = ['mock-server/cli/', 'mock-server/listen.ts', 'mock-server/listen/'];

/** Everything that breaks the arrows, one sentence each. */
export function brokenArrows(sources: Sources): string[] {
  return importsOf(sources).flatMap(({ file, specifier, target }) => {
    const broken = (rule: string) => [`${file} must not import '${specifier}': ${rule}.`];
    const open = ARROWS.find(([room]) => file.startsWith(room))![1];
    if (target !== undefined) {
      if (!/\.(?:ts|json)$/.test(target))
        return broken('an import names the file, with its ending');
      if (ROOT_FILES.has(target) && !file.startsWith('spec/')) return [];
      if (!open.some((room) => target.startsWith(room))) {
        return broken(`from here only ${open.join(', ')} can be seen`);
      }
      return [];
    }
    if (/^zod(?:\/|$)/.test(specifier) && !/^(?:spec|mock-server)\//.test(file)) {
      return broken('only spec/ and mock-server/ know Zod');
    }
    if (isZodToOpenApi(specifier) && file !== 'spec/openapi.ts') {
      return broken('only spec/openapi.ts writes OpenAPI');
    }
    if (isBuiltin(specifier)) {
      if (file.startsWith('spec/') || file.startsWith('generated/')) {
        return broken('the contract runs anywhere');
      }
      if (
        file.startsWith('mock-server/') &&
        !NODE_ALLOWED.some((allowed) => file.startsWith(allowed))
      ) {
        return broken(`the server is a function; Node is for ${NODE_ALLOWED.join(' and ')}`);
      }
    }
    return [];
  });
}

/** What an entry reaches, itself or through others, that it must not: one sentence each. */
export function reaches(
  entry: string,
  sources: Sources,
  forbidden: (specifier: string) => boolean,
): string[] {
  const all = importsOf(sources);
  const found: string[] = [];
  const via = new Map([[entry, entry]]);
  for (const [file, path] of via) {
    for (const { specifier, target } of all.filter((each) => each.file === file)) {
      if (target === undefined) {
        if (forbidden(specifier)) found.push(`${path} reaches '${specifier}'`);
      } else if (!via.has(target)) {
        via.set(target, `${path} → ${target}`);
      }
    }
  }
  return found;
}

export const isZodToOpenApi = (specifier: string) => specifier.startsWith('@asteasolutions/');

export const isZodOrNode = (specifier: string) =>
  /^(?:zod|@asteasolutions)(?:\/|$)/.test(specifier) || isBuiltin(specifier);
