// Builds dist/, unless it is newer than what it is built from: npm runs this after an install in a clone,
// and before it packs. With --force it always builds. The build goes into a folder of its own first, so
// that an interruption leaves dist/ whole.
import { execFileSync } from 'node:child_process';
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src', 'spec', 'mock-server', 'generated', 'package.json', 'tsup.config.ts'];
const NEW = `dist-${process.pid}`;

if (process.argv.includes('--force') || newest(SOURCES) > builtAt()) {
  try {
    execFileSync('npx', ['tsup', '--out-dir', NEW], {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    rmSync('dist', { recursive: true, force: true });
    renameSync(NEW, 'dist');
  } finally {
    rmSync(NEW, { recursive: true, force: true });
  }
}

function newest(paths) {
  return Math.max(
    ...paths.map((path) => (isFolder(path) ? newest(childrenOf(path)) : timeOf(path))),
  );
}

function builtAt() {
  try {
    return timeOf('dist/mock.d.ts');
  } catch {
    return 0;
  }
}

function childrenOf(folder) {
  return readdirSync(folder).map((name) => join(folder, name));
}

function isFolder(path) {
  return statSync(path).isDirectory();
}

function timeOf(path) {
  return statSync(path).mtimeMs;
}
