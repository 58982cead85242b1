import type { EventSourceMessage } from 'eventsource-parser';
import { Alert } from '../../../spec/schemas/alert.ts';
import { Session } from '../../../spec/schemas/session.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { misfit } from '../misfit.ts';
import type { Trial } from '../trial.ts';
import { openStream } from './open-stream.ts';
import { BLOCKED, ingest, newSession, report, sessionWhere } from './scenario.ts';

/** What a dashboard that is connected is told. */
export const stream: readonly ConformanceCase[] = [
  {
    id: 'stream/live/session',
    operation: 'stream',
    title: 'a report of a session is told on the stream',
    async run(trial: Trial) {
      await using live = await openStream(trial);
      const session_id = trial.ids.session();
      const timestamp = trial.ids.time(0);
      await report(trial, { session_id, state: 'active', timestamp, session_name: 'told' });
      const message = await live.next(`the session ${session_id}`, tells(session_id));
      preferName(trial, message, 'session.upserted');
      const wrong = misfit(Session, dataOf(message));
      trial.prefer(wrong === undefined, 'data that is a session', `${wrong}`);
    },
  },
  {
    id: 'stream/live/event',
    operation: 'stream',
    basis: 'decided',
    title: 'a session that an event has made is told on the stream',
    async run(trial: Trial) {
      await using live = await openStream(trial);
      const event = trial.event();
      await ingest(trial, [event]);
      const message = await live.next(`the session ${event.session_id}`, tells(event.session_id));
      preferName(trial, message, 'session.upserted');
    },
  },
  {
    id: 'stream/live/order',
    operation: 'stream',
    title: 'the states of a session are told in the order in which they were reported',
    async run(trial: Trial) {
      await using live = await openStream(trial);
      const session_id = trial.ids.session();
      const steps = ['active', 'idle', 'active', 'idle', 'active', 'ended'].map(
        (state, second) => ({
          session_id,
          state,
          timestamp: trial.ids.time(second),
          session_name: `step ${second}`,
        }),
      );
      const last = steps.pop()!;
      const told: string[] = [];
      const tellUntil = async (name: string) => {
        while (told.at(-1) !== name) {
          const message = await live.next(`the session at ${name}`, tells(session_id));
          const step = (dataOf(message) as Partial<Session>).session_name;
          // What the data says is decided. Where it does not say this, nothing can be told of the order.
          trial.prefer(step !== undefined, 'a session_name', `it is told: ${message.data}`);
          if (step === undefined) return false;
          told.push(String(step));
        }
        return true;
      };
      for (const step of steps) await report(trial, step);
      if (!(await tellUntil(steps.at(-1)!.session_name))) return;
      // Steps that were taken at once may be told as one. Those that are told late come before this one.
      await report(trial, last);
      await tellUntil(last.session_name);
      trial.expect(
        JSON.stringify(told) === JSON.stringify(told.toSorted()),
        'the steps in the order in which they were reported',
        `they are ${told.join(', ')}`,
      );
    },
  },
  {
    id: 'stream/live/growing-ids',
    operation: 'stream',
    basis: 'decided',
    title: 'each message has an id, a number that grows',
    async run(trial: Trial) {
      await using live = await openStream(trial);
      const sessions = [trial.ids.session(), trial.ids.session(), trial.ids.session()];
      for (const session_id of sessions) {
        await report(trial, { session_id, state: 'active', timestamp: trial.ids.time(0) });
      }
      let before = 0;
      for (const waiting = new Set(sessions); waiting.size > 0;) {
        const message = await live.next('the three sessions', () => true);
        const id = message.id ?? '';
        trial.expect(/^[0-9]+$/.test(id), 'an id of digits', `it is "${id}"`);
        trial.expect(Number(id) > before, `an id above ${before}`, `it is ${id}`);
        before = Number(id);
        waiting.delete(String((dataOf(message) as Partial<Session>).id));
      }
    },
  },
  {
    id: 'stream/live/two-clients',
    operation: 'stream',
    title: 'each client that is connected is told',
    async run(trial: Trial) {
      await using one = await openStream(trial);
      await using other = await openStream(trial);
      const session_id = await newSession(trial);
      await one.next(`the session ${session_id}`, tells(session_id));
      await other.next(`the session ${session_id}`, tells(session_id));
    },
  },
  {
    id: 'stream/live/resume',
    operation: 'stream',
    basis: 'decided',
    title: 'a client that comes back with Last-Event-ID is told what it missed, once and in order',
    async run(trial: Trial) {
      const [seen, missed, also] = [trial.ids.session(), trial.ids.session(), trial.ids.session()];
      const say = (session_id: string) =>
        report(trial, { session_id, state: 'active', timestamp: trial.ids.time(0) });
      let lastId: string;
      {
        await using live = await openStream(trial);
        await say(seen);
        lastId = (await live.next(`the session ${seen}`, tells(seen))).id ?? '';
      }
      await say(missed);
      await sessionWhere(trial, missed, `the session ${missed}`, () => true);
      await using back = await openStream(trial, { 'last-event-id': lastId });
      await say(also);
      const told: string[] = [];
      await back.next(`the session ${also}`, (message) => {
        const id = [seen, missed, also].find((session) => tells(session)(message));
        if (id !== undefined) told.push(id);
        return id === also;
      });
      trial.expect(
        JSON.stringify(told) === JSON.stringify([missed, also]),
        `first ${missed}, then ${also}`,
        `it is ${told.join(', ')}`,
      );
    },
  },
  {
    id: 'stream/live/alert',
    operation: 'stream',
    basis: 'decided',
    title: 'an alert is told on the stream',
    async run(trial: Trial) {
      await using live = await openStream(trial);
      const event = trial.event(BLOCKED);
      await ingest(trial, [event]);
      const isAlert = ({ event: name, data }: EventSourceMessage) =>
        name === 'alert.created' && data.includes(event.event_id);
      const message = await live.next(`alert.created of ${event.event_id}`, isAlert);
      const wrong = misfit(Alert, dataOf(message));
      trial.expect(wrong === undefined, 'data that is an alert', `${wrong}`);
    },
  },
  {
    id: 'stream/live/jwt',
    operation: 'stream',
    needs: ['jwt'],
    title: 'a JWT opens the stream',
    async run(trial: Trial) {
      await using live = await openStream(trial, {}, 'jwt');
      const session_id = await newSession(trial);
      await live.next(`the session ${session_id}`, tells(session_id));
    },
  },
];

/** Whether a message speaks of a session. */
function tells(session_id: string): (message: EventSourceMessage) => boolean {
  return ({ data }) => data.includes(`"${session_id}"`);
}

/** The JSON of a message; an empty object where it is none. */
function dataOf({ data }: EventSourceMessage): object {
  try {
    return Object(JSON.parse(data)) as object;
  } catch {
    return {};
  }
}

function preferName(trial: Trial, message: EventSourceMessage, name: string): void {
  trial.prefer(message.event === name, `the event ${name}`, `it is ${message.event}`);
}
