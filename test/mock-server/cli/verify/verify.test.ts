import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { operations } from '../../../../spec/operations.ts';
import type { Report } from '../../../../src/verify/index.ts';
import { bash, parseCurl } from '../../../src/verify/bash.ts';
import { parseTap } from '../../../src/verify/reporters/tap-parser.ts';
import { parseXml } from '../../../src/verify/reporters/xml-parser.ts';
import { Command } from '../support.ts';
import { startServer, tempFolder, verify } from './support.ts';

const QUICK = ['--only', 'health', '--only', 'listSessions/success'];

const SUMMARY =
  /^(\d+) passed, (\d+) warned, (\d+) failed, (\d+) skipped in [\d.]+ s \(seed \d+\)/m;

describe('0', () => {
  test('a quint-mock passes, without a flag', async () => {
    await using server = new Command(['--port', '0', '--json']);
    const { url } = await server.readyLine();
    await using command = verify([url, ...QUICK, '--only', 'registerMachine', '--only', 'stream']);
    expect(await command.exit()).toBe(0);
    expect(command.stdout).toMatch(
      `${url}\ncredentials minted by the mock: $QUINT_DEPLOY_TOKEN, $QUINT_OTHER_TOKEN, $QUINT_JWT, $QUINT_REGISTRATION_TOKEN\n`,
    );
    const [, passed, ...others] = SUMMARY.exec(command.stdout)!;
    expect(Number(passed)).toBeGreaterThan(20);
    expect(others).toEqual(['0', '0', '0']);
    expect(command.stderr).toBe('');
  });

  test('an organisation that is given is the one that is tried', async () => {
    const seen = new Set<string | null>();
    const url = await startServer((request) => {
      if (new URL(request.url).pathname === operations.listSessions.path)
        seen.add(request.headers.get('authorization'));
    });
    const env = { QUINT_DEPLOY_TOKEN: 'qt_deploy_YOUR_TOKEN' };
    await using command = verify([url, '--only', 'listSessions/success', '--seed', '5'], { env });
    expect(await command.exit()).toBe(0);
    expect(seen).toContain('Bearer qt_deploy_YOUR_TOKEN');
    expect(command.stdout).toContain('minted by the mock: $QUINT_OTHER_TOKEN, ');
    expect(command.stdout).toContain('(seed 5)');
    expect(command.stdout).not.toContain('YOUR_TOKEN');
  });

  test('the report for a machine goes to a file, and that for a person to the terminal', async () => {
    const url = await startServer();
    const folder = await tempFolder();
    const output = join(folder, 'report.xml');
    await using command = verify([url, ...QUICK, '--reporter', 'junit', '--output', output]);
    expect(await command.exit()).toBe(0);
    expect(command.stdout).toMatch(SUMMARY);
    expect(parseXml(await readFile(output, 'utf8')).name).toBe('testsuites');
  });

  test('… or to the terminal; what is left out says why', async () => {
    const url = await startServer();
    const skip = 'health=not built, see #12';
    await using command = verify([url, ...QUICK, '--reporter', 'tap', '--skip', skip]);
    expect(await command.exit()).toBe(0);
    const { points } = parseTap(command.stdout);
    expect(points.some(({ ok, skip: why }) => ok && why === undefined)).toBe(true);
    expect(points.find(({ description }) => description.startsWith('health/'))).toMatchObject({
      ok: true,
      skip: 'not built, see #12',
    });
  });

  test('--list prints all ids, for as long as somebody reads', async () => {
    await using command = verify(['--list', '--only', 'health']);
    expect(await command.exit()).toBe(0);
    expect(command.stdout).toMatch(/^health\/\S+ +\S.*\n/);
    expect(command.stdout).not.toContain('ingestEvents/');
    await using closed = verify(['--list']);
    await closed.prints('\n');
    closed.closePipes();
    expect(await closed.exit()).toBe(0);
  });
});

/** Answers every batch with something odd, at which a case gives up at once. */
async function odd(request: Request): Promise<Response | void> {
  if (new URL(request.url).pathname !== operations.ingestEvents.path) return;
  // What is not read would cut the connection off.
  await request.arrayBuffer();
  return Response.json({ error: 'odd' }, { status: 418 });
}

describe('1', () => {
  test('each failure has a line that repeats it, with the credentials that were minted', async () => {
    const url = await startServer(odd);
    const folder = await tempFolder();
    const output = join(folder, 'report.json');
    const only = ['ingestEvents/limits', 'ingestEvents/success', 'ingestEvents/refusals'];
    const args = only.flatMap((each) => ['--only', each]);
    await using command = verify(
      [url, ...args, '--strict', '--reporter', 'json', '--output', output],
      { env: { TMPDIR: folder } },
    );
    expect(await command.exit()).toBe(1);
    const text = await readFile(output, 'utf8');
    const report = JSON.parse(text) as Report;
    expect(report.passed).toBe(false);
    // There are bodies of 10 MB.
    expect(text.length).toBeLessThan(2_000_000);

    // Each of the report is on the terminal, in a line of its own.
    const lines = command.stdout.split('\n');
    const views = report.results
      .flatMap(({ findings }) => findings)
      .flatMap(({ level, exchange }) => (level === 'failure' && exchange ? [exchange] : []));
    for (const { curl } of views) expect(lines).toContain(`  ${curl}`);

    // They are run as they stand, a few of each kind, after what the report says of credentials.
    const exports = lines.filter((line) => line.startsWith('export '));
    expect(exports).toHaveLength(4);
    const kinds = new Map(
      views.map((view) => [`${view.requestFile?.length} ${view.requestGzip} ${view.status}`, view]),
    );
    const some = [...kinds.values(), ...views.slice(0, 10)];
    const script = [...exports, ...some.map(({ curl }) => `{ ${curl}; } 2>&-; printf '\\1'`)];
    const printed = (await bash(script.join('\n'))).split('\u0001');
    for (const [nth, { curl, status, responseBody }] of some.entries()) {
      expect(parseCurl(printed[nth]!), curl).toEqual({ status, body: responseBody });
    }

    // Long bodies are where nobody else can read them.
    expect(some.some(({ requestFile }) => requestFile !== undefined)).toBe(true);
    const bodies = (await readdir(folder)).find((name) => name.startsWith('quint-verify-'));
    expect((await stat(join(folder, bodies!))).mode & 0o777).toBe(0o700);
    for (const { requestFile } of some) {
      if (requestFile) expect((await stat(requestFile)).mode & 0o777).toBe(0o600);
    }
  });

  test('a server that dies in the middle, though nobody reads the report', async () => {
    let asked = 0;
    const url = await startServer((request, die) => {
      if (!request.url.includes('/_mock') && ++asked === 20) die();
    });
    await using command = verify([url, '--only', 'ingestSession', '--timeout', '500']);
    command.closePipes();
    expect(await command.exit()).toBe(1);
  });
});

describe('2, and one clear line', () => {
  test('nobody is there', async () => {
    await using command = verify(['http://127.0.0.1:9', '--timeout', '1000']);
    expect(await command.exit()).toBe(2);
    expect(command.stdout).toBe('');
    expect(command.stderr).toMatch(
      /^quint-mock: the server does not answer, is it running\? http:\/\/127.0.0.1:9\/[^\n]*\n$/,
    );
  });

  test('the token is refused, and not told', async () => {
    const url = await startServer((request) =>
      request.url.includes('/_mock') ? Response.json({}, { status: 404 }) : undefined,
    );
    await using command = verify([url, '--token', 'qt_deploy_wrong']);
    expect(await command.exit()).toBe(2);
    expect(command.stderr).toMatch(/^quint-mock: the token is not good[^\n]*answered 401[^\n]*\n$/);
    expect(command.stderr).not.toContain('wrong');
  });

  test('it is not the API', async () => {
    const url = await startServer(() => new Response('<html>\n', { status: 200 }));
    await using command = verify([`${url}/prefix`, '--token', 'qt_deploy_any']);
    expect(await command.exit()).toBe(2);
    expect(command.stderr).toMatch(
      /^quint-mock: this is not the API[^\n]*\/prefix\/v1\/sessions[^\n]*answered 200[^\n]*\n$/,
    );
  });

  test('another credential is refused, and not told', async () => {
    const url = await startServer();
    await using command = verify([url, '--jwt', 'garbage']);
    expect(await command.exit()).toBe(2);
    expect(command.stderr).toMatch(/^quint-mock: jwt \(--jwt, QUINT_JWT\) is not good[^\n]*401/);
    expect(command.stderr).not.toContain('garbage');
  });

  test('the report of before stays', async () => {
    const folder = await tempFolder();
    const output = join(folder, 'report.xml');
    await writeFile(output, 'of before');
    await using command = verify(['http://127.0.0.1:9', '--reporter', 'tap', '--output', output]);
    expect(await command.exit()).toBe(2);
    expect(await readFile(output, 'utf8')).toBe('of before');
    expect(await readdir(folder)).toEqual(['report.xml']);
  });

  test('nothing is left to try', async () => {
    const url = await startServer();
    await using command = verify([url, '--only', 'health', '--skip', 'health=why not']);
    expect(await command.exit()).toBe(2);
    expect(command.stderr).toBe('quint-mock: no case was tried, for all of them are skipped\n');
    expect(command.stdout).toMatch(SUMMARY);
  });

  test('the report cannot be written: that is known before the run', async () => {
    const output = join(await tempFolder(), 'not-there', 'report.xml');
    const url = 'http://127.0.0.1:9';
    await using command = verify([url, '--reporter', 'junit', '--output', output]);
    expect(await command.exit()).toBe(2);
    expect(command.stderr).toBe(`quint-mock: --output ${output} cannot be written (ENOENT)\n`);
  });
});

test('130: a signal ends it at once, with what was found', async () => {
  let hang!: () => void;
  const hangs = new Promise<void>((resolve) => (hang = resolve));
  let asked = 0;
  const url = await startServer((request) => {
    if (request.url.includes('/_mock') || ++asked <= 20) return;
    hang();
    return new Promise<never>(() => {});
  });
  await using command = verify([url, '--only', 'listSessions', '--only', 'listEvents']);
  await hangs;
  command.kill('SIGINT');
  expect(await command.exit()).toBe(130);
  expect(command.stdout).toMatch(/ skipped in [\d.]+ s \(seed \d+\); stopped before the end\n$/);
  const [, passed, , failed, skipped] = SUMMARY.exec(command.stdout)!;
  expect(Number(passed)).toBeGreaterThan(0);
  expect(failed).toBe('0');
  expect(Number(skipped)).toBeGreaterThan(0);
});
