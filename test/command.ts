// The command as the tests run it: from the source, bundled once, for it is started some hundred times.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';
import { ROOT } from '../scripts/package/run.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of a program, for Node. */
    command: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Within the project, so that it finds the packages.
  const folder = await mkdtemp(join(ROOT, 'node_modules/.command-'));
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['mock-server/cli/quint-mock.ts'],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  });
  project.provide('command', join(folder, 'quint-mock.mjs'));
  return () => rm(folder, { recursive: true, force: true });
}
