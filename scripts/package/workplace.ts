import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { install, pack } from './pack.ts';
import { moduleFile, ROOT } from './run.ts';

export interface Workplace {
  readonly tarball: string;
  /** Where the tarball is installed for production; the projects of `test/package/projects` lie in it. */
  readonly folder: string;
}

/** What a consumer brings along. It lies above the folder, so that what is installed in there can be measured. */
const BROUGHT_ALONG = ['msw', '@types/node', 'undici-types'];

/** Packs, installs the tarball below `base`, which is empty, and puts the projects beside it. */
export async function workplace(base: string): Promise<Workplace> {
  const tarball = await pack(base);
  const folder = join(base, 'consumer');
  await install(tarball, folder);
  await cp(join(ROOT, 'test/package/projects'), folder, { recursive: true });
  await mkdir(join(base, 'node_modules/@types'), { recursive: true });
  for (const name of BROUGHT_ALONG) {
    await symlink(moduleFile(name), join(base, 'node_modules', name), 'junction');
  }
  return { tarball, folder };
}
