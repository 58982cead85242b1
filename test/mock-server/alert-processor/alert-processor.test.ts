import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { AlertRule } from '../../../mock-server/alert-processor/alert-rule.ts';
import { processAlerts } from '../../../mock-server/alert-processor/alert-processor.ts';
import type { Message } from '../../../mock-server/fanout/envelope.ts';
import { DEFAULT_ALERT_RULES } from '../../../mock-server/index.ts';
import { MemoryStore } from '../../../mock-server/store/memory-store.ts';
import type { AlertRow, StampedEvent } from '../../../mock-server/store/store.ts';
import { apiOf, startApi } from '../support/api.ts';
import { event, second, uuid } from '../support/samples.ts';

interface Sent {
  readonly session: string;
  readonly at: number;
  readonly risk: number;
  readonly decision: string;
}

const fired = (alerts: readonly { rule_id: string; event_id: string }[]) =>
  alerts.map(({ rule_id, event_id }) => `${rule_id} ${parseInt(event_id.slice(-4), 16)}`);

/** The `n`th event, in the `at`th second. */
const action = (n: number, at: number, risk_score: number) =>
  event({ event_id: uuid(n), timestamp: second(at), risk_score });

describe('the built-in rules', () => {
  test('a blocked decision', async () => {
    const api = startApi();
    const decisions = ['allow', 'block', 'flag', 'deny', 'require_approval', undefined];
    await api.ingest(
      ...decisions.map((decision, n) =>
        event({
          event_id: uuid(n),
          timestamp: second(n),
          tool_name: 'Read',
          ...(decision !== undefined && { decision }),
        }),
      ),
    );
    const { alerts } = (await api.get('/v1/alerts')).body;
    expect(fired(alerts)).toEqual(['blocked-decision 3', 'blocked-decision 1']);
  });

  test('an alert says what happened where', async () => {
    const api = startApi();
    const sent = event({
      tool_name: 'Bash',
      decision: 'block',
      timestamp: '2026-04-25T05:09:32.138+02:00',
    });
    await api.ingest(sent);
    expect((await api.get('/v1/alerts')).body).toEqual({
      alerts: [
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          rule_id: 'blocked-decision',
          severity: 'high',
          title: 'A blocked action',
          session_id: sent.session_id,
          event_id: sent.event_id,
          agent_id: sent.agent_id,
          platform: sent.platform,
          risk_score: 75,
          created_at: '2026-04-25T03:09:32.138Z',
        },
      ],
      next_cursor: null,
    });
  });

  test('critical risk begins at 81; the sender’s score goes before the pipeline’s', async () => {
    const api = startApi();
    await api.ingest(
      event({ event_id: uuid(1), timestamp: second(1), risk_score: 80 }),
      event({ event_id: uuid(2), timestamp: second(2), risk_score: 81 }),
      event({ event_id: uuid(3), timestamp: second(3), tool_name: 'Bash', arguments_json: 'sudo' }),
      event({ event_id: uuid(4), timestamp: second(4), tool_name: 'Delete', risk_score: 0 }),
    );
    const { alerts } = (await api.get('/v1/alerts')).body;
    expect(fired(alerts)).toEqual(['critical-risk 3', 'critical-risk 2']);
    expect(alerts[0].risk_score).toBe(100);
  });

  test('a burst: the fifth high-risk action of a session within five minutes', async () => {
    const api = startApi();
    await api.ingest(
      ...[0, 100, 200, 300].map((at, n) => action(n, at, 56)),
      action(4, 300, 55),
      event({ event_id: uuid(5), timestamp: second(300), risk_score: 60, session_id: 'other' }),
    );
    expect((await api.get('/v1/alerts')).body.alerts).toEqual([]);
    await api.ingest(action(6, 301, 80));
    expect((await api.get('/v1/alerts')).body.alerts).toEqual([]);
    await api.ingest(action(7, 302, 56));
    expect(fired((await api.get('/v1/alerts')).body.alerts)).toEqual(['high-risk-burst 7']);
  });

  test('one event may fire several of them', async () => {
    const api = startApi();
    await api.ingest(event({ event_id: uuid(1), risk_score: 95, decision: 'deny' }));
    const { alerts } = (await api.get('/v1/alerts')).body;
    expect(new Set(fired(alerts))).toEqual(new Set(['blocked-decision 1', 'critical-risk 1']));
    expect(alerts[0].id).not.toBe(alerts[1].id);
  });
});

test('rules that are given stand in place of the built-in ones', async () => {
  const api = startApi({
    alertRules: [
      { id: 'mac', title: 'On a Mac', severity: 'low', match: { 'labels.os': ['mac', 'ios'] } },
    ],
  });
  await api.ingest(
    event({ decision: 'block', risk_score: 100 }),
    event({ event_id: uuid(1), labels: { os: 'mac' } }),
  );
  expect(fired((await api.get('/v1/alerts')).body.alerts)).toEqual(['mac 1']);
});

test('an event that is sent again fires nothing again', async () => {
  const api = startApi();
  const sent = event({ decision: 'block' });
  for (const event_id of [sent.event_id, sent.event_id.toUpperCase()]) {
    await api.ingest({ ...sent, event_id });
  }
  expect((await api.get('/v1/alerts')).body.alerts).toHaveLength(1);
});

test('two orgs share neither counts nor alerts', async () => {
  const api = startApi();
  const tokens = await Promise.all(
    ['a', 'b'].map((org_id) => api.mock.mintToken({ org_id, type: 'service' })),
  );
  const [a, b] = tokens.map((token) => apiOf(api.mock, token)) as [typeof api, typeof api];
  const events = [1, 2, 3, 4].map((n) => action(n, n, 60));
  await a.ingest(...events);
  await b.ingest(...events);
  expect((await a.get('/v1/alerts')).body.alerts).toEqual([]);
  expect((await b.get('/v1/alerts')).body.alerts).toEqual([]);
  await a.ingest(action(5, 5, 60));
  expect((await a.get('/v1/alerts')).body.alerts).toHaveLength(1);
  expect((await b.get('/v1/alerts')).body.alerts).toEqual([]);
  await b.ingest(action(5, 5, 60));
  const [ofA, ofB] = [(await a.get('/v1/alerts')).body, (await b.get('/v1/alerts')).body];
  expect(fired(ofB.alerts)).toEqual(['high-risk-burst 5']);
  expect(ofB.alerts[0].id).not.toBe(ofA.alerts[0].id);
});

describe('redelivery', () => {
  const RULES: AlertRule[] = [
    ...DEFAULT_ALERT_RULES,
    { id: 'any-two', title: 't', severity: 'low', count: { at_least: 2, within_seconds: 3 } },
  ];
  const sent: fc.Arbitrary<Sent> = fc.record({
    session: fc.constantFrom('s', 't'),
    at: fc.integer({ min: 0, max: 400 }),
    risk: fc.constantFrom(10, 60, 90),
    decision: fc.constantFrom('allow', 'block'),
  });
  const history = fc.array(sent, { minLength: 1, maxLength: 60 }).chain((events) =>
    fc.record({
      events: fc.constant(events),
      // After each event, some of those that came before come again, in any order.
      again: fc.array(fc.array(fc.nat({ max: 59 }), { maxLength: 6 }), {
        minLength: events.length,
        maxLength: events.length,
      }),
    }),
  );

  const stamped = ({ session, at, risk, decision }: Sent, n: number): StampedEvent => ({
    ...event({ event_id: uuid(n), timestamp: second(at), session_id: session }),
    risk_score: risk,
    decision,
    org_id: 'o',
  });

  test('of any events, in any order, gives the alerts that one delivery gives', async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ events, again }) => {
        const all = events.map(stamped);
        const once = await alertsOf(
          RULES,
          all.map((each) => [each]),
        );
        const often = await alertsOf(
          RULES,
          all.flatMap((each, n) => [[each], again[n]!.map((k) => all[k % (n + 1)]!)]),
        );
        expect(often).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });

  test('raises what could not be written, and nothing else', async () => {
    const store = new MemoryStore();
    const process = processAlerts(RULES);
    const burst = [1, 2, 3, 4, 5, 6].map((n) =>
      stamped({ session: 's', at: n * 10, risk: 60, decision: 'allow' }, n),
    );
    const insert = vi.spyOn(store.alerts, 'insert');
    insert.mockRejectedValueOnce(new Error('the disk is full'));
    await expect(process(burst.map(messageOf), store)).rejects.toThrow('the disk is full');
    expect(store.alerts.rows()).toEqual([]);
    await process(burst.map(messageOf), store);
    await process(burst.map(messageOf), store);
    expect(fired(store.alerts.rows())).toEqual(['high-risk-burst 5']);
  });
});

async function alertsOf(
  rules: readonly AlertRule[],
  batches: readonly (readonly StampedEvent[])[],
): Promise<AlertRow[]> {
  const store = new MemoryStore();
  const process = processAlerts(rules);
  for (const batch of batches) await process(batch.map(messageOf), store);
  return store.alerts.rows();
}

function messageOf(stampedEvent: StampedEvent): Message {
  return {
    messageId: uuid(0),
    receiptHandle: 'r',
    body: { kind: 'event', event: stampedEvent, trace: 0 },
    messageAttributes: {},
    messageGroupId: stampedEvent.session_id,
    messageDeduplicationId: stampedEvent.event_id,
    sequenceNumber: '0'.repeat(20),
    sentTimestamp: 0,
    approximateReceiveCount: 1,
    approximateFirstReceiveTimestamp: 0,
  };
}
