// What a daemon does with its events while the API is down, and after: nothing is lost, and nothing
// comes twice. Needs no running server; the outage is made by faults.
//
//   npx tsx examples/daemon-forwarder.ts
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createForwarder, redactArguments } from '@quint-security/contract/forwarder';
import { agentTraffic, createTestClient } from '@quint-security/contract/mock';

const { client, server, close } = createTestClient();
const { service: token } = await server.tokens();
const home = await mkdtemp(join(tmpdir(), 'quint-daemon-'));

const forwarder = createForwarder({
  token,
  baseUrl: 'http://mock',
  fetch: server.fetch, // a daemon leaves this and `baseUrl` out, and QUINT_API_URL says where to
  path: join(home, 'forwarder-overflow.jsonl'),
  transform: redactArguments, // what tools were called with stays on the machine
  retry: { attempts: 1, baseDelay: 10 },
});
forwarder.on('error', (error) => console.log(`delivery failed: ${error.message}`));

const traffic = agentTraffic({ sessions: 2 }).flatMap((delivery) =>
  delivery.kind === 'events' ? delivery.events : [],
);
// That traffic has events that are sent twice; a daemon hands each over once.
const events = [...new Map(traffic.map((event) => [event.event_id, event])).values()];
const half = Math.ceil(events.length / 2);

console.log('the API is down');
server.faults.add({ match: { operation: 'ingestEvents' }, reset: true });
for (const event of events.slice(0, half)) forwarder.enqueue(event);
await forwarder.flush();
console.log(`${forwarder.stats().spilled} events wait in the overflow file`);

console.log('the API is back');
server.faults.clear();
for (const event of events.slice(half)) forwarder.enqueue(event);
await forwarder.flush(); // by itself it would look from time to time
const { delivered, recovered, dropped, rejected } = forwarder.stats();
await forwarder.close();

let stored = 0;
for await (const page of client.pages.listEvents()) stored += page.events.length;
console.log(
  `${delivered} delivered, ${recovered} of them from the overflow file, ` +
    `${dropped} dropped, ${rejected} rejected; ${stored} stored`,
);
await close();
await rm(home, { recursive: true });
