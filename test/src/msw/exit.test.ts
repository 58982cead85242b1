import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** Uses everything that could hold a process: queues, a stream, a wait, and a fault's delay. */
const PROGRAM = `
  import { setupServer } from 'msw/node';
  import { createQuintClient } from './src/index.ts';
  import { live } from './src/live/index.ts';
  import { quintHandlers } from './src/msw/index.ts';

  const quint = quintHandlers();
  const msw = setupServer(...quint);
  msw.listen({ onUnhandledRequest: 'error' });
  const client = createQuintClient({ token: 'qt_deploy_YOUR_TOKEN', retry: false });
  const session = { session_id: 's', state: 'active', timestamp: '2026-04-25T04:00:00Z' };
  for await (const message of live(client, { lastEventId: '0' })) {
    if (message.type === 'reset') await client.ingestSession(session);
    if (message.type === 'session.upserted') break;
  }
  await quint.waitFor({ session: 's' });
  if (process.argv[2] === 'close') {
    msw.close();
    await quint.close();
  }
  console.log('done');
`;

test.each(['close', 'leave open'])('a process ends by itself: %s', async (ending) => {
  const folder = await mkdtemp(join(tmpdir(), 'quint-msw-exit-'));
  try {
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    await build({
      stdin: { contents: PROGRAM, resolveDir: ROOT, loader: 'ts' },
      bundle: true,
      packages: 'external',
      format: 'esm',
      outfile: join(folder, 'program.mjs'),
    });
    // Past the time limit it would be killed, and that is an error.
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(folder, 'program.mjs'), ending],
      { timeout: 15_000 },
    );
    expect(stdout).toBe('done\n');
  } finally {
    await rm(folder, { recursive: true });
  }
});
