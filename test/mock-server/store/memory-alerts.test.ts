import { describe, expect, test } from 'vitest';
import { MemoryAlerts } from '../../../mock-server/store/memory-alerts.ts';
import { MemoryStore } from '../../../mock-server/store/memory-store.ts';
import type { AlertRow, StoreChange } from '../../../mock-server/store/store.ts';
import { countAlive } from '../support/gc.ts';
import { second, uuid } from '../support/samples.ts';

const ALL = { limit: 1000 };

function alert(n: number, fields: Partial<AlertRow> = {}): AlertRow {
  return {
    id: uuid(10_000 + n),
    org_id: 'o',
    rule_id: 'r',
    severity: 'low',
    title: 't',
    session_id: 's',
    event_id: uuid(n),
    agent_id: 'a',
    platform: 'cursor',
    risk_score: 50,
    created_at: second(n),
    ...fields,
  };
}

const listed = async (alerts: MemoryAlerts, org = 'o') =>
  (await alerts.list(org, {}, ALL)).rows.map((row) => parseInt(row.event_id.slice(-4), 16));

describe('an alert is one of org, rule and event', () => {
  test('the first stays, and only what is new is told', async () => {
    const store = new MemoryStore();
    const told: StoreChange[] = [];
    store.onChange((change) => told.push(change));
    const first = alert(1);
    await store.alerts.insert([first, alert(1, { title: 'other' }), alert(2)]);
    await store.alerts.insert([alert(2), alert(1, { event_id: uuid(1).toUpperCase() })]);
    expect(told).toEqual([
      { kind: 'alert', row: first },
      { kind: 'alert', row: alert(2) },
    ]);
    expect((await store.alerts.list('o', {}, ALL)).rows).toEqual([alert(2), first]);
  });

  test('another org or rule makes another', async () => {
    const alerts = new MemoryAlerts(10);
    await alerts.insert([alert(1), alert(1, { rule_id: 'q' }), alert(1, { org_id: 'p' })]);
    expect(await listed(alerts)).toEqual([1, 1]);
    expect(await listed(alerts, 'p')).toEqual([1]);
    expect(await listed(alerts, 'nobody')).toEqual([]);
  });
});

describe('beyond the limit', () => {
  test('the oldest arrivals fall off, of whatever org and time, and are counted', async () => {
    const alerts = new MemoryAlerts(3);
    for (const n of [5, 4, 3, 2, 1]) await alerts.insert([alert(n)]);
    await alerts.insert([alert(9, { org_id: 'p' })]);
    expect(await listed(alerts)).toEqual([2, 1]);
    expect(await listed(alerts, 'p')).toEqual([9]);
    expect(alerts.evicted).toBe(3);
  });

  test('what fell off is not held, and may come again', async () => {
    const alerts = new MemoryAlerts(100);
    const refs: WeakRef<object>[] = [];
    for (let n = 0; n < 5_000; n++) {
      const row = alert(n);
      refs.push(new WeakRef(row));
      await alerts.insert([row]);
    }
    expect(await countAlive(refs)).toBeLessThanOrEqual(201);
    await alerts.insert([alert(0)]);
    expect(await listed(alerts)).toHaveLength(100);
    expect((await listed(alerts)).at(-1)).toBe(0);
  });

  test('the sessions whose matches are remembered are bounded', async () => {
    const alerts = new MemoryAlerts(3);
    const count = { at_least: 2, within_seconds: 10 };
    const note = (n: number, session_id: string) =>
      alerts.noteMatch({ ...alert(n), session_id, at: second(n) }, count);
    for (let n = 0; n < 12_000; n++) await note(n, `s-${n}`);
    expect(alerts.windowsEvicted).toBe(2_000);
    expect(alerts.matches()).toHaveLength(10_000);
    expect(await note(20_001, 's-0')).toBe(false);
    expect(await note(12_001, 's-11999')).toBe(true);
  });
});

test('matches of different orgs, rules and sessions are counted apart', async () => {
  const alerts = new MemoryAlerts(3);
  const note = (n: number, fields: Partial<AlertRow>) =>
    alerts.noteMatch({ ...alert(n, fields), at: second(n) }, { at_least: 2, within_seconds: 10 });
  expect(await note(1, {})).toBe(false);
  expect(await note(2, { org_id: 'p' })).toBe(false);
  expect(await note(3, { rule_id: 'q' })).toBe(false);
  expect(await note(4, { session_id: 't' })).toBe(false);
  expect(await note(5, {})).toBe(true);
});

/** With an alert and a match of each of two orgs. */
async function filled(): Promise<MemoryAlerts> {
  const alerts = new MemoryAlerts(10);
  for (const org_id of ['o', 'p']) {
    await alerts.insert([alert(1, { org_id })]);
    const match = { ...alert(1, { org_id }), at: second(1) };
    await alerts.noteMatch(match, { at_least: 2, within_seconds: 10 });
  }
  return alerts;
}

describe('clearing', () => {
  test('one org leaves the others as they are', async () => {
    const alerts = await filled();
    alerts.clear('o');
    expect(alerts.rows()).toEqual([alert(1, { org_id: 'p' })]);
    expect(alerts.matches().map(({ org_id }) => org_id)).toEqual(['p']);
    expect(await listed(alerts)).toEqual([]);
    expect(alerts.evicted).toBe(0);
    await alerts.insert([alert(1)]);
    expect(await listed(alerts)).toEqual([1]);
  });

  test('all leaves nothing, and what was there can be loaded again', async () => {
    const alerts = await filled();
    const [rows, matches] = [alerts.rows(), alerts.matches()];
    alerts.clear();
    expect([alerts.rows(), alerts.matches()]).toEqual([[], []]);
    alerts.load(rows, matches);
    expect([alerts.rows(), alerts.matches()]).toEqual([rows, matches]);
  });
});
