import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as esbuild } from 'esbuild';
import { build as vite, type Rollup } from 'vite';
import { expect, inject, test } from 'vitest';

const { folder } = inject('package');
const PAGE = join(folder, 'browser.js');

async function expectToRun(bundle: string): Promise<void> {
  const page = (await import(pathToFileURL(bundle).href)) as { health(): Promise<unknown> };
  expect(await page.health()).toEqual({ status: 'ok' });
}

test('esbuild bundles the portable entries for the browser, with nothing that only Node has', async () => {
  const outfile = join(folder, 'esbuild/page.mjs');
  // Fails where a built-in of Node is imported.
  const { warnings, metafile } = await esbuild({
    entryPoints: [PAGE],
    outfile,
    bundle: true,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  });
  expect(warnings).toEqual([]);
  expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
  await expectToRun(outfile);
});

test('Vite bundles the portable entries for the browser, with nothing that only Node has', async () => {
  const outDir = join(folder, 'vite');
  const warnings: string[] = [];
  const built = (await vite({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir,
      minify: false,
      lib: { entry: PAGE, formats: ['es'], fileName: () => 'page.mjs' },
      rollupOptions: { onwarn: ({ message }) => void warnings.push(message) },
    },
  })) as Rollup.RollupOutput[];
  expect(warnings).toEqual([]);
  const chunks = built.flatMap(({ output }) => output).filter((each) => each.type === 'chunk');
  const names = new Set(chunks.map(({ fileName }) => fileName));
  const imported = chunks.flatMap(({ imports, dynamicImports }) => imports.concat(dynamicImports));
  expect(imported.filter((name) => !names.has(name))).toEqual([]);
  // What Vite puts in the place of a built-in.
  const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
  expect(modules.filter((id) => id.includes('__vite-browser-external'))).toEqual([]);
  await expectToRun(join(outDir, 'page.mjs'));
});
