import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose/jwt/sign';
import { describe, expect, onTestFinished, test } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { apiOf } from '../support/api.ts';
import { event } from '../support/samples.ts';
import { Command } from './support.ts';

const SECRET = 'a-secret-of-more-than-thirty-two-bytes';

describe('quint-mock', () => {
  test('--json prints exactly one line, whose URL and tokens work', async () => {
    await using command = new Command(['--port', '0', '--json', '--env', 'ci']);
    const ready = await command.readyLine();

    expect(command.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(ready).toEqual({
      ready: true,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      env: 'ci',
      control: true,
      urls: {
        control: `${ready.url}/_mock`,
        metrics: `${ready.url}/metrics`,
        jwks: `${ready.url}/_mock/jwks.json`,
      },
      tokens: {
        service: 'qt_deploy_YOUR_TOKEN',
        install: expect.stringMatching(/^qt_deploy_[0-9a-f]{32}$/),
        enrollment: expect.stringMatching(/^qt_deploy_[0-9a-f]{32}$/),
        personal: expect.stringMatching(/^qt_pk_[0-9a-f]{32}$/),
        jwt: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/),
      },
    });
    for (const type of ['service', 'personal', 'jwt']) {
      const { status } = await get(`${ready.url}/v1/sessions`, ready.tokens[type]!);
      expect(status).toBe(200);
    }
    for (const type of ['install', 'enrollment']) {
      const { status } = await fetch(`${ready.url}/v1/machines/register`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${ready.tokens[type]}`,
          'content-type': 'application/json',
        },
        body: '{"machine_id":"m1"}',
      });
      expect(status).toBe(201);
    }
  });

  test('the banner has the URL, the tokens and a curl line that works when pasted', async () => {
    await using command = new Command(['--port', '0']);
    await command.prints('Ctrl+C');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(command.stdout)![0];
    expect(command.stdout).toContain('qt_deploy_YOUR_TOKEN');
    const { body, target } = pasted(command.stdout);
    expect(target).toBe(`${url}/v1/sessions/ingest`);
    const { status } = await fetch(target, {
      method: 'POST',
      headers: {
        authorization: 'Bearer qt_deploy_YOUR_TOKEN',
        'content-type': 'application/json',
      },
      body,
    });
    expect(status).toBe(200);
    expect((await get(`${url}/v1/sessions/demo`, 'qt_deploy_YOUR_TOKEN')).status).toBe(200);
  });

  test('a reader that closes the pipe after the first line does not end it', async () => {
    await using command = new Command(['--port', '0', '--json']);
    const { url } = await command.readyLine();
    command.closePipes();
    // It tells of a failing processor on stderr.
    const api = apiOf({ url });
    await api.post('/_mock/faults', {
      match: { queue: 'quint-events-alerts' },
      times: 1,
      fail: 'x',
    });
    await api.ingest(event());
    await api.get('/v1/alerts');
    const { body } = await api.get('/_mock/faults');
    expect(body.faults).toMatchObject([{ hits: 1 }]);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    command.kill('SIGTERM');
    expect(await command.exit()).toBe(0);
  });

  test('anywhere but on loopback the well-known token is no token', async () => {
    await using command = new Command(['--port', '0', '--json', '--host', '0.0.0.0']);
    const { url, tokens } = await command.readyLine();
    const local = url.replace('0.0.0.0', '127.0.0.1');
    expect(tokens['service']).toMatch(/^qt_deploy_[0-9a-f]{32}$/);
    expect((await get(`${local}/v1/sessions`, 'qt_deploy_YOUR_TOKEN')).status).toBe(401);
    expect((await get(`${local}/v1/sessions`, tokens['service']!)).status).toBe(200);
  });

  test('anywhere but on loopback the control plane is off, unless --control turns it on', async () => {
    const args = ['--port', '0', '--json', '--host', '0.0.0.0'];
    await using without = new Command(args);
    await using withIt = new Command([...args, '--control']);
    expect(await metricsOf(without)).toEqual([false, 403]);
    expect(await metricsOf(withIt)).toEqual([true, 200]);
  });

  test('what is set reaches the server', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quint-mock-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const files = {
      'quint-mock.json': { port: 0, json: true, alertRules: 'rules.json', seed: './seed.json' },
      'rules.json': [{ id: 'any', title: 'Any', severity: 'low', match: { platform: 'vim' } }],
      'seed.json': { events: [event({ platform: 'vim' })] },
    };
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), JSON.stringify(content));
    }
    await using command = new Command(['--clock', '2026-05-01T00:00:00Z'], {
      cwd: folder,
      env: {
        QUINT_MOCK_RATE_LIMIT: '7',
        QUINT_MOCK_CORS: 'http://page.test',
        QUINT_MOCK_JWT_SECRET: SECRET,
        QUINT_MOCK_JWT_AUDIENCE: 'somebody',
      },
    });
    const { url, tokens } = await command.readyLine();
    const api = apiOf({ url }, tokens['service']);
    expect((await api.get('/v1/alerts')).body.alerts).toMatchObject([{ rule_id: 'any' }]);
    expect((await api.get('/_mock/clock')).body).toMatchObject({
      epoch_ms: Date.UTC(2026, 4, 1),
      frozen: true,
    });
    const { status, headers } = await api.post(
      '/v1/ingest',
      { events: [event()] },
      { headers: { origin: 'http://page.test' } },
    );
    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe('http://page.test');
    expect(headers.get('ratelimit-policy')).toBe('"ingest";q=7;w=60');
    const jwt = await new SignJWT({ app_metadata: { org_id: 'org_local' } })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience('somebody')
      .setExpirationTime('10y')
      .sign(new TextEncoder().encode(SECRET));
    expect((await get(`${url}/v1/sessions`, jwt)).status).toBe(200);
  });

  test('a named scenario is there at the start', async () => {
    await using command = new Command(['--port', '0', '--json', '--seed', 'incident']);
    const { url, tokens } = await command.readyLine();
    const { body } = await apiOf({ url }, tokens['service']).get('/v1/alerts');
    expect(body.alerts.length).toBeGreaterThan(0);
  });

  test('--print-config prints settings to stdout and where from to stderr', async () => {
    await using command = new Command(['--print-config', '--port', '0'], {
      env: { QUINT_MOCK_JWT_SECRET: SECRET },
    });
    expect(await command.exit()).toBe(0);
    expect(JSON.parse(command.stdout)).toMatchObject({ port: 0, jwtSecret: '********' });
    expect(command.stderr).toContain('port: --port\n');
    expect(command.stdout + command.stderr).not.toContain(SECRET);
  });

  test('a port in use: one clear line, exit code 2', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await using command = new Command(['--port', String(port)]);
    expect(await command.exit()).toBe(2);
    expect(command.stderr).toMatch(new RegExp(`^quint-mock: port ${port} .*in use.*--port.*\n$`));
    other.close();
  });

  test.each([
    { args: ['--port', '99999'], says: '--port' },
    { args: ['sned'], says: '"sned" is no command of quint-mock; did you mean "send"?' },
    { args: ['send', 'not-there.jsonl'], says: 'not-there.jsonl is not there' },
    { args: ['spool', 'verfy', 'x'], says: 'did you mean "verify"?' },
    { args: ['--host', '203.0.113.7'], says: '--host' },
    { args: ['--seed', 'incidnt'], says: '--seed' },
    { args: ['--seed', 'not-there.json'], says: '--seed' },
    { args: ['--alert-rules', 'package.json'], says: '--alert-rules' },
  ])('what cannot be obeyed ($args): one clear line, exit code 2', async ({ args, says }) => {
    await using command = new Command(args);
    expect(await command.exit()).toBe(2);
    expect(command.stdout).toBe('');
    expect(command.stderr).toMatch(/^quint-mock: [^\n]*\n$/);
    expect(command.stderr).toContain(says);
  });

  test('--help and --version', async () => {
    await using help = new Command(['--help']);
    await using version = new Command(['--version']);
    expect(await help.exit()).toBe(0);
    expect(help.stdout).toContain('--port');
    expect(help.stdout).toContain('quint-mock send');
    expect(help.stdout).toContain('quint-mock spool verify|repair|export FILE');
    expect(await version.exit()).toBe(0);
    expect(version.stdout).toBe(`${packageJson.version}\n`);
  });
});

/** Whether it says that it serves the control plane, and whether it does. */
async function metricsOf(command: Command): Promise<[boolean, number]> {
  const { control, urls } = await command.readyLine();
  const { status } = await fetch(urls['metrics']!.replace('0.0.0.0', '127.0.0.1'));
  return [control, status];
}

function get(url: string, token: string): Promise<Response> {
  return fetch(url, { headers: { authorization: `Bearer ${token}` } });
}

/** The first curl of the banner, taken apart as a shell would. */
function pasted(text: string): { target: string; body: string } {
  const [, target, body] = /curl -X POST (\S+)[\s\S]*? -d '([^']*)'/.exec(text)!;
  return { target: target!, body: body! };
}
