import { LIMITS } from '../../../spec/limits.ts';
import type { QuintEvent } from '../../../spec/schemas/event.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Trial } from '../trial.ts';
import { expectIds, expectTotal, idsOf } from './expectations.ts';
import { ingest, newSession, settled, stored } from './scenario.ts';

/** A daemon that got no answer sends again: nothing is to be counted or stored twice. */
export const resends: readonly ConformanceCase[] = [
  {
    id: 'ingestEvents/resend/same-batch',
    operation: 'ingestEvents',
    title: 'a batch that is sent again changes nothing',
    async run(trial: Trial) {
      const { session_id, events } = await fiveEvents(trial);
      const first = await ingest(trial, events);
      const before = await stored(trial, events[0]!);
      const again = await ingest(trial, events);
      await expectEachOnce(trial, session_id, idsOf(events));
      const after = await stored(trial, events[0]!);
      trial.expect(
        JSON.stringify(after) === JSON.stringify(before),
        `the event as it was, ${JSON.stringify(before)}`,
        `it is ${JSON.stringify(after)}`,
      );
      preferCounts(trial, first, { ingested: 5, duplicates: 0 });
      preferCounts(trial, again, { ingested: 0, duplicates: 5 });
    },
  },
  {
    id: 'ingestEvents/resend/part-of-a-batch',
    operation: 'ingestEvents',
    title: 'of a batch that was sent in part before, only the rest is new',
    async run(trial: Trial) {
      const { session_id, events } = await fiveEvents(trial);
      await ingest(trial, events.slice(0, 3));
      const counts = await ingest(trial, events);
      await expectEachOnce(trial, session_id, idsOf(events));
      preferCounts(trial, counts, { ingested: 2, duplicates: 3 });
    },
  },
  {
    id: 'ingestEvents/resend/at-once',
    operation: 'ingestEvents',
    title: 'a batch that is sent four times at once is stored once',
    async run(trial: Trial) {
      const { session_id, events } = await fiveEvents(trial);
      const all = await Promise.all([1, 2, 3, 4].map(() => ingest(trial, events)));
      await expectEachOnce(trial, session_id, idsOf(events));
      const ingested = all.reduce((sum, counts) => sum + counts.ingested, 0);
      trial.prefer(ingested === 5, '5 events ingested in all', `there are ${ingested}`);
    },
  },
  {
    id: 'ingestEvents/resend/within-a-batch',
    operation: 'ingestEvents',
    basis: 'decided',
    title: 'an event that is twice in a batch is stored once',
    async run(trial: Trial) {
      const { session_id, events } = await fiveEvents(trial);
      const counts = await ingest(trial, [...events, events[1]!]);
      await expectEachOnce(trial, session_id, idsOf(events));
      preferCounts(trial, counts, { ingested: 5, duplicates: 1 });
    },
  },
  {
    id: 'ingestEvents/resend/other-content',
    operation: 'ingestEvents',
    basis: 'decided',
    title: 'an event of an id that was seen before changes nothing, whatever it says',
    async run(trial: Trial) {
      const { session_id, events } = await fiveEvents(trial);
      const [first] = events as [(typeof events)[number]];
      await ingest(trial, events);
      await ingest(trial, [{ ...first, tool_name: 'AnotherTool', risk_score: 99 }]);
      await expectEachOnce(trial, session_id, idsOf(events));
      const { tool_name } = await stored(trial, first);
      trial.expect(
        tool_name === first.tool_name,
        `the tool ${first.tool_name}`,
        `it is ${tool_name}`,
      );
    },
  },
  {
    id: 'ingestEvents/resend/upper-case-id',
    operation: 'ingestEvents',
    basis: 'decided',
    title: 'an event is the same when its id comes in upper case',
    async run(trial: Trial) {
      const { session_id, events } = await fiveEvents(trial);
      await ingest(trial, events);
      const shouted = events.map((event) => ({ ...event, event_id: event.event_id.toUpperCase() }));
      const counts = await ingest(trial, shouted);
      await expectEachOnce(trial, session_id, idsOf(events));
      preferCounts(trial, counts, { ingested: 0, duplicates: 5 });
    },
  },
  {
    id: 'ingestEvents/resend/another-session',
    operation: 'ingestEvents',
    basis: 'decided',
    title: 'an event of an id that was seen before is not stored in another session either',
    async run(trial: Trial) {
      const { events } = await fiveEvents(trial);
      await ingest(trial, events);
      await Promise.all(events.map((event) => stored(trial, event)));
      const session_id = await newSession(trial);
      const counts = await ingest(trial, [{ ...events[0]!, session_id }]);
      await expectEachOnce(trial, session_id, []);
      preferCounts(trial, counts, { ingested: 0, duplicates: 1 });
    },
  },
  {
    id: 'ingestEvents/resend/after-other-traffic',
    operation: 'ingestEvents',
    title: 'a full batch that is sent again after other traffic changes nothing',
    async run(trial: Trial) {
      const events = await batch(trial);
      const [{ session_id }] = events as [QuintEvent];
      await ingest(trial, events);
      for (let more = 0; more < 2; more++) await ingest(trial, await batch(trial));
      const again = await ingest(trial, events);
      await expectEachOnce(trial, session_id, idsOf(events));
      preferCounts(trial, again, { ingested: 0, duplicates: events.length });
    },
  },
];

async function fiveEvents(trial: Trial) {
  const session_id = await newSession(trial);
  const events = [0, 1, 2, 3, 4].map((second) =>
    trial.event({ session_id, risk_score: 10, timestamp: trial.ids.time(second) }),
  );
  return { session_id, events };
}

/** As many events as a request takes, of one session. */
async function batch(trial: Trial): Promise<QuintEvent[]> {
  const session_id = await newSession(trial);
  return Array.from({ length: LIMITS.eventsPerBatch }, (_, second) =>
    trial.event({ session_id, timestamp: trial.ids.time(second) }),
  );
}

async function expectEachOnce(
  trial: Trial,
  session_id: string,
  ids: readonly string[],
): Promise<void> {
  const { events, session, last } = await settled(trial, session_id, ids.length);
  expectIds(trial, 'events', events, [...ids, last.event_id]);
  expectTotal(trial, session, ids.length + 1);
}

interface Counts {
  readonly ingested: number;
  readonly duplicates: number;
}

function preferCounts(trial: Trial, counts: Counts, wanted: Counts): void {
  trial.prefer(
    counts.ingested === wanted.ingested && counts.duplicates === wanted.duplicates,
    JSON.stringify(wanted),
    `it is ${JSON.stringify(counts)}`,
  );
}
