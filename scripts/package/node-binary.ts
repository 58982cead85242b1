import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, run } from './run.ts';

/** The binary of a major release of Node: this process's own, or that of npm's package, kept for the next time. */
export async function nodeBinary(release: number): Promise<string> {
  if (process.versions.node.startsWith(`${release}.`)) return process.execPath;
  const folder = join(ROOT, `node_modules/.cache/node-${release}`);
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const binary = join(
    folder,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (await runs(binary)) return binary;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${release}`];
  await run('npm', args, { cwd: folder });
  return binary;
}

const runs = (binary: string) =>
  run(binary, ['--version']).then(
    () => true,
    () => false,
  );
