import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createMockServer, listen, WELL_KNOWN_TOKEN } from '../../mock-server/index.ts';
import { SESSION_END, SESSION_START } from '../../spec/examples.ts';
import { start } from './run.ts';

const SESSION = SESSION_START.session_id;

test('dashboard-live shows what is there, and what comes, until Ctrl-C', async () => {
  await using mock = createMockServer();
  await using server = await listen(mock, { port: 0 });
  await mock.seed({ reports: [SESSION_START] });
  await mock.drain();
  const dashboard = start(['node', 'examples/dashboard-live.ts', '--url', server.url]);
  await dashboard.prints('1 sessions; waiting for changes');
  await mock.seed({ reports: [SESSION_END] });
  await dashboard.prints(`~ ${SESSION}  claude-code  ended`);
  dashboard.kill('SIGINT');
  const { code, output } = await dashboard.ended;
  expect(code).toBe(0);
  expect(output).toMatch(new RegExp(`^${SESSION}  claude-code  active`));
});

test('daemon-forwarder loses nothing in an outage', async () => {
  const { code, output } = await start(['node', 'examples/daemon-forwarder.ts']).ended;
  expect(code, output).toBe(0);
  const [, waited] = /(\d+) events wait/.exec(output)!;
  const [, delivered, recovered, stored] =
    /(\d+) delivered, (\d+) of them from the overflow file, 0 dropped, 0 rejected; (\d+) stored/.exec(
      output,
    )!;
  expect(Number(waited)).toBeGreaterThan(0);
  expect([recovered, stored]).toEqual([waited, delivered]);
});

test('contract-test.node-test passes under node:test', async () => {
  const { code, output } = await start(['node', '--test', 'examples/contract-test.node-test.ts'])
    .ended;
  expect(code, output).toBe(0);
  expect(output).toMatch(/# pass 4\n# fail 0/);
});

test('curl.sh walks a session through the API', async () => {
  await using mock = createMockServer();
  await using server = await listen(mock, { port: 0 });
  const env = { QUINT_API_URL: server.url, QUINT_DEPLOY_TOKEN: WELL_KNOWN_TOKEN };
  const { code, output } = await start(['bash', 'examples/curl.sh'], env).ended;
  expect(code, output).toBe(0);
  const answers = output
    .trim()
    .split('\n')
    .map((answer) => JSON.parse(answer) as unknown);
  expect(answers).toMatchObject([
    { ok: true },
    { ingested: 1, duplicates: 0 },
    { ok: true },
    { id: SESSION, state: 'ended', risk_summary: { total_events: 1 } },
    { events: [{ session_id: SESSION, decision: 'block' }] },
    { alerts: [{ session_id: SESSION }] },
  ]);
});

test('verify-in-ci tells by its exit code whether a server keeps the contract', async () => {
  await using mock = createMockServer();
  await using server = await listen(mock, { port: 0 });
  const folder = await mkdtemp(join(tmpdir(), 'quint-verify-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const junit = join(folder, 'verify.xml');
  const verify = (url: string) => {
    const command = ['node', 'examples/verify-in-ci.ts', '--url', url, '--junit', junit];
    return start([...command, '--token', WELL_KNOWN_TOKEN, '--only', 'ready']).ended;
  };

  const kept = await verify(server.url);
  expect(kept.code, kept.output).toBe(0);
  expect(await readFile(junit, 'utf8')).toMatch(/<testsuite/);
  mock.faults.add({ match: { operation: 'ready' }, status: 500 });
  const broken = await verify(server.url);
  expect(broken.code, broken.output).toBe(1);
  await server.close();
  const gone = await verify(server.url);
  expect(gone.code, gone.output).toBe(2);
});

test('every example is run by a test', () => {
  const RUN = [
    'contract-test.node-test.ts',
    'contract-test.vitest.ts', // this and msw.vitest.ts by Vitest itself: see vitest.config.ts
    'curl.sh',
    'daemon-forwarder.ts',
    'dashboard-live.ts',
    'msw.vitest.ts',
    'send-a-day.ts',
    'verify-in-ci.ts',
  ];
  expect(readdirSync(join(import.meta.dirname, '../../examples')).toSorted()).toEqual(RUN);
});
