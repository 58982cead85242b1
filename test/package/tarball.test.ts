import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const DIST = 'node_modules/@quint-security/contract/dist';

/** The documentation's commands, as printed; only the scheme and host are replaced. */
const POST_SESSIONS_INGEST = `curl -X POST https://api.quintai.dev/v1/sessions/ingest \\
  -H "Content-Type: application/json" \\
  -H "Authorization: Bearer qt_deploy_YOUR_TOKEN" \\
  -d '{
    "session_id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    "session_name": "Fix auth middleware",
    "model": "claude-sonnet-4-20250514",
    "signing_id": "com.anthropic.claude-code",
    "state": "active",
    "platform": "claude-code",
    "parent_id": null,
    "timestamp": "2026-04-12T14:00:00Z"
  }'`;
const GET_SESSION = `curl https://api.quintai.dev/v1/sessions/6ba7b810-9dad-11d1-80b4-00c04fd430c8 \\
  -H "Authorization: Bearer qt_deploy_YOUR_TOKEN"`;

describe('the packed tarball, installed into an empty folder', () => {
  let folder: string;
  let url: string;
  let npx: ChildProcess;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quint-package-'));
    await run('npm', ['pack', '--pack-destination', folder], { cwd: ROOT });
    const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
    await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}');
    await run('npm', ['install', '--no-audit', '--no-fund', `./${tarball}`], { cwd: folder });

    const server = spawn('npx', ['quint-mock', '--port', '0', '--json'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    npx = server;
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    ({ url } = JSON.parse(String(line)) as { url: string });
  }, 120_000);

  afterAll(async () => {
    npx.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs a shell command of the documentation against the local server. */
  async function documented(command: string): Promise<unknown> {
    const local = command.replace('https://api.quintai.dev', url);
    const { stdout } = await run('bash', [
      '-c',
      local.replace('curl', 'curl -sS --fail-with-body'),
    ]);
    return JSON.parse(stdout);
  }

  test('answers the documented commands with the documented bodies', async () => {
    expect(await documented(POST_SESSIONS_INGEST)).toEqual({ ok: true });
    expect(await documented(GET_SESSION)).toEqual({
      id: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
      session_name: 'Fix auth middleware',
      model: 'claude-sonnet-4-20250514',
      signing_id: 'com.anthropic.claude-code',
      state: 'active',
      platform: 'claude-code',
      parent_id: null,
      started_at: '2026-04-12T14:00:00Z',
      ended_at: null,
      children: [],
      risk_summary: { total_events: 0, max_risk: 0, avg_risk: 0 },
    });

    const end = POST_SESSIONS_INGEST.replace('"active"', '"ended"').replace('14:00', '14:45');
    expect(await documented(end)).toEqual({ ok: true });
    expect(await documented(GET_SESSION)).toMatchObject({
      state: 'ended',
      started_at: '2026-04-12T14:00:00Z',
      ended_at: '2026-04-12T14:45:00Z',
    });
  });

  test('every entry can be imported, and the client talks to the server', async () => {
    await writeFile(
      join(folder, 'use.mjs'),
      `import { createQuintClient, LIMITS } from '@quint-security/contract';
       import { QuintEvent, operations } from '@quint-security/contract/schemas';
       import { live } from '@quint-security/contract/live';
       import { createForwarder } from '@quint-security/contract/forwarder';
       import { createMockServer, Queue, Topic, VirtualClock } from '@quint-security/contract/mock';
       import openapi from '@quint-security/contract/openapi.json' with { type: 'json' };
       import schema from '@quint-security/contract/schemas/QuintEvent.json' with { type: 'json' };
       const api = { baseUrl: process.argv[2], token: 'qt_deploy_YOUR_TOKEN' };
       const client = createQuintClient(api);
       const forwarder = createForwarder({ ...api, path: 'overflow.jsonl' });
       forwarder.enqueue({
         schema_version: 2, timestamp: '2026-04-25T03:09:32.138Z', source: 'proxy', platform: 'cursor',
         action_type: 'tools/call', session_id: 's', agent_id: 'a',
       });
       console.log(JSON.stringify({
         health: await client.health(),
         limit: LIMITS.eventsPerBatch,
         forwarded: await forwarder.close(),
         first: (await live(client, { lastEventId: '0' })[Symbol.asyncIterator]().next()).value.type,
         schemas: [typeof QuintEvent.parse, Object.keys(operations).length],
         mock: [createMockServer, Queue, Topic, VirtualClock].map((each) => typeof each),
         data: [openapi.openapi, schema.title],
       }));
       process.exit(0);`,
    );
    const { stdout } = await run(process.execPath, ['use.mjs', url], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual({
      health: { status: 'ok' },
      limit: 500,
      forwarded: { delivered: 1, spilled: 0, dropped: 0, rejected: 0 },
      first: 'reset',
      schemas: ['function', 18],
      mock: ['function', 'function', 'function', 'function'],
      data: ['3.1.0', 'QuintEvent'],
    });
  });

  test.each([
    ['node16', 'node16'],
    ['bundler', 'esnext'],
  ])(
    'its types serve a strict consumer with neither Node types nor zod (%s)',
    async (resolution, module) => {
      await writeFile(
        join(folder, 'use.ts'),
        `import { createQuintClient, QuintError, type Session } from '@quint-security/contract';
       import { live } from '@quint-security/contract/live';
       const client = createQuintClient({ token: 't' });
       export async function states(found: Session['state'][] = []) {
         for await (const message of live(client)) {
           if (message.type === 'session.upserted') found.push(message.session.state);
         }
       }
       export const state: Promise<Session['state']> = client.getSession('s').then((s) => s.state);
       export const code = (error: unknown) => (QuintError.is(error) ? error.code : undefined);
       // @ts-expect-error an event needs more than that
       client.ingestEvents({ events: [{ event_id: 'e' }] });`,
      );
      const compilerOptions = {
        strict: true,
        noEmit: true,
        target: 'es2022',
        lib: ['es2022', 'dom'],
        types: [],
        moduleResolution: resolution,
        module,
      };
      await writeFile(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ compilerOptions, files: ['use.ts'] }),
      );
      const compiled = await run(process.execPath, [TSC], { cwd: folder }).catch((error) => error);
      expect(compiled.stdout).toBe('');
      for (const entry of ['index.d.ts', 'live.d.ts']) {
        const types = await readFile(join(folder, DIST, entry), 'utf8');
        expect(types).not.toMatch(/from '(zod|node:)|from "(zod|node:)|reference types/);
      }
    },
  );

  test('installs nothing that runs at install time, and little', async () => {
    const { stdout } = await run('npm', ['ls', '--all', '--parseable'], { cwd: folder });
    expect(stdout.trim().split('\n').length - 1).toBeLessThanOrEqual(12);
  });

  test('SIGTERM to npx, which does not pass it on, ends the server all the same', async () => {
    const ended = once(npx.stdout!, 'close'); // of the server's end of the pipe, not npx's
    npx.kill('SIGTERM');
    npx.stdout!.resume();
    await ended;
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');
  });
});
