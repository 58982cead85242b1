import type { ConformanceCase } from '../conformance-case.ts';
import type { Trial } from '../trial.ts';
import { childIds } from './child-ids.ts';
import { expectSame } from './expectations.ts';
import { itemsOf, newSession, report, sessionWhere, tryIngest } from './scenario.ts';

/** Sessions that other sessions have spawned. */
export const children: readonly ConformanceCase[] = [
  {
    id: 'getSession/children/parent-id',
    operation: 'getSession',
    title: 'a session names its parent, and is among the children of it',
    async run(trial: Trial) {
      const parent = await newSession(trial);
      const child = await newChild(trial, parent, 1);
      const session = await sessionWhere(trial, child, 'the child', () => true);
      trial.expect(
        session.parent_id === parent,
        `the parent_id ${parent}`,
        `it is ${session.parent_id}`,
      );
      const { children: found } = await withChildren(trial, parent, 1);
      expectChildren(trial, found, [child]);
      const root = await sessionWhere(trial, parent, 'the parent', () => true);
      trial.expect(root.parent_id === null, 'the parent_id null', `it is ${root.parent_id}`);
    },
  },
  {
    id: 'listSessionChildren/children/parent-id',
    operation: 'listSessionChildren',
    title: 'the children of a session are listed',
    async run(trial: Trial) {
      const parent = await newSession(trial);
      const sent = [await newChild(trial, parent, 1), await newChild(trial, parent, 2)];
      const found = await trial.eventually('two children', async () => {
        const list = await itemsOf(trial, 'listSessionChildren', { id: parent });
        return list && list.length >= 2 ? list : undefined;
      });
      expectChildren(trial, found, sent);
      for (const { parent_id } of found) {
        trial.expect(parent_id === parent, `the parent_id ${parent}`, `it is ${parent_id}`);
      }
    },
  },
  {
    id: 'getSession/children/of-each-state',
    operation: 'getSession',
    title: 'all direct children are there, in whatever state they are',
    async run(trial: Trial) {
      const parent = await newSession(trial);
      const states = new Map<string, string>();
      for (const [index, state] of ['active', 'idle', 'ended', 'active'].entries()) {
        states.set(await newChild(trial, parent, index + 1, state), state);
      }
      const { children: found } = await withChildren(trial, parent, states.size);
      expectChildren(trial, found, [...states.keys()]);
      const list = await itemsOf(trial, 'listSessionChildren', { id: parent });
      expectChildren(trial, list ?? [], [...states.keys()]);
      for (const { id, state } of list ?? []) {
        const wanted = states.get(id);
        trial.expect(state === wanted, `the child ${id} in state ${wanted}`, `it is ${state}`);
      }
    },
  },
  {
    id: 'getSession/children/oldest-first',
    operation: 'getSession',
    basis: 'decided',
    title: 'children come oldest first, in the session and in the list',
    async run(trial: Trial) {
      const parent = await newSession(trial);
      const third = await newChild(trial, parent, 30);
      const first = await newChild(trial, parent, 10);
      const second = await newChild(trial, parent, 20);
      const { children: found } = await withChildren(trial, parent, 3);
      expectSame(trial, 'children', childIds(found), [first, second, third]);
      const list = await itemsOf(trial, 'listSessionChildren', { id: parent });
      expectSame(trial, 'children', childIds(list ?? []), [first, second, third]);
    },
  },
  {
    id: 'getSession/children/direct-alone',
    operation: 'getSession',
    basis: 'decided',
    title: 'the children of children are not among the children',
    async run(trial: Trial) {
      const grandparent = await newSession(trial);
      const parent = await newChild(trial, grandparent, 1);
      const child = await newChild(trial, parent, 2);
      expectChildren(trial, (await withChildren(trial, parent, 1)).children, [child]);
      expectChildren(trial, (await withChildren(trial, grandparent, 1)).children, [parent]);
      const list = await itemsOf(trial, 'listSessionChildren', { id: grandparent });
      expectChildren(trial, list ?? [], [parent]);
    },
  },
  {
    id: 'getSession/children/parent-comes-later',
    operation: 'getSession',
    basis: 'decided',
    title: 'a child may be reported before its parent',
    async run(trial: Trial) {
      const parent = trial.ids.session();
      const child = await newChild(trial, parent, 1);
      const session = await sessionWhere(trial, child, 'the child', () => true);
      trial.expect(
        session.parent_id === parent,
        `the parent_id ${parent}`,
        `it is ${session.parent_id}`,
      );
      await report(trial, {
        session_id: parent,
        state: 'active',
        timestamp: trial.ids.time(0),
      });
      expectChildren(trial, (await withChildren(trial, parent, 1)).children, [child]);
    },
  },
  {
    id: 'getSession/children/sub-agent-id',
    operation: 'getSession',
    basis: 'decided',
    title: 'the parent of X:sub:N is X, unless a report names another',
    async run(trial: Trial) {
      const parent = await newSession(trial);
      const other = await newSession(trial);
      const timestamp = trial.ids.time(1);
      const [own, adopted] = [`${parent}:sub:1`, `${parent}:sub:2`] as const;
      await report(trial, { session_id: own, state: 'active', timestamp });
      await report(trial, { session_id: adopted, state: 'active', timestamp, parent_id: other });
      expectChildren(trial, (await withChildren(trial, other, 1)).children, [adopted]);
      expectChildren(trial, (await withChildren(trial, parent, 1)).children, [own]);
    },
  },
  {
    id: 'getSession/children/circle',
    operation: 'getSession',
    basis: 'decided',
    title: 'two sessions that are parents of each other are read all the same',
    async run(trial: Trial) {
      const one = trial.ids.session();
      const other = await newChild(trial, one, 1);
      await tryIngest(trial, 'ingestSession', {
        session_id: one,
        state: 'active',
        timestamp: trial.ids.time(2),
        parent_id: other,
      });
      expectChildren(trial, (await withChildren(trial, one, 1)).children, [other]);
      expectChildren(trial, (await withChildren(trial, other, 1)).children, [one]);
    },
  },
];

/** @returns the child's id */
async function newChild(
  trial: Trial,
  parent_id: string,
  second: number,
  state = 'active',
): Promise<string> {
  const session_id = trial.ids.session();
  const timestamp = trial.ids.time(second);
  await tryIngest(trial, 'ingestSession', { session_id, state, timestamp, parent_id });
  return session_id;
}

function withChildren(trial: Trial, id: string, count: number) {
  return sessionWhere(
    trial,
    id,
    `${count === 1 ? 'a child' : `${count} children`} of ${id}`,
    ({ children: { length } }) => length >= count,
  );
}

function expectChildren(trial: Trial, found: readonly unknown[], ids: readonly string[]): void {
  expectSame(trial, 'children', childIds(found).toSorted(), ids.toSorted());
}
