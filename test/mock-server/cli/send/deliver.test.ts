// Outages take half a minute and more, so here time is turned; the file is a real one.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { VirtualClock } from '../../../../mock-server/clock/index.ts';
import { deliver } from '../../../../mock-server/cli/send/deliver.ts';
import type { Input } from '../../../../mock-server/cli/send/input.ts';
import { exitCode } from '../../../../mock-server/cli/send/outcome.ts';
import type { QuintEvent } from '../../../../spec/schemas/event.ts';
import { createForwarder } from '../../../../src/forwarder/index.ts';
import { OverflowFile } from '../../../../src/forwarder/overflow/overflow-file.ts';
import { events } from '../../support/samples.ts';
import { gate, jsonLines, linesOf, tempFolder } from './support.ts';

const LIMITS = { events: 1_000, bytes: 1e6, overflowBytes: 1e9 };

/** A delivery of lines that are read as they are wanted; the last one not before `finish`. */
async function start(sent: readonly QuintEvent[], limits: Partial<typeof LIMITS> = {}) {
  const folder = await tempFolder();
  const path = join(folder, 'spool/overflow.jsonl');
  const clock = new VirtualClock();
  const server = { isUp: false, requests: 0, taken: [] as QuintEvent[] };
  const forwarder = createForwarder({
    baseUrl: 'http://mock',
    token: '',
    path,
    clock,
    capacity: LIMITS.events,
    async fetch(request) {
      server.requests++;
      if (!server.isUp) throw new Error('nobody is there');
      const { events: some } = (await request.json()) as { events: QuintEvent[] };
      server.taken.push(...some);
      return Response.json({ ingested: some.length, duplicates: 0 });
    },
  });
  const [{ open: finish, opened: finished }, { open: stop, opened: stopped }] = [gate(), gate()];
  async function* chunks() {
    yield* sent.slice(0, -1).map((each) => Buffer.from(jsonLines([each])));
    await finished;
    yield Buffer.from(jsonLines(sent.slice(-1)));
  }
  const input: Input = { stream: Readable.from(chunks()), name: 'test', isFile: false };
  const said: string[] = [];
  const say = (text: string) => said.push(text.replaceAll(folder, ''));
  const run = { isOver: false };
  const done = deliver(input, forwarder, { limits: { ...LIMITS, ...limits }, say, stopped });
  void done.then(() => (run.isOver = true));
  /** Lets time pass until it is so, or the delivery is over. */
  const until = async (isSo: () => boolean) => {
    while (!isSo() && !run.isOver) await clock.advance(1_000);
  };
  return { folder, path, server, forwarder, said, finish, stop, done, until };
}

const BEGAN = [
  'POST /v1/ingest: connection to http://mock failed: nobody is there; it is tried again',
  'outage: until the API takes something, events go to /spool/overflow.jsonl',
];

test('in an outage it reads on, into the file; after it all comes in order', async () => {
  const sent = events(5_000);
  const { server, forwarder, said, until, finish, done, path } = await start(sent);
  server.isUp = true;
  await until(() => server.taken.length > 0);
  server.isUp = false;
  await until(() => forwarder.flows().outage && forwarder.stats().enqueued === 4_999);
  expect(server.taken.length).toBeLessThan(4_000);
  server.isUp = true;
  await until(() => !forwarder.flows().outage);
  finish();
  await until(() => false);
  expect(await done).toMatchObject({ delivered: 5_000, spilled: 0, dropped: 0, leftOut: 0 });
  expect(server.taken).toEqual(sent);
  expect(await linesOf(path)).toEqual([]);
  expect(said).toEqual([...BEGAN, 'the outage is over']);
});

test('when it is still going on in the end, all is in the file, after all tries', async () => {
  const sent = events(3_000);
  const { server, said, until, finish, done, path } = await start(sent);
  finish();
  await until(() => false);
  expect(await done).toMatchObject({ delivered: 0, spilled: 3_000, dropped: 0 });
  expect(server.requests).toBeGreaterThanOrEqual(6);
  expect(await linesOf(path)).toEqual(sent);
  expect(said).toEqual(BEGAN);
});

/** A file where the folder of the overflow file should be. */
const OBSTACLE = "EEXIST: file already exists, mkdir '/spool'; it is tried again";

test('when neither API nor file take anything it waits, and loses nothing', async () => {
  const sent = events(3_000);
  const { folder, server, forwarder, said, until, finish, done } = await start(sent);
  writeFileSync(join(folder, 'spool'), '');
  await until(() => forwarder.flows().outage);
  const { requests } = server;
  await until(() => server.requests > requests + 1);
  expect(forwarder.stats()).toMatchObject({ enqueued: 1_000, spilled: 0, dropped: 0 });
  rmSync(join(folder, 'spool'));
  await until(() => forwarder.stats().enqueued === 2_999);
  server.isUp = true;
  await until(() => !forwarder.flows().outage);
  finish();
  await until(() => false);
  expect(await done).toMatchObject({ delivered: 3_000, spilled: 0, dropped: 0 });
  expect(server.taken).toEqual(sent);
  // It may have looked in the very moment in which the obstacle went.
  const others = said.filter((text) => !text.startsWith('ENOENT'));
  expect(others).toEqual([BEGAN[0], OBSTACLE, BEGAN[1], 'the outage is over']);
});

test('at the end of the input it gives up after all tries; what is left is dropped, and counted', async () => {
  const { folder, server, finish, done, until } = await start(events(700));
  writeFileSync(join(folder, 'spool'), '');
  finish();
  await until(() => false);
  const outcome = await done;
  expect(outcome).toMatchObject({ delivered: 0, spilled: 0, dropped: 700 });
  expect(exitCode(outcome)).toBe(3);
  expect(server.requests).toBeGreaterThanOrEqual(6);
});

test('when it must end then, what is left is dropped, and counted', async () => {
  const { folder, forwarder, said, until, stop, done } = await start(events(3_000));
  writeFileSync(join(folder, 'spool'), '');
  await until(() => forwarder.flows().outage);
  stop();
  await until(() => false);
  const outcome = await done;
  expect(outcome).toMatchObject({ delivered: 0, dropped: 1_000, spilled: 0 });
  expect(exitCode(outcome)).toBe(3);
  const lost = 'the overflow file cannot be written: what is left is dropped';
  expect(said).toEqual([BEGAN[0], OBSTACLE, lost]);
});

test('it reads no more than the file can hold without losing its oldest', async () => {
  const sent = events(3_000);
  const limits = { overflowBytes: 100_000 };
  const { server, forwarder, said, until, finish, done } = await start(sent, limits);
  finish();
  await until(() => forwarder.flows().overflow.bytes > limits.overflowBytes);
  const { requests } = server;
  await until(() => server.requests > requests);
  expect(forwarder.stats()).toMatchObject({ enqueued: 1_000, buffered: 0 });
  server.isUp = true;
  await until(() => false);
  expect(await done).toMatchObject({ delivered: 3_000, spilled: 0, dropped: 0 });
  expect(server.taken).toEqual(sent);
  const full =
    '/spool/overflow.jsonl is nearly full: the reading waits until the API takes what is in it';
  expect(said).toEqual([...BEGAN, full, 'the outage is over']);
});

test('while another process sends what is in the file, what is read is left to it', async () => {
  const [earlier, ...sent] = events(201);
  const { path, server, until, finish, done } = await start(sent);
  const other = new OverflowFile({ path, maxBytes: 1e9, fsync: 'never' });
  await other.append([JSON.stringify(earlier)]);
  await other.read({ events: 1, bytes: 1e9 });
  server.isUp = true;
  finish();
  await until(() => false);
  const outcome = await done;
  await other.release();
  expect(outcome).toMatchObject({ delivered: 0, spilled: 200, dropped: 0 });
  expect(exitCode(outcome)).toBe(3);
  expect(await linesOf(path)).toEqual([earlier, ...sent]);
});

test('without anything to read, what waits in the file is delivered', async () => {
  const earlier = events(2_000);
  const { path, server, said, until, finish, done } = await start([]);
  const file = new OverflowFile({ path, maxBytes: 1e9, fsync: 'never' });
  await file.append(earlier.map((each) => JSON.stringify(each)));
  server.isUp = true;
  finish();
  await until(() => false);
  const outcome = await done;
  expect(outcome).toMatchObject({ delivered: 2_000, spilled: 0, dropped: 0 });
  expect(exitCode(outcome)).toBe(0);
  expect(server.taken).toEqual(earlier);
  expect(said).toEqual([
    'there are events of an earlier run in /spool/overflow.jsonl; they go first',
  ]);
});
