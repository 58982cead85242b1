import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { Command } from './support.ts';

describe('quint-mock', () => {
  test('--json prints exactly one line, whose URL and tokens work', async () => {
    await using command = new Command('--port', '0', '--json', '--env', 'ci');
    const ready = await command.readyLine();

    expect(command.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(ready).toEqual({
      ready: true,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      env: 'ci',
      tokens: {
        service: 'qt_deploy_YOUR_TOKEN',
        install: expect.stringMatching(/^qt_deploy_[0-9a-f]{32}$/),
        enrollment: expect.stringMatching(/^qt_deploy_[0-9a-f]{32}$/),
        personal: expect.stringMatching(/^qt_pk_[0-9a-f]{32}$/),
      },
    });
    for (const type of ['service', 'personal']) {
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

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends it with exit code 0, kept-alive connections or not',
    async (signal) => {
      await using command = new Command('--port', '0', '--json');
      const { url, tokens } = await command.readyLine();
      await (await get(`${url}/v1/sessions`, tokens['service']!)).arrayBuffer();
      command.kill(signal);
      expect(await command.exit()).toBe(0);
      expect(command.stderr).toBe('');
    },
  );

  test('the banner has the URL, the tokens and a curl line that works when pasted', async () => {
    await using command = new Command('--port', '0');
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
    await using command = new Command('--port', '0', '--json');
    const { url } = await command.readyLine();
    command.closePipe();
    expect((await fetch(`${url}/health`)).status).toBe(200);
    command.kill('SIGTERM');
    expect(await command.exit()).toBe(0);
  });

  test('anywhere but on loopback the well-known token is no token', async () => {
    await using command = new Command('--port', '0', '--json', '--host', '0.0.0.0');
    const { url, tokens } = await command.readyLine();
    const local = url.replace('0.0.0.0', '127.0.0.1');
    expect(tokens['service']).toMatch(/^qt_deploy_[0-9a-f]{32}$/);
    expect((await get(`${local}/v1/sessions`, 'qt_deploy_YOUR_TOKEN')).status).toBe(401);
    expect((await get(`${local}/v1/sessions`, tokens['service']!)).status).toBe(200);
  });

  test('a port in use: one clear line, exit code 2', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await using command = new Command('--port', String(port));
    expect(await command.exit()).toBe(2);
    expect(command.stderr).toMatch(new RegExp(`^quint-mock: port ${port} .*in use.*--port.*\n$`));
    other.close();
  });

  test.each([
    { args: ['--port', '99999'], says: '--port' },
    { args: ['--port', 'http'], says: '--port' },
    { args: ['--port'], says: '--port' },
    { args: ['--env', 'a b'], says: '--env' },
    { args: ['--host', '203.0.113.7'], says: '--host' },
    { args: ['--prt', '1'], says: '--prt' },
    { args: ['serve'], says: 'serve' },
  ])('a bad command line ($args): one clear line, exit code 2', async ({ args, says }) => {
    await using command = new Command(...args);
    expect(await command.exit()).toBe(2);
    expect(command.stdout).toBe('');
    expect(command.stderr).toMatch(/^quint-mock: [^\n]*\n$/);
    expect(command.stderr).toContain(says);
  });

  test('--help and --version', async () => {
    await using help = new Command('--help');
    await using version = new Command('--version');
    expect(await help.exit()).toBe(0);
    expect(help.stdout).toContain('--port');
    expect(await version.exit()).toBe(0);
    expect(version.stdout).toBe(`${packageJson.version}\n`);
  });
});

function get(url: string, token: string): Promise<Response> {
  return fetch(url, { headers: { authorization: `Bearer ${token}` } });
}

/** The first curl of the banner, taken apart as a shell would. */
function pasted(text: string): { target: string; body: string } {
  const [, target, body] = /curl -X POST (\S+)[\s\S]*? -d '([^']*)'/.exec(text)!;
  return { target: target!, body: body! };
}
