import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { agentTraffic } from '../../examples/agent-traffic.ts';
import { createMockServer, listen } from '../../mock-server/index.ts';

const run = promisify(execFile);
const EXAMPLE = join(import.meta.dirname, '../../examples/send-a-day.ts');

test('the same seed gives the same day, another seed another', () => {
  expect(agentTraffic({ seed: 3 })).toEqual(agentTraffic({ seed: 3 }));
  expect(agentTraffic({ seed: 3 })).not.toEqual(agentTraffic({ seed: 4 }));
});

test('the day has sub-agents, bursts, deliveries out of order and deliveries twice', () => {
  const events = agentTraffic().flatMap((each) => (each.kind === 'events' ? each.events : []));
  const ids = events.map((event) => event.event_id);
  const outOfOrder = events.filter(
    (event, index) =>
      event.session_id === events[index - 1]?.session_id &&
      event.timestamp < events[index - 1]!.timestamp,
  );
  expect(new Set(events.map(({ platform }) => platform)).size).toBeGreaterThan(2);
  expect(events.some(({ session_id }) => session_id.includes(':sub:'))).toBe(true);
  expect(new Set(ids).size).toBeLessThan(ids.length);
  expect(outOfOrder.length).toBeGreaterThan(0);
});

test('one command sends the day to a running mock and prints the session tree', async () => {
  await using mock = createMockServer();
  await using server = await listen(mock, { port: 0 });
  const send = () =>
    run(process.execPath, ['--import', 'tsx', EXAMPLE, '--url', server.url, '--seed', '7']);

  const first = await send();
  const again = await send();

  const all = agentTraffic({ seed: 7 }).flatMap((each) =>
    each.kind === 'events' ? each.events : [],
  );
  const distinct = new Set(all.map((event) => event.event_id)).size;
  expect(first.stdout).toContain(
    `${distinct} events ingested, ${all.length - distinct} duplicates`,
  );
  expect(first.stdout).toMatch(/^\d+-\d+ {2}[\w-]+ {2}(active|ended) {2}\w/);
  expect(first.stdout).toMatch(/\n {2}\d+-\d+:sub:1 /);
  // Sent again, nothing changes.
  expect(again.stdout).toContain(`0 events ingested, ${all.length} duplicates`);
  expect(tree(again.stdout)).toBe(tree(first.stdout));
});

const tree = (text: string) => text.slice(0, text.lastIndexOf('\n\n'));
