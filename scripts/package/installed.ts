import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What lies in a `node_modules`: packages by folder, and bytes, as files and as the disk gives them out. */
export interface Installed {
  readonly packages: readonly InstalledPackage[];
  readonly bytes: number;
  readonly bytesOnDisk: number;
}

interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Scripts that npm runs when it is installed. */
  readonly installScripts: readonly string[];
}

const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];

export async function installedIn(folder: string): Promise<Installed> {
  const root = join(folder, 'node_modules');
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== '.package-lock.json');
  const packages: InstalledPackage[] = [];
  let [bytes, bytesOnDisk] = [0, 0];
  for (const { parentPath, name } of files) {
    const { size, blocks } = await stat(join(parentPath, name));
    bytes += size;
    bytesOnDisk += blocks * 512;
    if (name === 'package.json' && isPackage(parentPath)) packages.push(await read(parentPath));
  }
  return { packages, bytes, bytesOnDisk };
}

/** `node_modules/name` or `node_modules/@scope/name`; not the `package.json` of a folder in one. */
function isPackage(folder: string): boolean {
  const parent = dirname(folder);
  return /[\\/]node_modules([\\/]@[^\\/]+)?$/.test(parent);
}

async function read(folder: string): Promise<InstalledPackage> {
  const {
    name,
    version,
    scripts = {},
  } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    scripts?: Record<string, string>;
  };
  // node-gyp runs by itself where there is a binding.gyp; npm then writes `gypfile`.
  const installScripts = INSTALL_SCRIPTS.filter((script) => script in scripts);
  if ((await readdir(folder)).includes('binding.gyp')) installScripts.push('binding.gyp');
  return { name, version, installScripts };
}
