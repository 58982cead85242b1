import type { Mutant } from './mutant.ts';
import { answers, batches, eachEvent } from './rewriting.ts';

/** What is lost, counted twice or out of order. */
export const lossAndOrderMutants: readonly Mutant[] = [
  {
    name: 'lost-event',
    does: 'loses every tenth event',
    foundBy: ['ingestEvents/pipeline/every-event-once'],
    breakRule(serve) {
      let count = 0;
      return eachEvent((event) => (++count % 10 === 0 ? undefined : event))(serve);
    },
  },
  {
    name: 'lost-last-event',
    does: 'loses the last event of a batch',
    foundBy: ['listSessionEvents/pipeline/order'],
    breakRule: batches((events) => (events.length > 1 ? events.slice(0, -1) : events)),
  },
  {
    name: 'double-count',
    does: 'counts every event twice',
    foundBy: ['getSession/pipeline/risk-summary'],
    breakRule: answers('getSession', ({ risk_summary, ...session }) => ({
      ...session,
      risk_summary: { ...risk_summary, total_events: risk_summary.total_events * 2 },
    })),
  },
  {
    name: 'events-newest-first',
    does: 'lists the events of a session newest first',
    foundBy: ['listSessionEvents/pipeline/order'],
    breakRule: answers('listSessionEvents', ({ events, ...page }) => ({
      ...page,
      events: events.toReversed(),
    })),
  },
  {
    name: 'events-swapped',
    does: 'swaps two events of a session',
    foundBy: ['listSessionEvents/pipeline/order'],
    breakRule: answers('listSessionEvents', ({ events: [first, second, ...rest], ...page }) => ({
      ...page,
      events: [second, first, ...rest].filter((each) => each !== undefined),
    })),
  },
  {
    name: 'equal-times-by-id',
    does: 'lists events of one time in the order of their ids',
    isDecided: true,
    foundBy: ['listSessionEvents/pipeline/equal-times'],
    breakRule: answers('listSessionEvents', ({ events, ...page }) => ({
      ...page,
      events: events.toSorted(
        (a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp) || (a.id < b.id ? -1 : 1),
      ),
    })),
  },
  {
    name: 'events-by-arrival',
    does: 'lists the events of a session as they came, whatever their time',
    foundBy: ['listSessionEvents/pipeline/by-time'],
    breakRule(serve) {
      const arrived = new Map<unknown, number>();
      const noting = eachEvent((event) => {
        if (!arrived.has(event['event_id'])) arrived.set(event['event_id'], arrived.size);
        return event;
      });
      const sorting = answers('listSessionEvents', ({ events, ...page }) => ({
        ...page,
        events: events.toSorted((a, b) => (arrived.get(a.id) ?? 0) - (arrived.get(b.id) ?? 0)),
      }));
      return noting(sorting(serve));
    },
  },
];
