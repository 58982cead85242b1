import type { ConformanceCase } from '../conformance-case.ts';
import type { Trial } from '../trial.ts';
import { expectAsSent } from './as-sent.ts';
import { expectIds, expectSummary, expectTotal, idsOf } from './expectations.ts';
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

/** From the batch to what is read back. */
export const pipeline: readonly ConformanceCase[] = [
  {
    id: 'getEvent/pipeline/as-sent',
    operation: 'getEvent',
    title: 'an event is read back as it was sent',
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      const event = trial.event({
        session_id,
        timestamp: trial.ids.time(0).replace('Z', '.138Z'),
        arguments_json: '["-X","POST",{"retry":1}]',
        risk_score: 37,
        from_next_year: { kept: [1, null, 'as it is'] },
      });
      await ingest(trial, [event]);
      const record = await stored(trial, event);
      expectAsSent(trial, event, record);
      // The wire format has no score: a server may have its own.
      trial.prefer(record.risk_score === 37, 'the risk_score 37', `it is ${record.risk_score}`);
      trial.prefer(
        record.timestamp === event.timestamp,
        `the time ${event.timestamp}, in UTC`,
        `it is ${record.timestamp}`,
      );
      const wanted = ['-X', 'POST', '{"retry":1}'];
      trial.prefer(
        JSON.stringify(record.arguments) === JSON.stringify(wanted),
        `the elements of arguments_json, ${JSON.stringify(wanted)}`,
        `they are ${JSON.stringify(record.arguments)}`,
      );
    },
  },
  {
    id: 'listSessionEvents/pipeline/order',
    operation: 'listSessionEvents',
    title: 'the events of a session come back in the order they were sent',
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      const events = seconds(12).map((second) =>
        trial.event({ session_id, timestamp: trial.ids.time(second) }),
      );
      for (let start = 0; start < 12; start += 4) {
        await ingest(trial, events.slice(start, start + 4));
      }
      const { events: found, last } = await settled(trial, session_id, events.length);
      expectIds(trial, 'events', found, idsOf([...events, last]));
    },
  },
  {
    id: 'listSessionEvents/pipeline/equal-times',
    operation: 'listSessionEvents',
    // That a session is a line is documented of its queue alone.
    basis: 'decided',
    title: 'events of a session that are of one time come back in the order they were sent',
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      const timestamp = trial.ids.time(1);
      const events = seconds(12).map(() => trial.event({ session_id, timestamp }));
      for (let start = 0; start < 12; start += 4) {
        await ingest(trial, events.slice(start, start + 4));
      }
      const { events: found, last } = await settled(trial, session_id, events.length);
      expectIds(trial, 'events', found, idsOf([...events, last]));
    },
  },
  {
    id: 'listSessionEvents/pipeline/by-time',
    operation: 'listSessionEvents',
    title: 'the events of a session are sorted by their timestamps, whenever they came',
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      const events = seconds(6).map((second) =>
        trial.event({ session_id, timestamp: trial.ids.time(second) }),
      );
      const [first, second, third, fourth, fifth, sixth] = events as Required<typeof events>;
      await ingest(trial, [fourth!, second!, sixth!]);
      await ingest(trial, [fifth!, first!, third!]);
      const { events: found, last } = await settled(trial, session_id, events.length);
      expectIds(trial, 'events', found, idsOf([...events, last]));
    },
  },
  {
    id: 'ingestEvents/pipeline/every-event-once',
    operation: 'ingestEvents',
    title: 'of 200 events of four sessions in ten batches at once, each is stored once',
    async run(trial: Trial) {
      const sessions = await Promise.all(Array.from({ length: 4 }, () => newSession(trial)));
      const events = seconds(200).map((second) =>
        trial.event({ session_id: sessions[second % 4]!, timestamp: trial.ids.time(second) }),
      );
      const batches = Array.from({ length: 10 }, (_, n) => events.slice(n * 20, n * 20 + 20));
      await Promise.all(trial.random.shuffled(batches).map((batch) => ingest(trial, batch)));
      for (const session_id of sessions) {
        const sent = events.filter((event) => event.session_id === session_id);
        const { events: found, session, last } = await settled(trial, session_id, sent.length);
        expectIds(trial, 'events', found, idsOf([...sent, last]));
        expectTotal(trial, session, sent.length + 1);
      }
    },
  },
  {
    id: 'getSession/pipeline/risk-summary',
    operation: 'getSession',
    title: 'the risk summary has the number of events, the highest and the mean score',
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      const scores = [10, 100, 35, 15];
      await ingestScores(trial, session_id, scores);
      const { events } = await settled(trial, session_id, scores.length);
      // With the 0 of the last one. The wire format has no score: a server may have its own.
      const found = events.map(({ risk_score }) => risk_score);
      const wanted = [...scores, 0];
      trial.prefer(
        JSON.stringify(found) === JSON.stringify(wanted),
        `the scores ${wanted.join(', ')}, as they were sent`,
        `they are ${found.join(', ')}`,
      );
      await expectSummaryOfScores(trial, session_id);
      await report(trial, { session_id, state: 'ended', timestamp: trial.ids.time(3_001) });
      await sessionWhere(trial, session_id, 'the end', ({ state }) => state === 'ended');
      await expectSummaryOfScores(trial, session_id);
    },
  },
  {
    id: 'getSession/pipeline/mean-rounded-half-up',
    operation: 'getSession',
    basis: 'decided',
    title: 'the mean score is rounded half up',
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      await ingestScores(trial, session_id, [1, 1, 4]);
      const { session } = await settled(trial, session_id, 3);
      expectSummary(trial, session, { total_events: 4, max_risk: 4, avg_risk: 2 });
    },
  },
  {
    id: 'getSession/pipeline/mean-rounded-down',
    operation: 'getSession',
    basis: 'decided',
    title: 'a mean score below the half is rounded down',
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      await ingestScores(trial, session_id, [1, 2, 2]);
      const { session } = await settled(trial, session_id, 3);
      expectSummary(trial, session, { total_events: 4, max_risk: 2, avg_risk: 1 });
    },
  },
  {
    id: 'getSession/pipeline/no-events',
    operation: 'getSession',
    basis: 'decided',
    title: 'the risk summary of a session without events is 0, 0 and 0',
    async run(trial: Trial) {
      const id = await newSession(trial);
      const session = await sessionWhere(trial, id, 'the session', () => true);
      expectSummary(trial, session, { total_events: 0, max_risk: 0, avg_risk: 0 });
    },
  },
  {
    id: 'getSession/pipeline/own-events-alone',
    operation: 'getSession',
    basis: 'decided',
    title: 'the risk summary leaves the events of the children out',
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      const child = trial.ids.session();
      const timestamp = trial.ids.time(1);
      await report(trial, { session_id: child, state: 'active', timestamp, parent_id: session_id });
      await ingestScores(trial, child, [90]);
      await settled(trial, child, 1);
      await ingestScores(trial, session_id, [20]);
      const { session } = await settled(trial, session_id, 1);
      expectSummary(trial, session, { total_events: 2, max_risk: 20, avg_risk: 10 });
    },
  },
  {
    id: 'getSession/pipeline/scored-by-the-server',
    operation: 'getSession',
    basis: 'decided',
    title: 'events without a score are scored, and the risk summary tells of these scores',
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      await ingest(
        trial,
        seconds(3).map((second) =>
          trial.event({
            session_id,
            timestamp: trial.ids.time(second),
            tool_name: `Tool${second}`,
          }),
        ),
      );
      const { session, events } = await settled(trial, session_id, 3);
      const scores = events.map(({ risk_score }) => risk_score);
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      expectSummary(trial, session, {
        total_events: 4,
        max_risk: Math.max(...scores),
        avg_risk: Math.floor(mean + 0.5),
      });
    },
  },
  {
    id: 'listAlerts/pipeline/blocked-decision',
    operation: 'listAlerts',
    basis: 'decided',
    title: 'a blocked decision raises an alert, which is listed for its session',
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      const event = trial.event({ session_id, ...BLOCKED });
      await ingest(trial, [trial.event({ session_id, risk_score: 20 }), event]);
      const alerts = await trial.eventually('an alert of the session', async () => {
        const found = await itemsOf(trial, 'listAlerts', { query: { session_id } });
        return found?.length ? found : undefined;
      });
      const [alert] = alerts;
      trial.expect(alerts.length === 1, '1 alert', `there are ${alerts.length}`);
      trial.expect(
        alert?.event_id === event.event_id && alert.session_id === session_id,
        `an alert of the event ${event.event_id} of the session ${session_id}`,
        `it is of ${alert?.event_id} of ${alert?.session_id}`,
      );
    },
  },
];

/** Demands the summary that follows from the scores that are read; how the mean is rounded is decided. */
async function expectSummaryOfScores(trial: Trial, id: string): Promise<void> {
  await trial.eventually('the risk summary of the scores of the events', async () => {
    const events = (await itemsOf(trial, 'listSessionEvents', { id })) ?? [];
    const session = await lookFor(trial, 'getSession', { id });
    if (!session) return undefined;
    const { total_events, max_risk, avg_risk } = session.risk_summary;
    const scores = events.map(({ risk_score }) => risk_score);
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    const isMean = avg_risk === Math.floor(mean) || avg_risk === Math.ceil(mean);
    return (
      (total_events === scores.length && max_risk === Math.max(...scores) && isMean) || undefined
    );
  });
}

/** 0 to below `count`. */
function seconds(count: number): number[] {
  return Array.from({ length: count }, (_, second) => second);
}

async function ingestScores(
  trial: Trial,
  session_id: string,
  scores: readonly number[],
): Promise<void> {
  const events = scores.map((risk_score, second) =>
    trial.event({ session_id, risk_score, timestamp: trial.ids.time(second) }),
  );
  await ingest(trial, events);
}
