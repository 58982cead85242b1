import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { nodeBinary } from '../../scripts/package/node-binary.ts';
import { install } from '../../scripts/package/pack.ts';
import { moduleFile, run } from '../../scripts/package/run.ts';

const { tarball } = inject('package');

/** Whatever differs between MSW 2 and 3 is in here: set-up, overrides, clones of streams, and errors. */
const PROGRAM = `
  import { setupServer } from 'msw/node';
  import { HttpResponse } from 'msw';
  import { createQuintClient } from '@quint-security/contract';
  import { live } from '@quint-security/contract/live';
  import { quintHandlers } from '@quint-security/contract/msw';

  const quint = quintHandlers();
  const msw = setupServer(...quint);
  msw.listen({ onUnhandledFrame: 'error' });
  const client = createQuintClient({ token: 'qt_deploy_YOUR_TOKEN', retry: false });
  const session = { session_id: 's', state: 'active', timestamp: '2026-04-25T04:00:00Z' };
  const found = { node: process.versions.node.split('.')[0] };

  for await (const message of live(client, { lastEventId: '0' })) {
    if (message.type === 'reset') await client.ingestSession(session);
    if (message.type === 'session.upserted') {
      found.told = message.session.id;
      break;
    }
  }
  found.state = (await client.getSession('s')).state;
  const clients = async () => /^quint_mock_live_clients \\d+/m.exec(await quint.server.metrics())[0];
  while ((await clients()) !== 'quint_mock_live_clients 0') await new Promise(setImmediate);

  const codeOf = async () => (await client.safe.getSession('s')).error?.code;
  msw.use(quint.getSession(({ refuse }) => refuse('not_found'), { once: true }));
  found.refused = [await codeOf(), await codeOf()];
  msw.use(quint.getSession(() => HttpResponse.json({ id: 5 }), { once: true }));
  console.error = () => {};
  found.violation = [await codeOf(), quint.violations.length];
  quint.faults.add({ match: { operation: 'getSession' }, reset: true, times: 1 });
  found.reset = [await codeOf(), await codeOf()];
  found.nothing = (await fetch('https://api.quintai.dev/v2')).status;
  found.journal = quint.journal.forOperation('ingestSession')[0].request.body;
  await fetch('https://elsewhere.test').catch(() => (found.elsewhere = 'refused'));

  msw.close();
  await quint.close();
  console.log(JSON.stringify(found));
`;

const TYPED = `
  import { setupServer } from 'msw/node';
  import { quintHandlers, type QuintHandlers } from '@quint-security/contract/msw';
  const quint: QuintHandlers = quintHandlers();
  const msw = setupServer(...quint);
  msw.use(quint.getSession(({ params, refuse }) => refuse('not_found', { message: params.id })));
  // @ts-expect-error a session needs more than that
  msw.use(quint.getSession(({ reply }) => reply({ id: 's' })));
  export const sent: string[] | undefined = quint.journal
    .forOperation('ingestEvents')[0]
    ?.request.body.events.map((event) => event.session_id);
`;

describe('MSW 3, beside the packed tarball', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quint-msw-3-'));
    await install(tarball, folder);
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('as long as it is not there, the error says what to install', async () => {
    const program = join(folder, 'missing.mjs');
    await writeFile(program, `await import('@quint-security/contract/msw');`);
    await expect(run(process.execPath, [program], { cwd: folder })).rejects.toThrow(
      'which is not installed. Install it with: npm i -D msw',
    );
  });

  describe('once it is installed', () => {
    beforeAll(async () => {
      // By force: npm sees the Node that it runs in itself.
      const flags = ['--ignore-scripts', '--force', '--no-audit', '--no-fund', '--prefer-offline'];
      await run('npm', ['install', ...flags, 'msw@3.0.5'], { cwd: folder });
    }, 120_000);

    test('the handlers work with it, and the process ends by itself', async () => {
      await writeFile(join(folder, 'use.mjs'), PROGRAM);
      // MSW 3 needs a newer Node than the oldest one of ours.
      const { stdout } = await run(await nodeBinary(24), ['use.mjs'], {
        cwd: folder,
        timeout: 15_000,
      });
      expect(JSON.parse(stdout)).toEqual({
        node: '24',
        told: 's',
        state: 'active',
        refused: ['not_found', null],
        violation: ['internal', 1],
        reset: ['network_error', null],
        nothing: 404,
        journal: { session_id: 's', state: 'active', timestamp: '2026-04-25T04:00:00Z' },
        elsewhere: 'refused',
      });
    });

    test('the types fit it', async () => {
      await writeFile(join(folder, 'use.ts'), TYPED);
      const compilerOptions = {
        strict: true,
        noEmit: true,
        target: 'es2022',
        lib: ['es2023', 'dom', 'dom.iterable', 'esnext.disposable'],
        types: [],
        module: 'nodenext',
        skipLibCheck: true,
      };
      await writeFile(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ compilerOptions, files: ['use.ts'] }),
      );
      const tsc = moduleFile('typescript-7/bin/tsc');
      const { stdout } = await run(process.execPath, [tsc], { cwd: folder }).catch(
        (error) => error,
      );
      expect(stdout).toBe('');
    });
  });
});
