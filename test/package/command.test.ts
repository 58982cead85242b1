import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { run } from '../../scripts/package/run.ts';

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

const { folder } = inject('package');
let url: string;
let npx: ChildProcess;

beforeAll(async () => {
  const server = spawn('npx', ['quint-mock', '--port', '0', '--json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  npx = server;
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  ({ url } = JSON.parse(String(line)) as { url: string });
});

afterAll(() => void npx.kill('SIGTERM'));

/** Runs a shell command of the documentation against the local server. */
async function documented(command: string): Promise<unknown> {
  const local = command.replace('https://api.quintai.dev', url);
  const { stdout } = await run('bash', ['-c', local.replace('curl', 'curl -sS --fail-with-body')]);
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

test('SIGTERM to npx, which does not pass it on, ends the server all the same', async () => {
  const ended = once(npx.stdout!, 'close'); // of the server's end of the pipe, not npx's
  npx.kill('SIGTERM');
  npx.stdout!.resume();
  await ended;
  await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');
});
