// npm run package:matrix: the packed tarball under the other releases of Node that are in use.
import { deepStrictEqual } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeBinary } from './node-binary.ts';
import { PROGRAMS, runProgram } from './programs.ts';
import { run } from './run.ts';
import { workplace } from './workplace.ts';

const base = await mkdtemp(join(tmpdir(), 'quint-matrix-'));
try {
  const { folder } = await workplace(base);
  for (const release of [20, 22, 24]) {
    const node = await nodeBinary(release);
    const { stdout: version } = await run(node, ['--version']);
    for (const [name, found] of Object.entries(PROGRAMS)) {
      const ran = await runProgram(node, folder, name);
      deepStrictEqual(ran, { found, warnings: '' }, `${name} under Node ${version.trim()}`);
    }
    const command = join(folder, 'node_modules/@quint-security/contract/dist/quint-mock.js');
    const { stdout: help } = await run(node, [command, '--help']);
    if (!help.includes('quint-mock'))
      throw new Error(`quint-mock under Node ${version.trim()}: ${help}`);
    console.log(`Node ${version.trim()}: ${Object.keys(PROGRAMS).join(', ')}, quint-mock`);
  }
} finally {
  await rm(base, { recursive: true, force: true });
}
