import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { event } from '../../support/samples.ts';
import { jsonLines, linesOf, overflowOf, send, startServer, tempFolder } from './support.ts';

test('a daemon’s events stay where they are, unless they are asked for', async () => {
  const folder = await tempFolder();
  const { url, taken } = await startServer();
  const overflow = overflowOf(folder);
  const waiting = jsonLines([event()]);
  await mkdir(dirname(overflow));
  await writeFile(overflow, waiting);

  const input = join(folder, 'events.jsonl');
  await writeFile(input, jsonLines([event()]));
  const unasked = send(folder, ['--url', url, input]);
  expect(await unasked.exit()).toBe(2);
  expect(unasked.stderr).toContain(`--overflow ${overflow}`);
  expect(await readFile(overflow, 'utf8')).toBe(waiting);
  expect(taken).toEqual([]);

  expect(await send(folder, ['--url', url, '--overflow', overflow, input]).exit()).toBe(0);
  expect(taken).toHaveLength(2);
});

test('what it could not deliver itself, it sends the next time to the same URL only', async () => {
  const folder = await tempFolder();
  let down = true;
  const { url, taken } = await startServer(() =>
    down ? new Response('{"error": "no"}', { status: 401 }) : undefined,
  );
  const other = await startServer();
  const input = join(folder, 'events.jsonl');
  await writeFile(input, jsonLines([event()]));
  expect(await send(folder, ['--url', url, input]).exit()).toBe(2);
  expect(await linesOf(overflowOf(folder))).toHaveLength(1);

  expect(await send(folder, ['--url', other.url, '/dev/null']).exit()).toBe(2);
  expect(other.taken).toEqual([]);

  down = false;
  expect(await send(folder, ['--url', url, '/dev/null']).exit()).toBe(0);
  expect(taken).toHaveLength(1);
  expect(existsSync(`${overflowOf(folder)}.url`)).toBe(false);
});
