// What the command holds in memory, and when it stops reading.
import { readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { expect, test } from 'vitest';
import { event } from '../../support/samples.ts';
import { gate, jsonLines, reaches, send, startServer, tempFolder } from './support.ts';

const MIB = 2 ** 20;

test('it reads no more than the forwarder can hold, and drops nothing', async () => {
  const { open, opened } = gate();
  const { url, taken } = await startServer(() => opened);
  const folder = await tempFolder();
  await using command = send(folder, ['--url', url, '--debug-port', '0'], { stdin: 'pipe' });
  const sent = Array.from({ length: 7_000 }, () => event({ tool_name: 'x'.repeat(300) }));
  command.stdin.end(jsonLines(sent));
  await reaches(command, { depth: 4_500, in_flight: 500, counters: { enqueued: 5_000 } });
  // The pipe is full.
  expect(command.stdin.writableLength).toBeGreaterThan(0);
  open();
  expect(await command.exit()).toBe(0);
  expect(command.stdout).toBe('delivered 7000, rejected 0, spilled 0, dropped 0\n');
  expect(taken.length).toBe(sent.length);
});

test('large events fill it by their bytes', async () => {
  const { open, opened } = gate();
  const { url, taken } = await startServer(() => opened);
  const folder = await tempFolder();
  await using command = send(folder, ['--url', url, '--debug-port', '0'], { stdin: 'pipe' });
  const sent = Array.from({ length: 26 }, () => event({ tool_name: 'x'.repeat(MIB) }));
  command.stdin.end(jsonLines(sent));
  // A request may have 10 MB, and another 16 MiB wait.
  await reaches(command, { depth: 16, in_flight: 9, counters: { enqueued: 25 } });
  open();
  expect(await command.exit()).toBe(0);
  expect(taken.length).toBe(26);
});

test.runIf(platform() === 'linux')('a line without an end needs no memory', async () => {
  const { open, opened } = gate();
  const { url, taken } = await startServer(() => opened);
  const folder = await tempFolder();
  await using command = send(folder, ['--url', url, '--debug-port', '0'], { stdin: 'pipe' });
  const chunk = Buffer.alloc(MIB, 'x');
  for (let mib = 0; mib < 250; mib++) {
    await new Promise((resolve) => command.stdin.write(chunk, resolve));
  }
  command.stdin.end(`\n${jsonLines([event()])}`);
  await command.says('line 1 is longer than 10485760 bytes');
  const status = await readFile(`/proc/${command.pid}/status`, 'utf8');
  const kib = Number(/VmHWM:\s*(\d+)/.exec(status)![1]);
  expect(kib / 1024).toBeLessThan(220);
  open();
  expect(await command.exit()).toBe(3);
  expect(taken.length).toBe(1);
});
