import { describe, expect, test } from 'vitest';
import { MemoryStore } from '../../../mock-server/store/memory-store.ts';
import type { Action } from '../../../mock-server/store/store.ts';
import { event, second } from '../support/samples.ts';
import { sessionRow } from './support.ts';

const action = (org_id: string, session_id = 's'): Action => ({
  event: { ...event({ session_id }), org_id },
  risk_score: 1,
});

const session = (org_id: string, id: string) => sessionRow({ org_id, id });

/** A store of which both orgs have rows in every table but that of tokens. */
async function filled(retention = {}): Promise<MemoryStore> {
  const store = new MemoryStore(retention);
  for (const org of ['a', 'b']) {
    await store.actions.insert([action(org), action(org, 't')]);
    await store.sessions.upsert([session(org, 's'), session(org, 't')]);
    await store.machines.register({ org_id: org, id: `m-${org}`, fingerprint: 'f' });
    await store.alerts.insert([
      {
        org_id: org,
        id: `alert-${org}`,
        rule_id: 'r',
        severity: 'low',
        title: 't',
        session_id: 's',
        event_id: 'e',
        agent_id: 'g',
        platform: 'p',
        risk_score: 1,
        created_at: second(0),
      },
    ]);
    const match = { org_id: org, rule_id: 'r', session_id: 's', event_id: 'e', at: second(0) };
    await store.alerts.noteMatch(match, { at_least: 2, within_seconds: 60 });
  }
  return store;
}

test('what is dumped can be loaded, and is told to nobody', async () => {
  const dumped = await (await filled()).dump();
  expect(Object.values(dumped).map((rows) => rows.length)).toEqual([4, 4, 2, 2, 2, 0]);
  const store = new MemoryStore();
  const told: unknown[] = [];
  store.onChange((change) => told.push(change));
  await store.load(dumped);
  expect(await store.dump()).toEqual(dumped);
  expect(told).toEqual([]);
});

describe('clear', () => {
  test('removes the rows of one org from every table, and tells nobody', async () => {
    const store = await filled();
    const told: unknown[] = [];
    store.onChange((change) => told.push(change));
    await store.clear('a');
    const { api_tokens: _tokens, ...tables } = await store.dump();
    for (const rows of [tables.sessions, tables.alerts, tables.rule_matches, tables.machines]) {
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every(({ org_id }) => org_id === 'b')).toBe(true);
    }
    expect(tables.actions.map((row) => row.event.org_id)).toEqual(['b', 'b']);
    expect(await store.orgs()).toEqual(['b']);
    expect(told).toEqual([]);
    await store.clear();
    expect(Object.values(await store.dump()).flat()).toEqual([]);
  });

  test('makes room: what was removed neither counts as evicted nor is evicted later', async () => {
    const store = await filled({ events: 4, sessions: 4 });
    await store.clear('a');
    await store.actions.insert([action('c'), action('c')]);
    await store.sessions.upsert([session('c', 's'), session('c', 't')]);
    expect(store.evicted).toMatchObject({ actions: 0, sessions: 0 });
    await store.actions.insert([action('c')]);
    await store.sessions.upsert([session('c', 'u')]);
    expect(store.evicted).toMatchObject({ actions: 1, sessions: 1 });
    const { actions, sessions } = await store.dump();
    expect(actions.map((row) => row.event.org_id)).toEqual(['b', 'c', 'c', 'c']);
    expect(sessions.map(({ org_id, id }) => org_id + id)).toEqual(['bt', 'cs', 'ct', 'cu']);
  });
});
