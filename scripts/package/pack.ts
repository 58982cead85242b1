import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, run } from './run.ts';

/** Packs the checkout, which builds `dist/` where it is out of date; the tarball's path. */
export async function pack(into: string): Promise<string> {
  const args = ['pack', '--json', '--pack-destination', into];
  const { stdout } = await run('npm', args, { cwd: ROOT, maxBuffer: 1e8 });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(into, filename);
}

/** Installs a tarball for production, as a consumer does, into a folder with nothing else in it. */
export async function install(tarball: string, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  await writeFile(join(into, 'package.json'), '{"private":true}');
  const args = ['install', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline', tarball];
  await run('npm', args, { cwd: into });
}
