// A dashboard's own tests, in Vitest: no port, no sleeping, and each test has a server of its own.
//
//   npx vitest run examples/contract-test.vitest.ts
import { expect, test } from 'vitest';
import { QuintError, type QuintClient, type QuintEvent } from '@quint-security/contract';
import { createTestClient } from '@quint-security/contract/mock';

/** What is tested, and what would be imported: a part of the dashboard that is given its client. */
async function riskBadge(client: QuintClient, session: string): Promise<string> {
  try {
    const { state, risk_summary } = await client.getSession(session);
    return `${state}, risk ${risk_summary.max_risk}`;
  } catch (error) {
    if (QuintError.is(error) && error.code === 'not_found') return 'not seen yet';
    if (QuintError.is(error) && error.retryable) return 'not available';
    throw error;
  }
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
  risk_score: 42,
};

test('shows the highest risk of a session', async () => {
  await using quint = createTestClient();
  expect(await riskBadge(quint.client, event.session_id)).toBe('not seen yet');
  await quint.client.ingestEvents({ events: [event] });
  expect(await riskBadge(quint.client, event.session_id)).toBe('active, risk 42');
});

test('says so while the API is not available', async () => {
  await using quint = createTestClient();
  quint.server.faults.add({ match: { operation: 'getSession' }, status: 503, times: 1 });
  expect(await riskBadge(quint.client, event.session_id)).toBe('not available');
  expect(await riskBadge(quint.client, event.session_id)).toBe('not seen yet');
});

test('shows nothing of another organisation', async () => {
  await using quint = createTestClient();
  await quint.clientOf({ org_id: 'acme' }).ingestEvents({ events: [event] });
  expect(await riskBadge(quint.client, event.session_id)).toBe('not seen yet');
});

test('hears of a change as it happens', async () => {
  await using quint = createTestClient();
  for await (const message of quint.live({ lastEventId: '0' })) {
    if (message.type === 'reset') await quint.client.ingestEvents({ events: [event] });
    if (message.type !== 'session.upserted') continue;
    expect(message.session.id).toBe(event.session_id);
    break;
  }
});
