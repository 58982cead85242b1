import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { moduleFile, run } from '../../scripts/package/run.ts';

const { folder } = inject('package');

const STRICT = { strict: true, target: 'es2022', noEmit: true };
const BROWSER = { ...STRICT, lib: ['es2022', 'dom'], types: [] };
const NODE = { ...STRICT, lib: ['es2022', 'dom', 'esnext.disposable'], types: ['node'] };
const NODE16 = { module: 'node16', moduleResolution: 'node16' };
const BUNDLER = { module: 'esnext', moduleResolution: 'bundler' };

/** For one run of `tsc` beside other tests, on two cores. */
const TIMEOUT = 60_000;

/** What `tsc` of TypeScript 5.9 says about a project: nothing, where its types are right. */
async function compile(file: string, compilerOptions: object): Promise<string> {
  const project = join(folder, 'tsconfig.json');
  await writeFile(project, JSON.stringify({ compilerOptions, files: [file] }));
  const { stdout } = await run(process.execPath, [
    moduleFile('typescript/bin/tsc'),
    '-p',
    project,
  ]).catch((error: { stdout: string }) => error);
  return stdout;
}

/** A copy under the extension that says which kind of module it is. */
async function copyOf(name: string, extension: string): Promise<string> {
  const copy = `${name}.copy.${extension}`;
  await copyFile(join(folder, `${name}.ts`), join(folder, copy));
  return copy;
}

test.each([
  ['node16, an ES module', 'mts', NODE16],
  ['node16, a CommonJS module', 'cts', NODE16],
  ['bundler', 'ts', BUNDLER],
  ['bundler, without strictNullChecks', 'ts', { ...BUNDLER, strictNullChecks: false }],
])(
  'the types of client and live stand alone: %s',
  async (_, extension, options) => {
    const file = await copyOf('use', extension);
    expect(await compile(file, { ...BROWSER, ...options })).toBe('');
  },
  TIMEOUT,
);

test.each([
  ['node16, an ES module', 'mts', NODE16],
  ['node16, a CommonJS module', 'cts', NODE16],
])(
  'every entry has its types: %s',
  async (_, extension, options) => {
    const file = await copyOf('every-entry', extension);
    expect(await compile(file, { ...NODE, ...options, skipLibCheck: true })).toBe('');
  },
  TIMEOUT,
);

test.each(['index', 'live'])('the types of %s import neither zod nor Node', async (entry) => {
  for (const extension of ['d.ts', 'd.cts']) {
    const path = join(
      folder,
      'node_modules/@quint-security/contract/dist',
      `${entry}.${extension}`,
    );
    expect(await readFile(path, 'utf8')).not.toMatch(/from ['"](zod|node:)|reference types/);
  }
});
