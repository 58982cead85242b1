import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { workplace, type Workplace } from '../../scripts/package/workplace.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed tarball, installed once for all tests of the package. */
    package: Workplace;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const base = await mkdtemp(join(tmpdir(), 'quint-package-'));
  project.provide('package', await workplace(base));
  return () => rm(base, { recursive: true, force: true });
}
