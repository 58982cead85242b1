import { SessionReport } from '../../../../spec/schemas/lifecycle.ts';
import { SessionState } from '../../../../spec/schemas/session-state.ts';
import type { Mutant, Serve } from './mutant.ts';
import {
  answers,
  asks,
  bodyOf,
  eachEvent,
  instead,
  json,
  like,
  refusal,
  sessionOf,
  withBody,
  without,
  type Json,
} from './rewriting.ts';

const HOUR_MS = 3_600_000;

/** What is wrong with the state of sessions, and with what is told of them. */
export const stateMutants: readonly Mutant[] = [
  {
    name: 'no-ended-at',
    does: 'does not say when a session ended',
    foundBy: ['ingestSession/states/event-form', 'ingestSession/states/state-form'],
    breakRule: answers('getSession', (session) => ({ ...session, ended_at: null })),
  },
  {
    name: 'ended-at-stays',
    does: 'keeps ended_at when a session is resumed',
    isDecided: true,
    foundBy: ['ingestSession/states/resume-after-end'],
    breakRule(serve) {
      const ends = new Map<string, string>();
      return answers('getSession', (session) => {
        if (session.ended_at !== null) ends.set(session.id, session.ended_at);
        return { ...session, ended_at: ends.get(session.id) ?? null };
      })(serve);
    },
  },
  {
    name: 'resume-does-nothing',
    does: 'takes a session_resume, and leaves the session as it is',
    foundBy: ['ingestSession/states/resume'],
    breakRule: swallow(({ event_type }) => event_type === 'session_resume'),
  },
  {
    name: 'end-does-nothing',
    does: 'takes a session_end, and leaves the session as it is',
    foundBy: ['ingestSession/states/event-form'],
    breakRule: swallow(({ event_type }) => event_type === 'session_end'),
  },
  {
    name: 'report-by-jwt-lost',
    does: 'answers that a report sent with a JWT is taken, and never takes it',
    foundBy: ['ingestSession/success-by-jwt'],
    breakRule: asks('ingestSession', (body, { authorization }) =>
      SessionReport.safeParse(body).success && authorization.split('.').length === 3
        ? taken()
        : body,
    ),
  },
  {
    name: 'end-while-idle-does-nothing',
    does: 'takes a session_end of an idle session, and leaves it idle',
    foundBy: ['ingestSession/states/end-while-idle'],
    breakRule: asks('ingestSession', async (body, call, serve) => {
      if (body['event_type'] !== 'session_end') return body;
      const { state } = await sessionOf(call, serve, String(body['session_id']));
      return state === 'idle' ? taken() : body;
    }),
  },
  {
    name: 'unknown-transition-taken',
    does: 'takes lifecycle events that there are not',
    foundBy: ['ingestSession/bodies/SessionReport/refuses-an-unknown-transition'],
    breakRule: asks('ingestSession', (body) => {
      const { event_type } = body;
      const isKnown = ['session_start', 'session_resume', 'session_end'].includes(
        String(event_type),
      );
      return typeof event_type === 'string' && !isKnown ? taken() : body;
    }),
  },
  {
    name: 'late-report-moves-back',
    does: 'lets a late report move the state back',
    isDecided: true,
    foundBy: ['ingestSession/states/late-report'],
    breakRule(serve) {
      const states = new Map<string, unknown>();
      const noting = asks('ingestSession', (body, { authorization }) => {
        const { session_id, state, event_type } = body;
        states.set(
          `${authorization} ${String(session_id)}`,
          state ?? (event_type === 'session_end' ? 'ended' : 'active'),
        );
        return body;
      });
      const telling = answers('getSession', (session, { authorization }) => ({
        ...session,
        state: states.get(`${authorization} ${session.id}`) ?? session.state,
      }));
      return noting(telling(serve));
    },
  },
  {
    name: 'late-report-left-out',
    does: 'leaves a late report out altogether',
    isDecided: true,
    foundBy: ['ingestSession/states/late-report'],
    breakRule(serve) {
      const latest = new Map<unknown, number>();
      return swallow((body) => {
        const time = Date.parse(
          String(body['timestamp'] ?? body['ended_at'] ?? body['started_at']),
        );
        const isLate = time < (latest.get(body['session_id']) ?? -Infinity);
        if (!isLate) latest.set(body['session_id'], time);
        return isLate;
      })(serve);
    },
  },
  {
    name: 'first-of-equal-times-wins',
    does: 'lets the first of two reports of one time win',
    isDecided: true,
    foundBy: ['ingestSession/states/equal-times'],
    breakRule(serve) {
      const states = new Map<string, unknown>();
      const noting = asks('ingestSession', (body) => {
        const { session_id, timestamp, state } = body;
        const key = `${String(session_id)} ${String(timestamp)}`;
        if (!SessionState.safeParse(state).success) return body;
        if (!states.has(key)) states.set(key, state);
        return { ...body, state: states.get(key) };
      });
      return noting(serve);
    },
  },
  {
    name: 'event-reopens-session',
    does: 'makes an ended session active when an event of it comes',
    isDecided: true,
    foundBy: ['ingestEvents/states/ended-session'],
    breakRule(serve) {
      const touched = new Set<string>();
      const noting = eachEvent((event, { authorization }) => {
        touched.add(`${authorization} ${String(event['session_id'])}`);
        return event;
      });
      const telling = answers('getSession', (session, { authorization }) =>
        touched.has(`${authorization} ${session.id}`)
          ? { ...session, state: 'active', ended_at: null }
          : session,
      );
      return noting(telling(serve));
    },
  },
  {
    name: 'ids-in-lower-case',
    does: 'takes session ids of another case for the same',
    isDecided: true,
    foundBy: ['getSession/histories/form-case'],
    breakRule: asks('ingestSession', (body) => {
      const { session_id } = body;
      const isMeant = typeof session_id === 'string' && session_id.endsWith('FORM-CASE');
      return isMeant ? { ...body, session_id: session_id.replace('FORM-CASE', 'form-case') } : body;
    }),
  },
  {
    name: 'event-makes-no-session',
    does: 'makes no session of an event',
    isDecided: true,
    foundBy: ['ingestEvents/states/unknown-session'],
    breakRule(serve) {
      const reported = new Set<unknown>();
      const noting = asks('ingestSession', (body) => (reported.add(body['session_id']), body));
      const hiding = instead('getSession', async ({ request, id }) => {
        const response = await serve(request);
        return response.ok && !reported.has(id) ? refusal(404, 'not_found') : response;
      });
      return noting(hiding(serve));
    },
  },
  {
    name: 'state-form-refused',
    does: 'refuses the state form of a report',
    foundBy: ['ingestSession/states/state-form'],
    breakRule: refuseReport((body) => 'state' in body),
  },
  {
    name: 'event-form-refused',
    does: 'refuses the event form of a report',
    foundBy: ['ingestSession/states/event-form'],
    breakRule: refuseReport((body) => 'event_type' in body),
  },
  {
    name: 'both-forms-at-once-taken',
    does: 'takes a report of both forms at once',
    isDecided: true,
    foundBy: ['ingestSession/bodies/SessionReport/refuses'],
    breakRule: asks('ingestSession', (body) => {
      const { event_type, ...rest } = body;
      const isBoth = event_type !== undefined && 'state' in rest;
      return isBoth ? { timestamp: new Date().toISOString(), ...rest } : body;
    }),
  },
  {
    name: 'unknown-state-taken',
    does: 'takes states that there are not',
    foundBy: ['ingestSession/bodies/SessionStateReport/refuses-an-unknown-state'],
    breakRule: asks('ingestSession', (body) => {
      const isKnown = ['active', 'idle', 'ended'].includes(String(body['state']));
      return 'state' in body && !isKnown ? { ...body, state: 'active' } : body;
    }),
  },
  {
    name: 'name-forgotten',
    does: 'forgets the name of a session',
    foundBy: ['getSession/states/fields'],
    breakRule: answers('getSession', (session) => ({ ...session, session_name: null })),
  },
  {
    name: 'signing-id-left-out',
    does: 'leaves signing_id out',
    foundBy: ['getSession/states/fields'],
    breakRule: answers('getSession', (session) => without(session, 'signing_id')),
  },
  {
    name: 'fields-cleared',
    does: 'clears what a later report leaves out',
    isDecided: true,
    foundBy: ['getSession/states/fields-stay'],
    breakRule(serve) {
      const latest = new Map<unknown, Json>();
      const noting = asks('ingestSession', (body) => (latest.set(body['session_id'], body), body));
      const telling = answers('getSession', (session) => ({
        ...session,
        model: latest.get(session.id)?.['model'] ?? null,
      }));
      return noting(telling(serve));
    },
  },
  {
    name: 'started-at-moves',
    does: 'answers the time of the latest report as started_at',
    foundBy: ['getSession/histories/documented-a-session-falls-idle'],
    breakRule(serve) {
      const latest = new Map<unknown, unknown>();
      const noting = asks('ingestSession', (body) => {
        if (body['timestamp'] !== undefined) latest.set(body['session_id'], body['timestamp']);
        return body;
      });
      const telling = answers('getSession', (session) => ({
        ...session,
        started_at: latest.get(session.id) ?? session.started_at,
      }));
      return noting(telling(serve));
    },
  },
  {
    name: 'idle-is-active',
    does: 'has no state idle',
    foundBy: ['ingestSession/states/state-form'],
    breakRule: answers('getSession', (session) => ({
      ...session,
      state: session.state === 'idle' ? 'active' : session.state,
    })),
  },
  {
    name: 'reports-out-of-order',
    does: 'takes reports of one session out of their order',
    foundBy: ['ingestSession/states/order'],
    breakRule(serve) {
      const held = new Map<unknown, Request>();
      let minute = 0;
      // By the order in which they come to be taken, and not by their own time.
      const stamped = (report: Json) => ({
        ...report,
        timestamp: new Date(Date.now() - HOUR_MS + ++minute * 60_000).toISOString(),
      });
      return instead('ingestSession', async ({ request }) => {
        const body = await bodyOf(request);
        const name = body?.['session_name'];
        if (!body || typeof name !== 'string' || !name.startsWith('step ')) return serve(request);
        const before = held.get(body['session_id']);
        if (before) {
          held.delete(body['session_id']);
          await serve(withBody(request, stamped(body)));
          return serve(withBody(before, stamped((await bodyOf(before))!)));
        }
        if (name !== 'step 5') return serve(withBody(request, stamped(body)));
        held.set(body['session_id'], request);
        return taken();
      })(serve);
    },
  },
  {
    name: 'slow-and-lost',
    does: 'answers that a report is taken, and never takes it',
    foundBy: ['ingestSession/states/state-form'],
    breakRule: swallow(() => true),
  },
  {
    name: 'reports-not-ok',
    does: 'does not answer {"ok": true} to a report',
    foundBy: ['ingestSession/success'],
    breakRule: answers('ingestSession', () => ({ status: 'ok' })),
  },
  {
    name: 'read-without-content',
    does: 'answers 206 to a read',
    foundBy: ['getSession/success'],
    breakRule: instead('getSession', async ({ request }, serve) => {
      const response = await serve(request);
      return response.ok ? like(response, { status: 206 }) : response;
    }),
  },
];

function taken(): Response {
  return json(200, { ok: true });
}

/** Answers some reports as if they were taken. */
function swallow(isMeant: (body: Json) => boolean): (serve: Serve) => Serve {
  return asks('ingestSession', (body) =>
    SessionReport.safeParse(body).success && isMeant(body) ? taken() : body,
  );
}

function refuseReport(isMeant: (body: Json) => boolean): (serve: Serve) => Serve {
  return asks('ingestSession', (body) =>
    isMeant(body) ? refusal(400, 'validation_failed') : body,
  );
}
