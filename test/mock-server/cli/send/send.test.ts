import { closeSync, openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { event, events } from '../../support/samples.ts';
import { jsonLines, linesOf, overflowOf, send, startServer, tempFolder } from './support.ts';

describe('quint-mock send delivers', () => {
  test('a pipe, and exits with 0', async () => {
    const { url, taken } = await startServer();
    const folder = await tempFolder();
    const sent = events(700);
    await using command = send(folder, ['--url', url], { stdin: 'pipe' });
    command.stdin.end(jsonLines(sent));
    expect(await command.exit()).toBe(0);
    expect(command.stdout).toBe('delivered 700, rejected 0, spilled 0, dropped 0\n');
    expect(command.stderr).toBe('');
    expect(taken).toEqual(sent);
  });

  test('20,000 events of a file, in the order of each session', async () => {
    const { url, mock, taken } = await startServer();
    const folder = await tempFolder();
    const sent = Array.from({ length: 20_000 }, (_, n) => event({ session_id: `s-${n % 7}` }));
    await writeFile(join(folder, 'events.jsonl'), jsonLines(sent));
    await using command = send(folder, ['events.jsonl'], { env: { QUINT_API_URL: url } });
    expect(await command.exit()).toBe(0);
    expect(command.stdout).toBe('delivered 20000, rejected 0, spilled 0, dropped 0\n');
    expect(taken.map((each) => each.event_id)).toEqual(sent.map((each) => each.event_id));
    const [last] = sent.slice(-1);
    expect(await mock.trace(last!.event_id)).toMatchObject({ stopped: null });
  });

  test('what another process has opened: - is standard input', async () => {
    const { url, taken } = await startServer();
    const folder = await tempFolder();
    const sent = events(3);
    await writeFile(join(folder, 'events.jsonl'), jsonLines(sent));
    const stdin = openSync(join(folder, 'events.jsonl'), 'r');
    await using command = send(folder, ['-', '--url', url], { stdin });
    closeSync(stdin);
    expect(await command.exit()).toBe(0);
    expect(taken).toEqual(sent);
  });

  test('with --redact, all but the arguments', async () => {
    const { url, taken } = await startServer();
    const folder = await tempFolder();
    await using command = send(folder, ['--url', url, '--redact'], { stdin: 'pipe' });
    const sent = event({ arguments_json: '{"password":"hunter2"}' });
    command.stdin.end(jsonLines([sent]));
    expect(await command.exit()).toBe(0);
    const { arguments_json: _removed, ...rest } = sent;
    expect(taken).toEqual([rest]);
  });
});

test('lines that are no events are left out and named; the others go on', async () => {
  const { url, taken } = await startServer();
  const folder = await tempFolder();
  const { event_id: _without, ...nameless } = event({ tool_name: 'ä€🙂' });
  const [first, last] = [event(), event()];
  const bad = ['nope', '[1]', 'null', '"text"', '{"half":'];
  await using command = send(folder, ['--url', url], { stdin: 'pipe' });
  command.stdin.write(`\uFEFF${JSON.stringify(first)}\r\n\r\n \n${JSON.stringify(nameless)}\n`);
  command.stdin.write(Buffer.from([0x7b, 0xff, 0x7d, 0x0a]));
  command.stdin.write([...bad, ...bad].join('\r\n'));
  command.stdin.end(
    `\n{"deep":${'['.repeat(50_000)}${']'.repeat(50_000)}}\n${JSON.stringify(last)}`,
  );
  expect(await command.exit()).toBe(3);
  expect(command.stdout).toBe('delivered 3, rejected 0, spilled 0, dropped 0, left out 12\n');
  const told = command.stderr.trimEnd().split('\n');
  expect(told.slice(0, 3)).toEqual([
    'quint-mock: line 5 is not UTF-8; it is left out',
    'quint-mock: line 6 is not JSON; it is left out',
    'quint-mock: line 7 is JSON, but not an object; it is left out',
  ]);
  expect(told.slice(10)).toEqual(['quint-mock: … and 2 more lines']);
  expect(taken).toEqual([
    first,
    { ...nameless, event_id: expect.stringMatching(/^[\da-f-]{36}$/) },
    last,
  ]);
});

test('what the API rejects is put aside, and said', async () => {
  const { url, taken } = await startServer();
  const folder = await tempFolder();
  const [good, bad] = [event(), event({ timestamp: 'yesterday' })];
  await using command = send(folder, ['--url', url], { stdin: 'pipe' });
  command.stdin.end(jsonLines([bad, good, { ...bad, event_id: good.event_id }]));
  expect(await command.exit()).toBe(3);
  const file = join(folder, '.quint/forwarder-rejected.jsonl');
  expect(command.stdout).toBe(`delivered 1, rejected 2 (in ${file}), spilled 0, dropped 0\n`);
  expect(command.stderr).toMatch(/^quint-mock: event \S+ is rejected: \/timestamp [^\n]*\n$/);
  expect(await linesOf(file)).toMatchObject([
    { event: bad },
    { event: { timestamp: 'yesterday' } },
  ]);
  expect(taken).toEqual([good]);
});

describe('a token', () => {
  test('that the API refuses ends it with 2; what was read waits for the next run', async () => {
    const { url, taken } = await startServer();
    const folder = await tempFolder();
    const token = 'qt_deploy_0123456789abcdef0123456789abcdef';
    const sent = events(600);
    await using command = send(folder, ['--url', url, '--token', token], { stdin: 'pipe' });
    // Not the end: it stops reading.
    command.stdin.write(jsonLines(sent));
    expect(await command.exit()).toBe(2);
    const file = overflowOf(folder);
    const spilled = await linesOf(file);
    expect(spilled).toEqual(sent.slice(0, spilled.length));
    expect(command.stdout).toBe(
      `delivered 0, rejected 0, spilled ${spilled.length} (in ${file}), dropped 0\n`,
    );
    expect(command.stderr).toContain(`stopped after line ${spilled.length}`);
    expect(command.stderr).toMatch(/401 [^\n]*--token or QUINT_DEPLOY_TOKEN\n$/);
    expect(command.stdout + command.stderr).not.toContain(token);

    await using next = send(folder, ['--url', url], { stdin: 'pipe' });
    next.stdin.end(jsonLines(sent.slice(spilled.length)));
    expect(await next.exit()).toBe(0);
    expect(next.stderr).toContain(`there are events of an earlier run in ${file}; they go first`);
    expect(taken).toEqual(sent);
    expect(await linesOf(file)).toEqual([]);
  });

  test('may come from the variable; a server that quotes it does not get it shown', async () => {
    let token = '';
    const { url, mock, taken } = await startServer((nth) => {
      if (nth === 1) return Response.json({ error: `not now, ${token}` }, { status: 503 });
    });
    token = (await mock.tokens()).personal;
    const folder = await tempFolder();
    await using command = send(folder, ['--url', url], {
      stdin: 'pipe',
      env: { QUINT_DEPLOY_TOKEN: token },
    });
    command.stdin.end(jsonLines(events(2)));
    expect(await command.exit()).toBe(0);
    expect(taken).toHaveLength(2);
    expect(command.stderr).toBe(
      'quint-mock: POST /v1/ingest: 503 not now, ***; it is tried again\n',
    );
  });
});
