// npm run soak [seconds]: a server under mixed load, far beyond everything that it keeps, must not grow.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createQuintClient } from '@quint-security/contract';
import { live } from '@quint-security/contract/live';
import { agentTraffic } from '@quint-security/contract/mock';

const SECONDS = Number(process.argv[2] ?? 120);
const SAMPLES = 12;
/** The first samples, while the mixed load takes the place of the filling, count for nothing. */
const SETTLING = 3;
/** So many events fill everything that is bounded: the memories of deduplication ids hold 250,000, … */
const FILLING = 600_000;
/** … and the groups and windows of the sessions that were there 10,000 each. */
const FILLING_SESSIONS = 30_000;
/** By how much the last third of the samples may exceed the full server, or the first third. */
const TOLERANCE = 1.1;

const child = fork(join(import.meta.dirname, 'server.ts'), {
  execArgv: ['--expose-gc', '--import', 'tsx'],
});
const [{ url }] = (await once(child, 'message')) as [{ url: string }];
const client = createQuintClient({ baseUrl: url, token: 'qt_deploy_YOUR_TOKEN' });

let events = 0;
let liveMessages = 0;
const stop = new AbortController();
const following = (async () => {
  for await (const message of live(client, { signal: stop.signal })) if (message.id) liveMessages++;
})();

/** Another day of traffic, of sessions and events that nobody has seen. */
async function sendDay(seed: number): Promise<void> {
  for (const delivery of agentTraffic({ seed, sessions: 4 })) {
    if (delivery.kind === 'report') await client.ingestSession(delivery.report);
    else events += (await client.ingestEvents({ events: delivery.events })).ingested;
  }
  // What users do beside that: read, page, be refused, be late, open a stream and leave.
  const { sessions } = await client.listSessions({ limit: 20 });
  for (const { id } of sessions.slice(0, 3)) await client.getSession(id);
  await client.listEvents({ limit: 100, decision: 'block' });
  await client.listAlerts({ limit: 100 });
  await client.getEventStats({ since: '2026-04-25T00:00:00Z' });
  await client.safe.getSession(`nobody-${seed}`);
  await client.safe.ingestEvents({ events: [] });
  await (await client.stream()).cancel();
}

async function heapBytes(): Promise<number> {
  const answer = once(child, 'message');
  child.send('collect');
  return ((await answer) as [{ heapBytes: number }])[0].heapBytes;
}

/** Whole batches of events that nobody has seen. */
async function fill(): Promise<void> {
  const day = agentTraffic({ sessions: 20 }).flatMap((delivery) =>
    delivery.kind === 'events' ? delivery.events : [],
  );
  while (events < FILLING) {
    const batch = Array.from({ length: 500 }, (_, n) => ({
      ...day[(events + n) % day.length]!,
      event_id: crypto.randomUUID(),
      session_id: `filling-${(events + n) % FILLING_SESSIONS}`,
      risk_score: 60,
    }));
    events += (await client.ingestEvents({ events: batch })).ingested;
  }
}

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

await fill();
const full = await heapBytes();
console.log(`${mebibytes(full)} after ${events} events: full`);
const samples: number[] = [];
const began = Date.now();
for (let seed = 1; samples.length < SETTLING + SAMPLES;) {
  const until = began + ((samples.length + 1) * SECONDS * 1000) / (SETTLING + SAMPLES);
  while (Date.now() < until) await sendDay(seed++);
  const bytes = await heapBytes();
  console.log(`${mebibytes(bytes)} after ${events} events`);
  samples.push(bytes);
}
stop.abort();
await following;
child.kill();

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
// Both are states of a server that is full: the filling leaves it with more of one kind of rows, the
// mixed load with more of another.
const before = Math.max(full, mean(samples.slice(SETTLING, SETTLING + SAMPLES / 3)));
const growth = mean(samples.slice(-SAMPLES / 3)) / before;
console.log(
  `${liveMessages} live messages; the last third is ${growth.toFixed(3)} of what was full`,
);
if (liveMessages === 0 || !(growth < TOLERANCE)) {
  console.error(`The server has grown by more than ${TOLERANCE}, or its stream was silent.`);
  process.exitCode = 1;
}
