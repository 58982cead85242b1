// What events take in memory, held in an array or by a forwarder whose server does not answer.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createForwarder } from '@quint-security/contract/forwarder';
import { eventMaker } from './events.mjs';

const CAPACITY = 5_000;
const BATCH = 500;

process.once('message', async ({ url, events }) => {
  const make = eventMaker(events);
  const folder = await mkdtemp(join(tmpdir(), 'forwarder-'));
  const path = join(folder, 'overflow');
  // What is loaded at the first request is no cost of the buffer.
  const first = createForwarder({ baseUrl: url, token: 'qt_deploy_YOUR_TOKEN', path });
  for (const event of make(BATCH)) first.enqueue(event);
  await first.close();

  const array = [];
  const empty = await heapBytes();
  for (const event of make(CAPACITY)) array.push(event);
  const inArray = (await heapBytes()) - empty;
  const json = array.reduce((bytes, event) => bytes + Buffer.byteLength(JSON.stringify(event)), 0);
  array.length = 0;

  const forwarder = createForwarder({
    baseUrl: `${url}/silence`,
    token: 'qt_deploy_YOUR_TOKEN',
    path,
    capacity: CAPACITY,
    timeout: 0,
  });
  const before = await heapBytes();
  // A batch that is being sent comes on top of those that fill the buffer.
  for (const event of make(BATCH)) forwarder.enqueue(event);
  while (forwarder.stats().inFlight < BATCH) await setImmediate();
  for (const event of make(CAPACITY)) forwarder.enqueue(event);
  const inForwarder = (await heapBytes()) - before;
  const { buffered, dropped } = forwarder.stats();
  if (buffered < CAPACITY || dropped > 0)
    throw new Error(`${buffered} buffered, ${dropped} dropped`);
  await rm(folder, { recursive: true });
  process.send({ json, inArray, inForwarder }, () => process.exit());
});

async function heapBytes() {
  // What is finalized in one collection is freed in the next.
  for (let nth = 0; nth < 3; nth++) {
    globalThis.gc();
    await setImmediate();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
