import { mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { OutputFile } from '../../../../mock-server/cli/verify/output-file.ts';
import { UsageError } from '../../../../mock-server/cli/usage-error.ts';
import { tempFolder } from './support.ts';

test('what was there stays until there is another, and nothing else is left', async () => {
  const folder = await tempFolder();
  const path = join(folder, 'report');
  await writeFile(path, 'of before, and longer');
  const file = new OutputFile(path);
  expect(await readFile(path, 'utf8')).toBe('of before, and longer');
  file.write('new');
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['report']);
});

test('a file that was not there is not there before', async () => {
  const folder = await tempFolder();
  const file = new OutputFile(join(folder, 'report'));
  expect(await readdir(folder)).toEqual([]);
  file.write('new');
  expect(await readFile(join(folder, 'report'), 'utf8')).toBe('new');
});

test('a link stays one', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'real'), 'old');
  await symlink('real', join(folder, 'link'));
  new OutputFile(join(folder, 'link')).write('new');
  expect(await readlink(join(folder, 'link'))).toBe('real');
  expect(await readFile(join(folder, 'real'), 'utf8')).toBe('new');
});

test('a pipe is written into', async () => {
  const path = join(await tempFolder(), 'pipe');
  await promisify(execFile)('mkfifo', [path]);
  const reader = promisify(execFile)('cat', [path]);
  new OutputFile(path).write('new');
  expect((await reader).stdout).toBe('new');
});

test.each(['folder', 'not-there/report'])('%s cannot be written, which is told', async (name) => {
  const folder = await tempFolder();
  await mkdir(join(folder, 'folder'));
  expect(() => new OutputFile(join(folder, name))).toThrow(UsageError);
  expect(() => new OutputFile(join(folder, name))).toThrow(
    /cannot be written \((EISDIR|ENOENT)\)$/,
  );
});
