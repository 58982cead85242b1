// An ingest service's own tests, in node:test, with a clock that can be turned.
//
//   node --import tsx --test examples/contract-test.node-test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QuintClient, QuintEvent } from '@quint-security/contract';
import { createTestClient } from '@quint-security/contract/mock';

/** What is tested, and what would be imported: a part of the service that is given its client. */
async function deliver(client: QuintClient, events: QuintEvent[]): Promise<string> {
  const { data, error } = await client.safe.ingestEvents({ events });
  if (error) return error.retryable ? 'later' : `refused: ${error.issues?.[0]?.pointer}`;
  return `${data.ingested} new, ${data.duplicates} known`;
}

const event: QuintEvent = {
  schema_version: 2,
  event_id: '7f9c24e8-3b12-4fef-91e0-a4c5e8d2b610',
  timestamp: '2026-04-25T03:09:32.138Z',
  source: 'proxy',
  platform: 'claude-code',
  action_type: 'tools/call',
  session_id: '59247-1777085379101',
  agent_id: 'ne-pid-59247',
};

test('an event that is sent twice is stored once, hours later, too', async () => {
  await using quint = createTestClient();
  assert.equal(await deliver(quint.client, [event]), '1 new, 0 known');
  await quint.clock.advance(3 * 3_600_000);
  assert.equal(await deliver(quint.client, [event]), '0 new, 1 known');
  assert.equal((await quint.client.listEvents()).events.length, 1);
});

test('says what the API refuses', async () => {
  await using quint = createTestClient();
  const broken = { ...event, event_id: 'no UUID' };
  assert.equal(await deliver(quint.client, [event, broken]), 'refused: /events/1/event_id');
});

test('comes again later when there is too much', async () => {
  await using quint = createTestClient({ rateLimit: 1 });
  await deliver(quint.client, [event]);
  assert.equal(await deliver(quint.client, [event]), 'later');
  await quint.clock.advance(60_000);
  assert.equal(await deliver(quint.client, [event]), '0 new, 1 known');
});

test('a processor that fails once loses nothing', async () => {
  await using quint = createTestClient();
  const queue = 'quint-events-sessions';
  quint.server.faults.add({ match: { queue }, fail: 'database gone', times: 1 });
  await deliver(quint.client, [event]);
  await quint.clock.advance(60_000); // its message comes back
  await quint.server.waitFor({ session: event.session_id, state: 'active' });
});
