import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { event, events } from '../../support/samples.ts';
import {
  debugUrl,
  gate,
  jsonLines,
  linesOf,
  overflowOf,
  reaches,
  send,
  startServer,
  tempFolder,
} from './support.ts';

/** Of POSIX; Node has nothing for it. */
const MAKE_PIPE = 'mkfifo';

/** Turns everything away for a minute, so that nobody waits for the next try. */
const LATER = () =>
  Response.json({ error: 'overloaded' }, { status: 503, headers: { 'retry-after': '60' } });

/** Where nobody listens. */
async function deadUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return `http://127.0.0.1:${port}`;
}

describe('a signal', () => {
  test('ends a pipe that stays open; everything is delivered: 0', async () => {
    const { url, taken } = await startServer();
    const folder = await tempFolder();
    await using command = send(folder, ['--url', url, '--debug-port', '0'], { stdin: 'pipe' });
    command.stdin.write(jsonLines(events(3)));
    await reaches(command, { counters: { enqueued: 3 } });
    command.kill('SIGINT');
    expect(await command.exit()).toBe(0);
    expect(command.stdout).toBe('delivered 3, rejected 0, spilled 0, dropped 0\n');
    expect(command.stderr).toContain('quint-mock: stopped after line 3\n');
    expect(taken).toHaveLength(3);
  });

  test('ends a named pipe, too', async () => {
    const { url } = await startServer();
    const folder = await tempFolder();
    execFileSync(MAKE_PIPE, [join(folder, 'fifo')]);
    await using command = send(folder, ['fifo', '--url', url, '--debug-port', '0']);
    await command.says('/debug/flows');
    command.kill('SIGINT');
    expect(await command.exit()).toBe(0);
    expect(command.stderr).toContain('stopped after line 0\n');
  });

  test('during an outage puts what was read into the overflow file: 3; the next run sends it first', async () => {
    let isOver = false;
    const { url, taken } = await startServer(() => (isOver ? undefined : LATER()));
    const folder = await tempFolder();
    const sent = events(6_000);
    await writeFile(join(folder, 'events.jsonl'), jsonLines(sent));
    await using command = send(folder, ['events.jsonl', '--url', url]);
    await command.says('overloaded');
    command.kill('SIGTERM');
    expect(await command.exit()).toBe(3);
    const file = overflowOf(folder);
    const spilled = await linesOf(file);
    const { length: count } = spilled;
    expect(spilled).toEqual(sent.slice(0, count));
    expect(command.stdout).toBe(
      `delivered 0, rejected 0, spilled ${count} (in ${file}), dropped 0\n`,
    );
    expect(command.stderr).toBe(
      'quint-mock: POST /v1/ingest: 503 overloaded; it is tried again\n' +
        `quint-mock: stopped after line ${count}; what follows was not read\n`,
    );

    isOver = true;
    await using next = send(folder, ['--url', url], { stdin: 'pipe' });
    next.stdin.end(jsonLines(sent.slice(count)));
    expect(await next.exit()).toBe(0);
    expect(next.stdout).toBe('delivered 6000, rejected 0, spilled 0, dropped 0\n');
    expect(taken).toEqual(sent);
    expect(await linesOf(file)).toEqual([]);
  });

  test('where nobody listens does the same', async () => {
    const folder = await tempFolder();
    const sent = events(1_200);
    await using command = send(folder, ['--url', await deadUrl(), '--overflow', 'of.jsonl'], {
      stdin: 'pipe',
    });
    command.stdin.write(jsonLines(sent));
    await command.says('ECONNREFUSED');
    command.kill('SIGTERM');
    expect(await command.exit()).toBe(3);
    const spilled = await linesOf(join(folder, 'of.jsonl'));
    expect(spilled.length).toBeGreaterThan(0);
    expect(spilled).toEqual(sent.slice(0, spilled.length));
    expect(command.stderr.match(/ECONNREFUSED/g)).toHaveLength(1);
  });

  test('a second one does not wait: 130; what was in memory is in the file', async () => {
    const { url } = await startServer(() => gate().opened);
    const folder = await tempFolder();
    await using command = send(folder, ['--url', url, '--debug-port', '0'], { stdin: 'pipe' });
    const sent = events(700);
    command.stdin.write(jsonLines(sent));
    await reaches(command, { in_flight: 500, depth: 200 });
    const again = setInterval(() => command.kill('SIGINT'), 150);
    expect(await command.exit()).toBe(130);
    clearInterval(again);
    expect(await linesOf(overflowOf(folder))).toEqual(sent);
  });
});

test('a reader that closes stdout and stderr does not end it', async () => {
  const { url, taken } = await startServer();
  const folder = await tempFolder();
  await using command = send(folder, ['--url', url], { stdin: 'pipe' });
  command.stdin.write('nope\n');
  await command.says('line 1');
  command.closePipes();
  command.stdin.end(`nope\n${jsonLines([event()])}`);
  expect(await command.exit()).toBe(3);
  expect(taken).toHaveLength(1);
});

describe('--debug-port', () => {
  test('serves the counters at /debug/flows, to this machine, and nothing else', async () => {
    const { url } = await startServer();
    const folder = await tempFolder();
    await using command = send(folder, ['--url', url, '--debug-port', '0'], { stdin: 'pipe' });
    const debug = await debugUrl(command);
    expect(command.stderr).toBe(`quint-mock: the counters are at ${debug}\n`);
    expect(await (await fetch(`${debug}?x`)).json()).toMatchObject({ depth: 0, capacity: 5_000 });
    expect((await fetch(new URL('/debug', debug))).status).toBe(404);
    // What a web page gets that gives its own name this address.
    const asking = get(debug, { headers: { host: 'page.test' } });
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    expect(answer.resume().statusCode).toBe(403);
    command.stdin.end();
    expect(await command.exit()).toBe(0);
  });

  test('that is in use: one clear line, exit code 2', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const folder = await tempFolder();
    await using command = send(folder, ['--debug-port', String(port)], { stdin: 'pipe' });
    expect(await command.exit()).toBe(2);
    expect(command.stderr).toMatch(
      new RegExp(`^quint-mock: port ${port} .*in use.*--debug-port.*\n$`),
    );
    other.close();
  });
});
