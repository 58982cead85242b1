import type { OperationId } from '../../../spec/operations.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Trial } from '../trial.ts';
import { expectIds } from './expectations.ts';
import {
  BLOCKED,
  ingest,
  itemsOf,
  lookFor,
  newSession,
  report,
  sessionWhere,
  settled,
  stored,
} from './scenario.ts';

const OTHER = { as: 'otherToken' } as const;
const NEEDS = ['otherToken'] as const;

/** What one organisation sends is nothing to the other. */
export const isolation: readonly ConformanceCase[] = [
  ...(['getSession', 'listSessionEvents', 'listSessionChildren'] as const).map(
    (operation): ConformanceCase => ({
      id: `${operation}/isolation/other-org`,
      operation,
      needs: NEEDS,
      title: 'a session of another organisation is answered 404',
      async run(trial: Trial) {
        const { session_id } = await familyWithEvent(trial);
        await notFound(trial, operation, session_id);
      },
    }),
  ),
  {
    id: 'getEvent/isolation/other-org',
    operation: 'getEvent',
    needs: NEEDS,
    title: 'an event of another organisation is answered 404',
    async run(trial: Trial) {
      const { event } = await familyWithEvent(trial);
      await notFound(trial, 'getEvent', event.event_id);
    },
  },
  {
    id: 'listSessions/isolation/other-org',
    operation: 'listSessions',
    needs: NEEDS,
    title: 'sessions of another organisation are not listed',
    async run(trial: Trial) {
      const { session_id } = await familyWithEvent(trial);
      const own = await newSession(trial, OTHER);
      const query = { since: trial.ids.time(0) };
      const list = await trial.eventually(`the session ${own}`, async () => {
        const found = await itemsOf(trial, 'listSessions', { ...OTHER, query });
        return found?.some(({ id }) => id === own) ? found : undefined;
      });
      trial.expect(
        !list.some(({ id }) => id === session_id),
        `no session ${session_id}, which is of another organisation`,
        'it is listed',
      );
    },
  },
  {
    id: 'listEvents/isolation/other-org',
    operation: 'listEvents',
    needs: NEEDS,
    title: 'events of another organisation are not listed, whatever is asked for',
    async run(trial: Trial) {
      const { session_id, event } = await familyWithEvent(trial);
      const own = trial.event({ timestamp: event.timestamp });
      await ingest(trial, [own], OTHER);
      await stored(trial, own, OTHER);
      for (const query of [{ session_id }, { agent_id: event.agent_id, since: event.timestamp }]) {
        const list = (await itemsOf(trial, 'listEvents', { ...OTHER, query })) ?? [];
        trial.expect(
          !list.some(({ id }) => id === event.event_id),
          `no event ${event.event_id}, which is of another organisation`,
          'it is listed',
        );
      }
    },
  },
  {
    id: 'getEventStats/isolation/other-org',
    operation: 'getEventStats',
    basis: 'decided',
    needs: NEEDS,
    title: 'events of another organisation are not counted',
    async run(trial: Trial) {
      // A decision that no other event has.
      const decision = trial.ids.session();
      await ingest(trial, [trial.event({ decision })]);
      await trial.eventually(`the decision ${decision} in the statistics`, async () => {
        const { decisions } = await trial.succeed('getEventStats');
        return Object.hasOwn(decisions, decision) || undefined;
      });
      const { decisions } = await trial.succeed('getEventStats', OTHER);
      trial.expect(
        !Object.hasOwn(decisions, decision),
        `no decision ${decision}, which is of another organisation`,
        'it is counted',
      );
    },
  },
  {
    id: 'listAlerts/isolation/other-org',
    operation: 'listAlerts',
    basis: 'decided',
    needs: NEEDS,
    title: 'alerts of another organisation are not listed',
    async run(trial: Trial) {
      const event = trial.event(BLOCKED);
      await ingest(trial, [event]);
      const { session_id } = event;
      const alertsOf = (sending: typeof OTHER | Record<string, never>) =>
        itemsOf(trial, 'listAlerts', { ...sending, query: { session_id } });
      await trial.eventually(
        'the alert',
        async () => ((await alertsOf({}))?.length ?? 0) > 0 || undefined,
      );
      const found = (await alertsOf(OTHER)) ?? [];
      trial.expect(found.length === 0, 'no alert', `there are ${found.length}`);
    },
  },
  {
    id: 'stream/isolation/other-org',
    operation: 'stream',
    needs: NEEDS,
    title: 'nothing of another organisation is told on the stream',
    async run(trial: Trial) {
      await using live = await trial.stream('otherToken');
      const { session_id } = await familyWithEvent(trial);
      const own = await newSession(trial, OTHER);
      await live.next(`the session ${own}`, ({ data }) => {
        trial.expect(
          !data.includes(`"${session_id}"`),
          `no session ${session_id}, which is of another organisation`,
          `it is told: ${data}`,
        );
        return data.includes(`"${own}"`);
      });
    },
  },
  {
    id: 'ingestSession/isolation/same-session-id',
    operation: 'ingestSession',
    needs: NEEDS,
    title: 'two organisations have sessions of the same id, and each its own',
    async run(trial: Trial) {
      const session_id = trial.ids.session();
      const timestamp = trial.ids.time(0);
      await report(trial, { session_id, state: 'idle', timestamp, session_name: 'mine' });
      await named(trial, session_id, 'mine', 'idle');
      await report(
        trial,
        { session_id, state: 'ended', timestamp: trial.ids.time(1), session_name: 'theirs' },
        OTHER,
      );
      await named(trial, session_id, 'theirs', 'ended', OTHER);
      await named(trial, session_id, 'mine', 'idle');

      const [mine, theirs] = [trial.event({ session_id }), trial.event({ session_id })];
      await ingest(trial, [mine]);
      await ingest(trial, [theirs], OTHER);
      const own = await settled(trial, session_id, 1);
      const other = await settled(trial, session_id, 1, OTHER);
      expectIds(trial, 'events', own.events, [mine.event_id, own.last.event_id]);
      expectIds(trial, 'events', other.events, [theirs.event_id, other.last.event_id]);
    },
  },
  {
    id: 'ingestEvents/isolation/same-event-id',
    operation: 'ingestEvents',
    needs: NEEDS,
    title: 'an event is no duplicate of one of another organisation',
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      await newSession(trial, OTHER);
      const event = trial.event({ session_id, tool_name: 'Mine' });
      await ingest(trial, [event]);
      await stored(trial, event);
      const theirs = { ...event, tool_name: 'Theirs' };
      const counts = await ingest(trial, [theirs], OTHER);
      trial.prefer(counts.ingested === 1, '1 event ingested', `it is ${counts.ingested}`);
      const found = await stored(trial, theirs, OTHER);
      trial.expect(found.tool_name === 'Theirs', 'the tool Theirs', `it is ${found.tool_name}`);
      const own = await stored(trial, event);
      trial.expect(own.tool_name === 'Mine', 'the tool Mine', `it is ${own.tool_name}`);
    },
  },
  {
    id: 'ingestEvents/isolation/claimed-org',
    operation: 'ingestEvents',
    needs: NEEDS,
    title: 'an event belongs to the organisation of the token, whatever it says itself',
    async run(trial: Trial) {
      const theirs = trial.event();
      await ingest(trial, [theirs], OTHER);
      const { org_id } = await stored(trial, theirs, OTHER);
      const claimed = trial.event({ org_id: org_id ?? 'org_other', tenant_id: org_id });
      await ingest(trial, [claimed]);
      await stored(trial, claimed);
      await notFound(trial, 'getEvent', claimed.event_id);
    },
  },
  {
    id: 'getSession/isolation/children',
    operation: 'getSession',
    needs: NEEDS,
    title: 'a session of another organisation is not among the children',
    async run(trial: Trial) {
      const parent = await newSession(trial);
      const [mine, theirs] = [trial.ids.session(), trial.ids.session()];
      const child = { state: 'active', timestamp: trial.ids.time(1), parent_id: parent };
      // Theirs has a parent of its own: of the same id.
      const root = { session_id: parent, state: 'active', timestamp: trial.ids.time(0) };
      await report(trial, root, OTHER);
      await report(trial, { ...child, session_id: theirs }, OTHER);
      await sessionWhere(trial, theirs, `the session ${theirs}`, () => true, OTHER);
      await report(trial, { ...child, session_id: mine });
      const { children } = await sessionWhere(
        trial,
        parent,
        'a child',
        (session) => session.children.length > 0,
      );
      expectIds(trial, 'children', children, [mine]);
      const list = await itemsOf(trial, 'listSessionChildren', { id: parent });
      expectIds(trial, 'children', list ?? [], [mine]);
    },
  },
];

/** A session with an event, which are there. */
async function familyWithEvent(trial: Trial) {
  const session_id = await newSession(trial);
  const event = trial.event({ session_id });
  await ingest(trial, [event]);
  await stored(trial, event);
  await sessionWhere(trial, session_id, `the session ${session_id}`, () => true);
  return { session_id, event };
}

async function notFound(trial: Trial, operation: OperationId, id: string): Promise<void> {
  await trial.refuse(operation, { ...OTHER, id }, 'not_found');
}

async function named(
  trial: Trial,
  id: string,
  name: string,
  state: string,
  sending: typeof OTHER | Record<string, never> = {},
): Promise<void> {
  const session = await trial.eventually(`the session ${id}`, () =>
    lookFor(trial, 'getSession', { ...sending, id }),
  );
  trial.expect(
    session.session_name === name && session.state === state,
    `the session "${name}" in state ${state}`,
    `it is "${session.session_name}" in state ${session.state}`,
  );
}
