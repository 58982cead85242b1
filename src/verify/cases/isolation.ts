import type { ConformanceCase } from '../conformance-case.ts';
import type { CredentialName } from '../credentials.ts';
import type { Sending } from '../sending.ts';
import type { Trial } from '../trial.ts';
import { childIds } from './child-ids.ts';
import { expectIds, expectSame } from './expectations.ts';
import { openStream } from './open-stream.ts';
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

/** Who reads what the other organisation has sent. */
interface Wall {
  readonly what: string;
  readonly needs: readonly CredentialName[];
  readonly sender: CredentialName;
  readonly reader: CredentialName;
  /** Sends for the reader's organisation: a JWT sends no events. */
  readonly own: CredentialName;
}

const WALLS: readonly Wall[] = [
  { what: 'other-org', needs: NEEDS, sender: 'token', reader: 'otherToken', own: 'otherToken' },
  {
    what: 'other-org-by-token',
    needs: [...NEEDS, 'token'],
    sender: 'otherToken',
    reader: 'token',
    own: 'token',
  },
  {
    what: 'other-org-by-jwt',
    needs: [...NEEDS, 'jwt', 'token'],
    sender: 'otherToken',
    reader: 'jwt',
    own: 'token',
  },
];

/** What one organisation sends is nothing to the other. */
export const isolation: readonly ConformanceCase[] = [
  ...WALLS.flatMap(readsThrough),
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
      await trial.refuse('getEvent', { ...OTHER, id: claimed.event_id }, 'not_found');
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
      expectSame(trial, 'children', childIds(children), [mine]);
      const list = await itemsOf(trial, 'listSessionChildren', { id: parent });
      expectSame(trial, 'children', childIds(list ?? []), [mine]);
    },
  },
];

/** Every read of what the other organisation has sent. */
function readsThrough({ what, needs, sender, reader, own }: Wall): ConformanceCase[] {
  const theirs = { as: sender };
  const ours = { as: own };
  return [
    ...(['getSession', 'listSessionEvents', 'listSessionChildren'] as const).map(
      (operation): ConformanceCase => ({
        id: `${operation}/isolation/${what}`,
        operation,
        needs,
        title: 'a session of another organisation is answered 404',
        async run(trial: Trial) {
          const { session_id } = await familyWithEvent(trial, theirs);
          await trial.refuse(operation, { as: reader, id: session_id }, 'not_found');
        },
      }),
    ),
    {
      id: `getEvent/isolation/${what}`,
      operation: 'getEvent',
      needs,
      title: 'an event of another organisation is answered 404',
      async run(trial: Trial) {
        const { event } = await familyWithEvent(trial, theirs);
        await trial.refuse('getEvent', { as: reader, id: event.event_id }, 'not_found');
      },
    },
    {
      id: `listSessions/isolation/${what}`,
      operation: 'listSessions',
      needs,
      title: 'sessions of another organisation are not listed',
      async run(trial: Trial) {
        const { session_id } = await familyWithEvent(trial, theirs);
        const barrier = await newSession(trial, ours);
        const query = { since: trial.ids.time(0) };
        const list = await trial.eventually(`the session ${barrier}`, async () => {
          const found = await itemsOf(trial, 'listSessions', { as: reader, query });
          return found?.some(({ id }) => id === barrier) ? found : undefined;
        });
        trial.expect(
          !list.some(({ id }) => id === session_id),
          `no session ${session_id}, which is of another organisation`,
          'it is listed',
        );
      },
    },
    {
      id: `listEvents/isolation/${what}`,
      operation: 'listEvents',
      needs,
      title: 'events of another organisation are not listed, whatever is asked for',
      async run(trial: Trial) {
        const { session_id, event } = await familyWithEvent(trial, theirs);
        const barrier = trial.event({ timestamp: event.timestamp });
        await ingest(trial, [barrier], ours);
        await stored(trial, barrier, { as: reader });
        for (const query of [
          { session_id },
          { agent_id: event.agent_id, since: event.timestamp },
        ]) {
          const list = (await itemsOf(trial, 'listEvents', { as: reader, query })) ?? [];
          trial.expect(
            !list.some(({ id }) => id === event.event_id),
            `no event ${event.event_id}, which is of another organisation`,
            'it is listed',
          );
        }
      },
    },
    {
      id: `stream/isolation/${what}`,
      operation: 'stream',
      needs,
      title: 'nothing of another organisation is told on the stream',
      async run(trial: Trial) {
        await using live = await openStream(trial, {}, reader);
        const { session_id } = await familyWithEvent(trial, theirs);
        const barrier = await newSession(trial, ours);
        await live.next(`the session ${barrier}`, ({ data }) => {
          trial.expect(
            !data.includes(`"${session_id}"`),
            `no session ${session_id}, which is of another organisation`,
            `it is told: ${data}`,
          );
          return data.includes(`"${barrier}"`);
        });
      },
    },
    {
      id: `getEventStats/isolation/${what}`,
      operation: 'getEventStats',
      basis: 'decided',
      needs,
      title: 'events of another organisation are not counted',
      async run(trial: Trial) {
        // A decision that no other event has.
        const decision = trial.ids.session();
        await ingest(trial, [trial.event({ decision })], theirs);
        await trial.eventually(`the decision ${decision} in the statistics`, async () => {
          const { decisions } = await trial.succeed('getEventStats', theirs);
          return Object.hasOwn(decisions, decision) || undefined;
        });
        const { decisions } = await trial.succeed('getEventStats', { as: reader });
        trial.expect(
          !Object.hasOwn(decisions, decision),
          `no decision ${decision}, which is of another organisation`,
          'it is counted',
        );
      },
    },
    {
      id: `listAlerts/isolation/${what}`,
      operation: 'listAlerts',
      basis: 'decided',
      needs,
      title: 'alerts of another organisation are not listed',
      async run(trial: Trial) {
        const event = trial.event(BLOCKED);
        await ingest(trial, [event], theirs);
        const { session_id } = event;
        const alertsOf = (as: CredentialName) =>
          itemsOf(trial, 'listAlerts', { as, query: { session_id } });
        await trial.eventually(
          'the alert',
          async () => ((await alertsOf(sender))?.length ?? 0) > 0 || undefined,
        );
        const found = (await alertsOf(reader)) ?? [];
        trial.expect(found.length === 0, 'no alert', `there are ${found.length}`);
      },
    },
  ];
}

/** A session with an event, which are there. */
async function familyWithEvent(trial: Trial, sending: Sending) {
  const session_id = await newSession(trial, sending);
  const event = trial.event({ session_id });
  await ingest(trial, [event], sending);
  await stored(trial, event, sending);
  await sessionWhere(trial, session_id, `the session ${session_id}`, () => true, sending);
  return { session_id, event };
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
