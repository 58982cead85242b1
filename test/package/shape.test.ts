import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { installedIn } from '../../scripts/package/installed.ts';
import { moduleFile, ROOT, run } from '../../scripts/package/run.ts';
import { BUNDLED } from '../../tsup.config.ts';

const { folder, tarball } = inject('package');
const PACKAGE = join(folder, 'node_modules/@quint-security/contract');

test('publint has nothing to say about what is packed', async () => {
  const { stdout } = await run(process.execPath, [
    moduleFile('publint/src/cli.js'),
    'run',
    tarball,
    '--strict',
  ]);
  expect(stdout).toContain('All good!');
});

test('attw: every entry resolves to types of its own kind, imported or required', async () => {
  // node10 knows no `exports` and finds the main entry alone: hence the profile. YAML has no types.
  const args = [tarball, '--profile', 'node16', '--exclude-entrypoints', './openapi.yaml'];
  const attw = moduleFile('@arethetypeswrong/cli/dist/index.js');
  const { stdout } = await run(process.execPath, [attw, ...args, '--format', 'ascii']);
  expect(stdout).toContain('"@quint-security/contract/verify"');
}, 60_000);

test('nothing runs when it is installed', async () => {
  const { packages } = await installedIn(folder);
  expect(packages.filter(({ installScripts }) => installScripts.length > 0)).toEqual([]);
});

test('the notices name every package whose code is in the bundles', async () => {
  const notices = await readFile(join(PACKAGE, 'THIRD-PARTY-NOTICES.md'), 'utf8');
  for (const name of BUNDLED) {
    const licence = (await readdir(join(ROOT, 'node_modules', name))).find((file) =>
      /^license/i.test(file),
    );
    const text = await readFile(join(ROOT, 'node_modules', name, licence!), 'utf8');
    expect(notices).toContain(`## ${name}`);
    expect(notices).toContain(/^Copyright.*$/m.exec(text)![0]);
  }
});
