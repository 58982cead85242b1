import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { agentTraffic, createMockServer, listen } from '../../mock-server/index.ts';

const run = promisify(execFile);
const EXAMPLE = join(import.meta.dirname, '../../examples/send-a-day.ts');

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
