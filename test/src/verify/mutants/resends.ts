import { LIMITS } from '../../../../spec/limits.ts';
import type { Mutant } from './mutant.ts';
import {
  answers,
  batches,
  bodyOf,
  eachEvent,
  eventsOf,
  instead,
  withBody,
  type Json,
} from './rewriting.ts';

/** What is wrong with what is sent again. */
export const resendMutants: readonly Mutant[] = [
  {
    name: 'resend-counted-again',
    does: 'counts an event that is sent again',
    foundBy: ['ingestEvents/resend/same-batch'],
    breakRule(serve) {
      const seen = new Set<unknown>();
      const extra = new Map<unknown, number>();
      const counting = eachEvent((event) => {
        const { session_id, event_id } = event;
        if (seen.has(event_id)) extra.set(session_id, (extra.get(session_id) ?? 0) + 1);
        seen.add(event_id);
        return event;
      });
      const telling = answers('getSession', ({ risk_summary, ...session }) => {
        const total_events = risk_summary.total_events + (extra.get(session.id) ?? 0);
        return { ...session, risk_summary: { ...risk_summary, total_events } };
      });
      return counting(telling(serve));
    },
  },
  {
    name: 'resend-stored-again',
    does: 'stores an event that is sent again in another request',
    foundBy: ['ingestEvents/resend/same-batch', 'ingestEvents/resend/part-of-a-batch'],
    breakRule(serve) {
      const seen = new Set<unknown>();
      return batches((events) => {
        const again = events.map((event) => (seen.has(event['event_id']) ? anew(event) : event));
        for (const { event_id } of events) seen.add(event_id);
        return again;
      })(serve);
    },
  },
  {
    name: 'duplicates-of-a-session',
    does: 'takes an event for a duplicate only in the session that it was first sent to',
    isDecided: true,
    foundBy: ['ingestEvents/resend/another-session'],
    breakRule(serve) {
      const first = new Map<unknown, unknown>();
      return eachEvent((event) => {
        const { event_id, session_id } = event;
        if (!first.has(event_id)) first.set(event_id, session_id);
        return first.get(event_id) === session_id ? event : anew(event);
      })(serve);
    },
  },
  {
    name: 'duplicates-of-the-last-ids',
    does: `remembers the ids of the last ${LIMITS.eventsPerBatch} events alone`,
    foundBy: ['ingestEvents/resend/after-other-traffic'],
    breakRule(serve) {
      const sent = new Set<unknown>();
      let last: unknown[] = [];
      return batches((events) => {
        const changed = events.map((event) => {
          const { event_id } = event;
          return sent.has(event_id) && !last.includes(event_id) ? anew(event) : event;
        });
        const ids = events.map(({ event_id }) => event_id);
        for (const id of ids) sent.add(id);
        last = [...last, ...ids].slice(-LIMITS.eventsPerBatch);
        return changed;
      })(serve);
    },
  },
  {
    name: 'resend-at-once-stored-twice',
    does: 'looks for duplicates before it stores, and stores two requests at once twice',
    foundBy: ['ingestEvents/resend/at-once'],
    breakRule(serve) {
      const underWay = new Set<unknown>();
      return instead('ingestEvents', async ({ request }) => {
        const events = eventsOf(await bodyOf(request)) ?? [];
        const ids = events.map(({ event_id }) => event_id);
        const raced = events.map((event) =>
          underWay.has(event['event_id']) ? anew(event) : event,
        );
        const isRaced = raced.some((event, index) => event !== events[index]);
        for (const id of ids) underWay.add(id);
        const response = await serve(isRaced ? withBody(request, { events: raced }) : request);
        for (const id of ids) underWay.delete(id);
        return response;
      })(serve);
    },
  },
  {
    name: 'resend-within-batch-stored-twice',
    does: 'stores an event twice that is twice in a batch',
    isDecided: true,
    foundBy: ['ingestEvents/resend/within-a-batch'],
    breakRule: batches((events) => {
      const seen = new Set<unknown>();
      return events.map((event) => {
        const isSeen = seen.has(event['event_id']);
        seen.add(event['event_id']);
        return isSeen ? anew(event) : event;
      });
    }),
  },
  {
    name: 'resend-overwrites',
    does: 'lets an event that is sent again overwrite what it was',
    isDecided: true,
    foundBy: ['ingestEvents/resend/other-content'],
    breakRule(serve) {
      const latest = new Map<string, unknown>();
      const noting = eachEvent((event, { authorization }) => {
        latest.set(`${authorization} ${String(event['event_id'])}`, event['tool_name']);
        return event;
      });
      const telling = answers('getEvent', (event, { authorization }) => ({
        ...event,
        tool_name: latest.get(`${authorization} ${event.id}`) ?? event.tool_name,
      }));
      return noting(telling(serve));
    },
  },
  {
    name: 'resend-case-sensitive',
    does: 'takes an id in upper case for another one',
    isDecided: true,
    foundBy: ['ingestEvents/resend/upper-case-id'],
    breakRule: eachEvent((event) =>
      /[A-F]/.test(String(event['event_id'])) ? anew(event) : event,
    ),
  },
  {
    name: 'duplicates-not-told',
    does: 'counts duplicates as ingested in its answer',
    isDecided: true,
    foundBy: ['ingestEvents/resend/same-batch'],
    breakRule: answers('ingestEvents', ({ ingested, duplicates }) => ({
      ingested: ingested + duplicates,
      duplicates: 0,
    })),
  },
];

/** The same event with an id of its own. */
function anew(event: Json): Json {
  return { ...event, event_id: crypto.randomUUID() };
}
