// npm run bench: every figure of the README, next to a floor or a peer, in one run.
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { clientOverhead } from './client-overhead.ts';
import { fanoutRates } from './fanout.ts';
import { bufferMemory, deliveries } from './forwarder.ts';
import { inProcessRates } from './in-process.ts';
import { ingestRates } from './ingest.ts';
import { liveStreams } from './live.ts';
import { mswTimes } from './msw.ts';
import { gzipSize } from './size.ts';
import { startupTimes } from './startup.ts';
import { storeFigures } from './store.ts';
import { verifyTimes } from './verify.ts';

const lines: string[] = [];
const say = (line = '') => {
  console.log(line);
  lines.push(line);
};
const whole = (value: number) => Math.round(value).toLocaleString('en');
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const verdict = (reached: boolean) => (reached ? 'reached' : '**missed**');

say('# Results');
say();
say(
  `The last output of \`npm run bench\`: Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ` +
    `${Math.round(totalmem() / 2 ** 30)} GiB. Machines differ; read the ratios.`,
);

for (const connections of [1, 4]) {
  const batches = await ingestRates({ events: 500, requests: 200, connections, rounds: 5 });
  say();
  say(`## Batches of 500, ${connections} at a time, until all three processors are done`);
  say();
  say('| | events/s | to the floor |');
  say('|---|---:|---:|');
  for (const [name, rate] of Object.entries(batches)) {
    say(`| ${name} | ${whole(rate)} | ${(rate / batches.floor).toFixed(2)} |`);
  }
  const toFloor = batches.quint / batches.floor;
  const toPrism = batches.quint / batches.prism;
  say();
  say(
    `${toFloor.toFixed(2)} of the floor (target 0.5: ${verdict(toFloor >= 0.5)}), ` +
      `${toPrism.toFixed(1)} × Prism (target 5: ${verdict(toPrism >= 5)}).`,
  );
}

const single = await ingestRates({ events: 1, requests: 4_000, connections: 4, rounds: 5 });
say();
say('## Requests of one event, 4 at a time');
say();
say('| | requests/s |');
say('|---|---:|');
for (const [name, rate] of Object.entries(single)) say(`| ${name} | ${whole(rate)} |`);

const fanout = await fanoutRates({
  small: { messages: 1_000, groups: 100 },
  large: { messages: 1_000_000, groups: 100_000 },
});
const backlogRatio = fanout.small / fanout.large;
say();
say('## Fan-out alone: publish, three queues, receive, delete');
say();
say('| backlog | deliveries/s |');
say('|---|---:|');
say(`| 1,000 messages in 100 groups | ${whole(fanout.small)} |`);
say(`| 1,000,000 messages in 100,000 groups | ${whole(fanout.large)} |`);
say();
say(
  `Target 200,000: ${verdict(fanout.large >= 200_000)}. ` +
    `The cost per message is ${backlogRatio.toFixed(2)} × with the large backlog ` +
    `(target 1.3: ${verdict(backlogRatio <= 1.3)}).`,
);

const store = await storeFigures();
say();
say('## Reading a session, and the memory of an event');
say();
say(
  `getSession with 1,000 events stored ${whole(store.few)} µs, with 1,000,000 ${whole(store.many)} µs: ` +
    `${(store.many / store.few).toFixed(2)} × (target 2: ${verdict(store.many <= 2 * store.few)}). ` +
    `A stored event takes its JSON and ${whole(store.overhead)} bytes ` +
    `(target 500: ${verdict(store.overhead <= 500)}).`,
);

const streams = await liveStreams();
say();
say('## Live streams of one org');
say();
say(
  `${whole(streams.clients)} clients, ${whole(streams.upserts)} upserts: ` +
    `${whole(streams.received)} of ${whole(streams.clients * streams.upserts)} messages received; ` +
    `from report to client p50 ${whole(streams.p50)} ms, p99 ${whole(streams.p99)} ms; ` +
    `per client ${whole(streams.perClient.rss / 1024)} KiB of the server’s memory, ` +
    `${whole(streams.perClient.heap / 1024)} KiB of it heap.`,
);

const startup = await startupTimes();
say();
say('## From process start to ready');
say();
say(
  `quint-mock ${whole(startup.quint)} ms, Prism ${whole(startup.prism)} ms: ` +
    `${(startup.quint / startup.prism).toFixed(2)} of it ` +
    `(targets 300 ms and a quarter: ${verdict(startup.quint <= 300 && startup.quint <= startup.prism / 4)}).`,
);

const overhead = await clientOverhead();
say();
say('## The client, per call');
say();
say(
  `bare fetch ${whole(overhead.fetch)} µs, client ${whole(overhead.client)} µs: ` +
    `${whole(overhead.client - overhead.fetch)} µs more.`,
);

const inProcess = await inProcessRates();
say();
say('## `createTestClient`, next to the same client over HTTP');
say();
say('| one call after the other | in one process, requests/s | over HTTP | ratio (target 5) |');
say('|---|---:|---:|---:|');
for (const [call, { here, overHttp }] of Object.entries(inProcess)) {
  const ratio = here / overHttp;
  say(
    `| ${call} | ${whole(here)} | ${whole(overHttp)} | ${ratio.toFixed(1)}: ${verdict(ratio >= 5)} |`,
  );
}

const throughMsw = await mswTimes();
say();
say('## `quintHandlers`, next to a bare MSW handler that answers a constant');
say();
say('| through MSW, with the client | constant µs | quint µs | ratio |');
say('|---|---:|---:|---:|');
for (const [call, { constant, quint }] of Object.entries(throughMsw)) {
  say(`| ${call} | ${whole(constant)} | ${whole(quint)} | ${(quint / constant).toFixed(2)} |`);
}

const conformance = await verifyTimes();
say();
say('## `quint-mock verify`, against the mock over HTTP');
say();
say(
  `${whole(conformance.cases)} cases in ${conformance.seconds.toFixed(1)} s from process start to end ` +
    `(target 10 s: ${verdict(conformance.seconds <= 10)}).`,
);

const forwarding = await deliveries();
const { forwarder, opentelemetry, posthog, segment, loop, loopOfBodies } = forwarding;
const peers = [opentelemetry, posthog, segment];
const toLoop = forwarder.cpu / loop.cpu;
say();
say('## The forwarder, next to three batch clients and a loop');
say();
say(
  'Each in a process of its own; batches of 500 uncompressed to a server that only counts, at which all events came: ' +
    "the forwarder as it is; OpenTelemetry's `BatchLogRecordProcessor` with `maxExportBatchSize: 500`, " +
    '`maxQueueSize: 5_000` and the OTLP/HTTP JSON exporter, an event being the attributes of a log record; ' +
    '`posthog-node` with `flushAt` and `maxBatchSize: 500`, `disableCompression: true`; ' +
    '`@segment/analytics-node` with `flushAt: 500`; a loop of `JSON.stringify` and `fetch`.',
);
say();
say('| | `enqueue` ns | p99 of blocks of 100 | CPU µs per event | events/s | bytes per event |');
say('|---|---:|---:|---:|---:|---:|');
for (const [name, { enqueue, enqueueP99, cpu, rate, bytes }] of Object.entries(forwarding)) {
  const isLoop = name.startsWith('loop');
  const calls = isLoop ? '| ' : `${whole(enqueue)} | ${whole(enqueueP99)}`;
  say(`| ${name} | ${calls} | ${cpu.toFixed(2)} | ${whole(rate)} | ${whole(bytes)} |`);
}
say();
say(
  '`enqueue`: target 1,000 ns and faster than each of them: ' +
    `${verdict(forwarder.enqueue <= 1_000 && peers.every(({ enqueue }) => forwarder.enqueue < enqueue))}. ` +
    `CPU time: ${toLoop.toFixed(2)} × the loop (target 1.15: ${verdict(toLoop <= 1.15)}), ` +
    `${(forwarder.cpu / loopOfBodies.cpu).toFixed(2)} × one whose bodies were made before, ` +
    `lower than each of them: ${verdict(peers.every(({ cpu }) => forwarder.cpu < cpu))}. ` +
    `Events/s: ${(forwarder.rate / loop.rate).toFixed(2)} of the loop ` +
    `(target 0.8: ${verdict(forwarder.rate >= 0.8 * loop.rate)}).`,
);

const memory = await bufferMemory();
const over = memory.inForwarder - memory.inArray;
say();
say(
  `With a full buffer of 5,000 events, and 500 being sent, it holds ${mb(memory.inForwarder)}; ` +
    `the 5,000 alone take ${mb(memory.inArray)} in an array and ${mb(memory.json)} as JSON: ` +
    `${mb(over)} more (target 5 MB: ${verdict(over <= 5e6)}).`,
);

const client = await gzipSize(`export * from './src/index.ts'`);
const openapiFetch = await gzipSize(`export { default } from 'openapi-fetch'`);
say();
say('## The client entry, gzip');
say();
say(
  `${whole(client)} bytes with openapi-fetch in it, openapi-fetch alone ${whole(openapiFetch)} ` +
    `(target 4,096: ${verdict(client <= 4096)}).`,
);

await writeFile('bench/RESULTS.md', `${lines.join('\n')}\n`);
