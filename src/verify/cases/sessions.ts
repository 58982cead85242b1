import type { SuccessOf } from '../../../generated/operations.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Trial } from '../trial.ts';
import { ingest, report, sessionWhere, settled, stored } from './scenario.ts';

type Session = SuccessOf<'getSession'>;

/** Reports of a session's life, and the session that comes of them. */
export const sessions: readonly ConformanceCase[] = [
  {
    id: 'ingestSession/states/state-form',
    operation: 'ingestSession',
    title: 'the state form takes a session through active, idle and ended',
    async run(trial: Trial) {
      const session_id = trial.ids.session();
      let second = 0;
      for (const state of ['active', 'idle', 'active', 'ended'] as const) {
        const timestamp = trial.ids.time(second++);
        await report(trial, { session_id, state, timestamp });
        const session = await inState(trial, session_id, state);
        expectEnd(trial, session, timestamp);
        preferStart(trial, session, trial.ids.time(0));
      }
    },
  },
  {
    id: 'ingestSession/states/event-form',
    operation: 'ingestSession',
    title: 'the event form starts and ends a session',
    async run(trial: Trial) {
      const session_id = trial.ids.session();
      const started_at = trial.ids.time(0);
      await report(trial, { ...START, session_id, started_at });
      const started = await inState(trial, session_id, 'active');
      expectEnd(trial, started, started_at);
      expectFields(trial, started, { platform: START.platform });
      trial.expect(
        Date.parse(started.started_at) === Date.parse(started_at),
        `started_at ${started_at}`,
        `it is ${started.started_at}`,
      );
      const ended_at = trial.ids.time(60);
      await report(trial, { event_type: 'session_end', session_id, ended_at });
      const ended = await inState(trial, session_id, 'ended');
      expectEnd(trial, ended, ended_at);
      preferStart(trial, ended, started_at);
    },
  },
  {
    id: 'ingestSession/states/resume',
    operation: 'ingestSession',
    title: 'session_resume makes an idle session active',
    async run(trial: Trial) {
      const session_id = trial.ids.session();
      await report(trial, { ...START, session_id, started_at: trial.ids.time(0) });
      await report(trial, { session_id, state: 'idle', timestamp: trial.ids.time(1) });
      await inState(trial, session_id, 'idle');
      const timestamp = trial.ids.time(2);
      await report(trial, { event_type: 'session_resume', session_id, timestamp });
      expectEnd(trial, await inState(trial, session_id, 'active'), timestamp);
    },
  },
  {
    id: 'ingestSession/states/end-while-idle',
    operation: 'ingestSession',
    title: 'session_end ends a session that is idle',
    async run(trial: Trial) {
      const session_id = trial.ids.session();
      await report(trial, { ...START, session_id, started_at: trial.ids.time(0) });
      await report(trial, { session_id, state: 'idle', timestamp: trial.ids.time(1) });
      await inState(trial, session_id, 'idle');
      const ended_at = trial.ids.time(2);
      await report(trial, { event_type: 'session_end', session_id, ended_at });
      expectEnd(trial, await inState(trial, session_id, 'ended'), ended_at);
    },
  },
  {
    id: 'ingestSession/states/resume-after-end',
    operation: 'ingestSession',
    basis: 'decided',
    title: 'session_resume makes an ended session active, and clears ended_at',
    async run(trial: Trial) {
      const session_id = trial.ids.session();
      await report(trial, { ...START, session_id, started_at: trial.ids.time(0) });
      await report(trial, { event_type: 'session_end', session_id, ended_at: trial.ids.time(1) });
      await inState(trial, session_id, 'ended');
      const timestamp = trial.ids.time(2);
      await report(trial, { event_type: 'session_resume', session_id, timestamp });
      const session = await inState(trial, session_id, 'active');
      trial.expect(session.ended_at === null, 'ended_at null', `it is ${session.ended_at}`);
      preferStart(trial, session, trial.ids.time(0));
    },
  },
  {
    id: 'ingestSession/states/order',
    operation: 'ingestSession',
    title: 'reports are taken in the order in which they were sent',
    async run(trial: Trial) {
      const session_id = trial.ids.session();
      const states = ['active', 'idle', 'active', 'idle', 'active', 'idle', 'ended'] as const;
      for (const [second, state] of states.entries()) {
        const timestamp = trial.ids.time(second);
        await report(trial, { session_id, state, timestamp, session_name: `step ${second}` });
      }
      const lastStep = `step ${states.length - 1}`;
      const session = await sessionWhere(
        trial,
        session_id,
        `the session_name "${lastStep}", which came last`,
        ({ session_name }) => session_name === lastStep,
      );
      trial.expect(session.state === 'ended', 'the state ended', `it is ${session.state}`);
    },
  },
  {
    id: 'getSession/states/fields',
    operation: 'getSession',
    title: 'what a report says of a session is read back',
    async run(trial: Trial) {
      const session_id = trial.ids.session();
      const fields = {
        session_name: 'Fix auth middleware',
        model: 'claude-sonnet-4-20250514',
        signing_id: 'com.anthropic.claude-code',
        platform: 'cursor',
        parent_id: null,
      };
      const timestamp = trial.ids.time(0);
      await report(trial, { session_id, state: 'active', timestamp, ...fields });
      const session = await inState(trial, session_id, 'active');
      expectFields(trial, session, { id: session_id, ...fields });
    },
  },
  {
    id: 'getSession/states/fields-stay',
    operation: 'getSession',
    basis: 'decided',
    title: 'what a later report leaves out stays as it was',
    async run(trial: Trial) {
      const session_id = trial.ids.session();
      const fields = { session_name: 'A name', model: 'a-model', platform: 'cursor' };
      await report(trial, { session_id, state: 'active', timestamp: trial.ids.time(0), ...fields });
      await report(trial, { session_id, state: 'idle', timestamp: trial.ids.time(1) });
      expectFields(trial, await inState(trial, session_id, 'idle'), fields);
    },
  },
  {
    id: 'ingestSession/states/late-report',
    operation: 'ingestSession',
    basis: 'decided',
    title: 'an older report that comes late fills what is empty, and moves nothing back',
    async run(trial: Trial) {
      const session_id = trial.ids.session();
      const ended_at = trial.ids.time(60);
      const timestamp = trial.ids.time(10);
      await report(trial, { event_type: 'session_end', session_id, ended_at, model: 'the-last' });
      await report(trial, {
        session_id,
        state: 'idle',
        timestamp,
        model: 'an-earlier',
        session_name: 'late',
      });
      const session = await sessionWhere(
        trial,
        session_id,
        'the session_name "late"',
        ({ session_name }) => session_name === 'late',
      );
      trial.expect(session.state === 'ended', 'the state ended', `it is ${session.state}`);
      expectEnd(trial, session, ended_at);
      expectFields(trial, session, { model: 'the-last' });
      trial.expect(
        Date.parse(session.started_at) === Date.parse(timestamp),
        `started_at ${timestamp}, the earliest time known`,
        `it is ${session.started_at}`,
      );
    },
  },
  {
    id: 'ingestSession/states/equal-times',
    operation: 'ingestSession',
    basis: 'decided',
    title: 'of two reports of one time, the one that was sent later wins',
    async run(trial: Trial) {
      const session_id = trial.ids.session();
      const timestamp = trial.ids.time(0);
      await report(trial, { session_id, state: 'idle', timestamp });
      await report(trial, { session_id, state: 'active', timestamp, session_name: 'second' });
      const session = await sessionWhere(
        trial,
        session_id,
        'the session_name "second"',
        ({ session_name }) => session_name === 'second',
      );
      trial.expect(session.state === 'active', 'the state active', `it is ${session.state}`);
    },
  },
  {
    id: 'ingestEvents/states/unknown-session',
    operation: 'ingestEvents',
    basis: 'decided',
    title: 'an event of an unknown session makes it, active since then',
    async run(trial: Trial) {
      const event = trial.event({ platform: 'windsurf', timestamp: trial.ids.time(7) });
      await ingest(trial, [event]);
      const session = await inState(trial, event.session_id, 'active');
      expectFields(trial, session, { platform: 'windsurf', parent_id: null, ended_at: null });
      preferStart(trial, session, event.timestamp);
    },
  },
  {
    id: 'ingestEvents/states/ended-session',
    operation: 'ingestEvents',
    basis: 'decided',
    title: 'an event does not change the state of an ended session',
    async run(trial: Trial) {
      const session_id = trial.ids.session();
      await report(trial, { ...START, session_id, started_at: trial.ids.time(10) });
      const ended_at = trial.ids.time(20);
      await report(trial, { event_type: 'session_end', session_id, ended_at });
      await inState(trial, session_id, 'ended');
      const earlier = trial.event({ session_id, timestamp: trial.ids.time(5) });
      await ingest(trial, [earlier]);
      await stored(trial, earlier);
      await settled(trial, session_id, 1);
      // The sessions are another queue's work: by the earliest time it is seen to have seen the event.
      const session = await sessionWhere(
        trial,
        session_id,
        `started_at ${earlier.timestamp}, the time of the event`,
        ({ started_at }) => Date.parse(started_at) === Date.parse(earlier.timestamp),
      );
      trial.expect(session.state === 'ended', 'the state ended', `it is ${session.state}`);
      expectEnd(trial, session, ended_at);
    },
  },
];

const START = {
  event_type: 'session_start',
  agent_id: 'ne-pid-59247',
  platform: 'claude-code',
  working_dir: '/home/dev/project',
} as const;

function inState(trial: Trial, id: string, state: Session['state']): Promise<Session> {
  return sessionWhere(
    trial,
    id,
    `the session in state ${state}`,
    (session) => session.state === state,
  );
}

/** `ended_at` is null while the session has not ended; which time it is, is decided. */
function expectEnd(trial: Trial, { state, ended_at }: Session, time: string): void {
  if (state !== 'ended') {
    trial.expect(ended_at === null, `ended_at null while ${state}`, `it is ${ended_at}`);
    return;
  }
  trial.expect(ended_at !== null, 'ended_at of an ended session', 'it is null');
  trial.prefer(Date.parse(ended_at) === Date.parse(time), `ended_at ${time}`, `it is ${ended_at}`);
}

function preferStart(trial: Trial, { started_at }: Session, time: string): void {
  trial.prefer(
    Date.parse(started_at) === Date.parse(time),
    `started_at ${time}`,
    `it is ${started_at}`,
  );
}

function expectFields(trial: Trial, session: Session, fields: Partial<Session>): void {
  for (const [name, value] of Object.entries(fields)) {
    const found = session[name as keyof Session];
    trial.expect(
      found === value,
      `${name} ${JSON.stringify(value)}`,
      `it is ${JSON.stringify(found)}`,
    );
  }
}
