import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { spoolUsage } from '../../../../mock-server/cli/spool/spool-usage.ts';
import { besides } from '../../../../src/forwarder/overflow/besides.ts';
import { OverflowFile } from '../../../../src/forwarder/overflow/overflow-file.ts';
import { events } from '../../support/samples.ts';
import { jsonLines, send, startServer, tempFolder } from '../send/support.ts';
import { Command } from '../support.ts';

const spool = (...args: string[]) => new Command(['spool', ...args]);

/** A file that was written by a forwarder. */
async function fileOf(lines: readonly object[]) {
  const path = join(await tempFolder(), 'overflow.jsonl');
  const file = new OverflowFile({ path, maxBytes: 1e9, fsync: 'never' });
  await file.append(lines.map((line) => JSON.stringify(line)));
  return { path, file };
}

/** What somebody has written into it, and a last line that was cut off. */
const DAMAGE = 'nope\n[1]\n{"event_id":"7f9c24e8';

describe('quint-mock spool verify', () => {
  test('says what is in a good file: 0', async () => {
    const { path } = await fileOf(events(3));
    await using command = spool('verify', path);
    expect(await command.exit()).toBe(0);
    const { size } = await stat(path);
    expect(command.stdout).toBe(`${path}: all is well\nevents that wait: 3, in ${size} bytes\n`);
    expect(command.stderr).toBe('');
  });

  test('says what is wrong with a damaged one, and changes nothing: 3', async () => {
    const [one, two] = events(2);
    const { path, file } = await fileOf([one!, two!, two!]);
    const piece = (await file.read({ events: 1, bytes: 1e9 }))!;
    await file.remove(piece.end);
    await writeFile(path, DAMAGE, { flag: 'a' });
    const before = await readFile(path);
    await using command = spool('verify', path);
    expect(await command.exit()).toBe(3);
    expect(command.stdout.split('\n')).toEqual([
      `${path}: damaged`,
      expect.stringMatching(/^events that wait: 2, in \d+ bytes$/),
      'of these, with the event_id of an earlier one: 1',
      `delivered, and not yet taken off: ${piece.end} bytes`,
      'lines that are no events: 3',
      expect.stringMatching(/^ {2}line 4, 5 bytes from byte \d+ on: /),
      expect.stringMatching(/^ {2}line 5, 4 bytes from byte \d+ on: /),
      expect.stringMatching(/^ {2}line 6, 21 bytes from byte \d+ on: /),
      'the last of them has no end: who wrote it was killed, or is writing',
      expect.stringMatching(new RegExp(`^reader: process ${process.pid} on \\S+$`)),
      '',
    ]);
    expect(await readFile(path)).toEqual(before);
  });

  test('a cursor of another file is damage, too', async () => {
    const { path } = await fileOf(events(1));
    await writeFile(besides(path).cursor, '{"offset":10,"digest":"x"}');
    await using command = spool('verify', path);
    expect(await command.exit()).toBe(3);
    expect(command.stdout).toContain('the cursor beside it is of another file: ignored\n');
  });
});

describe('quint-mock spool repair', () => {
  test('makes it good again, and says what it did: 0', async () => {
    const { path } = await fileOf(events(2));
    const good = await readFile(path, 'utf8');
    await writeFile(path, DAMAGE, { flag: 'a' });
    await using command = spool('repair', path);
    expect(await command.exit()).toBe(0);
    expect(command.stdout.split('\n')).toEqual([
      `${path}: repaired`,
      'events that wait: 2',
      `lines that were no events, now in ${path}.corrupt: 3`,
      '',
    ]);
    expect(await readFile(path, 'utf8')).toBe(good);
    expect(await readFile(`${path}.corrupt`, 'utf8')).toContain(DAMAGE);
    await using again = spool('repair', path);
    expect(await again.exit()).toBe(0);
    expect(again.stdout).toBe(`${path}: there was nothing to repair\nevents that wait: 2\n`);
  });

  test('leaves it alone while a forwarder works on it: 2', async () => {
    const { path, file } = await fileOf(events(2));
    await file.read({ events: 1, bytes: 1e9 });
    await using command = spool('repair', path);
    expect(await command.exit()).toBe(2);
    expect(command.stderr).toMatch(new RegExp(`^quint-mock: process ${process.pid} [^\n]*\n$`));
    expect(command.stdout).toBe('');
    await file.release();
  });
});

describe('quint-mock spool export', () => {
  test('prints the events that wait, for send to read: 0', async () => {
    const sent = events(20);
    const { path } = await fileOf(sent);
    await using command = spool('export', path);
    expect(await command.exit()).toBe(0);
    expect(command.stdout).toBe(jsonLines(sent));
    const { url, taken } = await startServer();
    await using next = send(await tempFolder(), ['--url', url], { stdin: 'pipe' });
    next.stdin.end(command.stdout);
    expect(await next.exit()).toBe(0);
    expect(taken).toEqual(sent);
    expect(existsSync(path)).toBe(true);
  });

  test('leaves out what is no event, and says so: 3', async () => {
    const sent = events(2);
    const { path } = await fileOf(sent);
    await writeFile(path, DAMAGE, { flag: 'a' });
    await using command = spool('export', path);
    expect(await command.exit()).toBe(3);
    expect(command.stdout).toBe(jsonLines(sent));
    expect(command.stderr).toBe(
      `quint-mock: lines of ${path} that are no events, and left out: 3\n`,
    );
  });

  test('goes on for as long as somebody reads', async () => {
    const { path } = await fileOf(events(20_000));
    await using command = spool('export', path);
    await command.prints('\n');
    command.closePipes();
    expect(await command.exit()).toBe(0);
  });
});

test('a file that is not there: one clear line, exit code 2', async () => {
  await using command = spool('verify', 'not-there.jsonl');
  expect(await command.exit()).toBe(2);
  expect(command.stderr).toBe('quint-mock: not-there.jsonl is not there\n');
});

test('the usage text fits a terminal', () => {
  const usage = spoolUsage();
  expect(usage).toContain('Exit codes: 0');
  for (const line of usage.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});
