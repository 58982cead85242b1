// npm run release: a release of what is committed, short of publishing it. What it says at its end is left to do.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pendingBumps } from './compat/changesets.ts';
import { writeReleased } from './compat/released.ts';
import { pack } from './package/pack.ts';
import { ROOT } from './package/run.ts';

const CHANGESETS = join(ROOT, '.changeset');
const UNDO = 'git restore . && git clean --force CHANGELOG.md';

if (git('status', '--porcelain') !== '') {
  refuse('There are changes that are not committed: a release is made of a commit.');
} else if ((await pendingBumps(CHANGESETS)).length === 0) {
  refuse('No changeset is waiting: there is nothing to release. `npm run changeset` writes one.');
} else {
  await release().catch((error: unknown) => {
    refuse(`${error instanceof Error ? error.message : String(error)}\nTo go back: ${UNDO}`);
  });
}

async function release(): Promise<void> {
  npm('compat');
  npm('version');
  const version = await lockVersion();
  await writeReleased();
  npm('build');
  npm('check');
  const tarball = await pack(ROOT);
  console.log(`
${tarball} is ready. Its commit must have passed \`.ci/run\`. To publish it:

  git add --all && git commit --message "Release ${version}" && git tag v${version}
  npm publish ${tarball}
  git push --follow-tags

To go back instead: ${UNDO}`);
}

/** Changesets write the version into package.json alone; the lock file has it, too. */
async function lockVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as Versioned;
  const path = join(ROOT, 'package-lock.json');
  const lock = JSON.parse(await readFile(path, 'utf8')) as Versioned & {
    packages: Record<'', Versioned>;
  };
  lock.version = version;
  lock.packages[''].version = version;
  await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`);
  return version;
}

function npm(script: string): void {
  execFileSync('npm', ['run', script], { cwd: ROOT, stdio: 'inherit' });
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' });
}

function refuse(reason: string): void {
  console.error(reason);
  process.exitCode = 1;
}

interface Versioned {
  version: string;
}
