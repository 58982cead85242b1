import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../scripts/package/run.ts';

let folder: string;

/** A copy of the repository, of what is not committed, too, with one commit; its packages are ours. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quint-release-'));
  const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const names = execFileSync('git', listed, { cwd: ROOT, encoding: 'utf8' }).split('\0');
  for (const name of names.filter((each) => each && existsSync(join(ROOT, each)))) {
    await cp(join(ROOT, name), join(folder, name));
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  git('init', '--quiet', '--initial-branch=main');
  await writeFile(join(folder, '.git/info/exclude'), 'node_modules\n');
  commit();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
}

function commit(): void {
  git('add', '--all');
  git(
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@localhost',
    'commit',
    '--quiet',
    '-m',
    'State',
  );
}

/** Runs a script of the copy's package.json. */
function npm(script: string): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('npm', ['run', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

const text = (name: string) => readFile(join(folder, name), 'utf8');
const versionIn = async (name: string) => {
  const { version, info } = JSON.parse(await text(name)) as {
    version?: string;
    info?: { version: string };
  };
  return version ?? info?.version;
};

async function replace(name: string, before: string, after: string): Promise<void> {
  const content = await text(name);
  expect(content).toContain(before);
  await writeFile(join(folder, name), content.replace(before, after));
}

test('what is not committed is not released', async () => {
  await writeFile(join(folder, 'stray.txt'), '');
  const { status, output } = npm('release');
  expect(output).toContain('There are changes that are not committed');
  expect(status).toBe(1);
  await rm(join(folder, 'stray.txt'));
});

test('a breaking change is released only where a changeset says `major`', async () => {
  await replace('spec/limits.ts', 'eventsPerBatch: 500', 'eventsPerBatch: 400');
  expect(npm('generate').status).toBe(0);
  commit();
  const { status, output } = npm('release');
  expect(output).toContain("`maxItems` of `events` changed from '500' to '400'.");
  expect(output).toContain('#/components/schemas/IngestRequest/properties/events/maxItems');
  expect(output).toContain('Limit `eventsPerBatch` was lowered from 500 to 400.');
  expect(output).toContain('no changeset says `major`');
  expect(status).toBe(1);
  expect(git('status', '--porcelain')).toBe('');

  const changeset = "---\n'@quint-security/contract': major\n---\n\nA batch holds 400 events.\n";
  await writeFile(join(folder, '.changeset/smaller-batches.md'), changeset);
  expect(npm('compat')).toMatchObject({
    status: 0,
    output: expect.stringContaining('a changeset says'),
  });
  await rm(join(folder, '.changeset/smaller-batches.md'));
  git('restore', '.');
  await replace('spec/limits.ts', 'eventsPerBatch: 400', 'eventsPerBatch: 500');
  expect(npm('generate').status).toBe(0);
  commit();
});

test('a release leaves a version, a changelog, a baseline and a tarball', async () => {
  const before = await versionIn('package.json');
  const changesets = (await readdir(join(folder, '.changeset'))).filter((name) =>
    name.endsWith('.md'),
  );
  const announced = await Promise.all(changesets.map((name) => text(join('.changeset', name))));

  const { status, output } = npm('release');
  expect(status, output).toBe(0);

  const version = (await versionIn('package.json'))!;
  expect(version).not.toBe(before);
  for (const name of ['package-lock.json', 'generated/openapi.json', 'released/openapi.json']) {
    expect(await versionIn(name), name).toBe(version);
  }
  expect(await text('released/openapi.json')).toBe(await text('generated/openapi.json'));
  const changelog = await text('CHANGELOG.md');
  expect(changelog).toContain(`## ${version}`);
  for (const each of announced)
    expect(changelog).toContain(each.split('---\n')[2]!.trim().split('\n')[0]);
  expect(
    (await readdir(join(folder, '.changeset'))).filter((name) => name.endsWith('.md')),
  ).toEqual([]);

  const tarball = `quint-security-contract-${version}.tgz`;
  expect(await readdir(folder)).toContain(tarball);
  expect(output).toContain(`npm publish ${join(folder, tarball)}`);
  const packed = execFileSync('tar', [
    '-xzOf',
    join(folder, tarball),
    'package/generated/openapi.json',
  ]);
  expect((JSON.parse(String(packed)) as { info: { version: string } }).info.version).toBe(version);

  // Nothing else is waiting, and what was released breaks nothing of itself.
  commit();
  expect(npm('compat').status).toBe(0);
  expect(npm('release').output).toContain('there is nothing to release');
});
