import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { BodyFiles } from '../../../../mock-server/cli/verify/body-files.ts';
import { tempFolder } from './support.ts';

test('each body has a file of its own', async () => {
  vi.stubEnv('TMPDIR', await tempFolder());
  const files = new BodyFiles();
  const [one, two] = [files.save('one'), files.save('two')];
  expect(await readFile(one!, 'utf8')).toBe('one');
  expect(await readFile(two!, 'utf8')).toBe('two');
  vi.unstubAllEnvs();
});

test('where there is no room for one, there is none, and the run goes on', async () => {
  vi.stubEnv('TMPDIR', join(await tempFolder(), 'not-there'));
  expect(new BodyFiles().save('one')).toBeUndefined();
  vi.unstubAllEnvs();
});
