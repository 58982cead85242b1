import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ROOT, run } from '../../../scripts/package/run.ts';
import { build } from 'esbuild';
import ts from 'typescript';
import { inject } from 'vitest';
import type { Block } from './blocks.ts';

/** What a reader has typed in before. */
const SHELL = `set -euo pipefail
curl() { command curl -sS --fail-with-body "$@"; }
`;

/** A program, so that whoever kills it kills the command. */
const NPX = `#!/bin/sh
[ "$1" = quint-mock ] && shift && exec node ${inject('command')} "$@"
`;

/** Where a block finds itself. */
export interface Surroundings {
  /** Of a running mock; stands for the address in the pages. */
  readonly url: string;
  /** An empty folder; HOME, too. */
  readonly folder: string;
}

/** A block as a program: with the address of the mock that runs, and with what is given. */
export function programOf({ code, given }: Block, url: string): string {
  const here = code.replaceAll(/(?:http:\/\/)?(?:127\.0\.0\.1|localhost):4100/g, url);
  if (given.length === 0) return here;
  return `import { ${given.join(', ')} } from '${join(import.meta.dirname, 'given.ts')}';\n${here}`;
}

/** Makes JavaScript of the TypeScript files, beside them; the package's name means the project. */
export async function bundle(files: readonly string[], folder: string): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: [...files],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    // By `paths`, before it is taken for a package.
    alias: aliases(),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  });
}

function aliases(): Record<string, string> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const paths = config.compilerOptions.paths as Record<string, [string]>;
  return Object.fromEntries(
    Object.entries(paths).map(([name, [file]]) => [name, join(ROOT, file)]),
  );
}

/** Runs a block to its end. @param file the TypeScript one that was bundled */
export async function runBlock(
  block: Block,
  file: string,
  { url, folder }: Surroundings,
): Promise<string> {
  const command = {
    ts: [process.execPath, file.replace(/\.mts$/, '.mjs')],
    sh: ['bash', '-c', SHELL + programOf(block, url)],
  }[block.language];
  if (!command)
    throw new Error(`nobody knows how to run ${block.language || 'a block of no language'}`);
  const [program, ...args] = command;
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'npx'), NPX, { mode: 0o755 });
  const { stdout } = await run(program!, args, {
    cwd: folder,
    timeout: 30_000,
    env: {
      ...process.env,
      HOME: folder,
      PATH: `${bin}:${process.env['PATH']}`,
      QUINT_API_URL: url,
      QUINT_DEPLOY_TOKEN: 'qt_deploy_YOUR_TOKEN',
    },
  });
  return stdout;
}

/** Whether a text is what a page says is printed; `…` there stands for anything. */
export function isPrinted(text: string, { language, code }: NonNullable<Block['prints']>): boolean {
  if (language === 'json') return isDeepStrictEqual(JSON.parse(text), JSON.parse(code));
  const literal = code.trim().split('…').map(escaped);
  return new RegExp(`^${literal.join('[^]*?')}$`).test(text.trim());
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
