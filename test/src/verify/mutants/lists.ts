import { LIMITS } from '../../../../spec/limits.ts';
import type { Mutant, Serve } from './mutant.ts';
import { answers, instead, read, refusal } from './rewriting.ts';

/** What is wrong with lists and their pages. */
export const listMutants: readonly Mutant[] = [
  {
    name: 'oldest-first',
    does: 'lists events oldest first',
    isDecided: true,
    foundBy: ['listEvents/pages/walk'],
    breakRule: answers('listEvents', ({ events, ...page }) => ({
      ...page,
      events: events.toReversed(),
    })),
  },
  {
    name: 'cursor-repeats-item',
    does: 'begins a page with the last item of the page before',
    isDecided: true,
    foundBy: ['listEvents/pages/walk'],
    breakRule(serve) {
      const lasts = new Map<string, unknown>();
      return answers('listEvents', ({ events, next_cursor }, { query }) => {
        const last = lasts.get(query.get('cursor') ?? '');
        if (next_cursor !== null) lasts.set(next_cursor, events.at(-1));
        return { events: last ? [last, ...events.slice(1)] : events, next_cursor };
      })(serve);
    },
  },
  {
    name: 'cursor-skips-item',
    does: 'leaves out the first item of each page but the first',
    isDecided: true,
    foundBy: ['listEvents/pages/walk'],
    breakRule: answers('listEvents', ({ events, next_cursor }, { query }) => ({
      events: query.has('cursor') ? events.slice(1) : events,
      next_cursor,
    })),
  },
  {
    name: 'cursor-without-end',
    does: 'gives a cursor for the end of the list, which leads to an empty page and another one',
    isDecided: true,
    foundBy: ['listEvents/pages/walk'],
    breakRule: instead('listEvents', async ({ request }, serve) => {
      const url = new URL(request.url);
      const isEnd = url.searchParams.get('cursor') === 'end';
      if (isEnd) return Response.json({ events: [], next_cursor: 'end' }, { headers: REQUEST_ID });
      return answers('listEvents', ({ events, next_cursor }) => ({
        events,
        next_cursor: next_cursor ?? 'end',
      }))(serve)(request);
    }),
  },
  {
    name: 'no-second-page',
    does: 'gives no cursor, whatever is left',
    isDecided: true,
    foundBy: ['listEvents/pages/walk'],
    breakRule: answers('listEvents', ({ events }) => ({ events, next_cursor: null })),
  },
  {
    name: 'cursor-by-time-alone',
    does: 'loses items of one time that fall on two pages',
    isDecided: true,
    foundBy: ['listEvents/pages/walk'],
    breakRule(serve) {
      const lasts = new Map<string, string>();
      return answers('listEvents', async (page, call, through) => {
        const before = lasts.get(call.query.get('cursor') ?? '');
        let { events, next_cursor } = page;
        const isOlder = ({ timestamp }: (typeof events)[number]) => timestamp !== before;
        while (!events.some(isOlder) && next_cursor !== null) {
          const query = { ...Object.fromEntries(call.query), cursor: next_cursor };
          const next = await through(read(call, 'listEvents', { query }));
          ({ events, next_cursor } = (await next.json()) as typeof page);
        }
        const last = events.at(-1)?.timestamp;
        if (next_cursor !== null && last !== undefined) lasts.set(next_cursor, last);
        return { events: events.filter(isOlder), next_cursor };
      })(serve);
    },
  },
  {
    name: 'limit-ignored',
    does: 'answers as many items as it likes',
    isDecided: true,
    foundBy: ['listEvents/pages/walk'],
    breakRule: asking('listEvents', (search) => search.delete('limit')),
  },
  {
    name: 'largest-limit-refused',
    does: `refuses a limit of ${LIMITS.page.max}`,
    isDecided: true,
    foundBy: [`listSessions/pages/limit-${LIMITS.page.max}`],
    breakRule: instead('listSessions', async ({ request, query }, serve) =>
      Number(query.get('limit')) >= LIMITS.page.max
        ? refusal(400, 'validation_failed')
        : serve(request),
    ),
  },
  {
    name: 'limit-cut',
    does: 'takes a limit that is too high for the highest',
    isDecided: true,
    foundBy: [`listSessions/refusals/limit-${LIMITS.page.max + 1}`],
    breakRule: asking('listSessions', (search) => {
      if (Number(search.get('limit')) > LIMITS.page.max) search.delete('limit');
    }),
  },
  {
    name: 'bad-cursor-taken',
    does: 'begins anew where it does not know the cursor',
    isDecided: true,
    foundBy: ['listEvents/refusals/cursor-not-a-cursor'],
    breakRule: asking('listEvents', (search) => {
      if (search.get('cursor')?.includes('-')) search.delete('cursor');
    }),
  },
  {
    name: 'risk-min-exclusive',
    does: 'leaves out the events of the very score of risk_min',
    foundBy: ['listEvents/filters/risk_min'],
    breakRule: answers('listEvents', ({ events, ...page }, { query }) => ({
      ...page,
      events: events.filter(({ risk_score }) => String(risk_score) !== query.get('risk_min')),
    })),
  },
  {
    name: 'until-exclusive',
    does: 'leaves out the events of the very time of until',
    foundBy: ['listEvents/filters/until'],
    breakRule: answers('listEvents', ({ events, ...page }, { query }) => ({
      ...page,
      events: events.filter(({ timestamp }) => timestamp !== query.get('until')),
    })),
  },
  ...(['session_id', 'decision', 'tool_name', 'risk_max', 'agent_id'] as const).map(
    (name): Mutant => ({
      name: `events-filter-${name}-ignored`,
      does: `lists events without regard to ${name}`,
      foundBy: [`listEvents/filters/${name}`],
      breakRule: asking('listEvents', (search) => search.delete(name)),
    }),
  ),
  {
    name: 'stats-off-by-one',
    does: 'counts one event too many in the statistics',
    isDecided: true,
    foundBy: ['getEventStats/stats/span'],
    breakRule: answers('getEventStats', (stats) => ({
      ...stats,
      total_events: stats.total_events + 1,
    })),
  },
];

const REQUEST_ID = { 'x-request-id': 'r' };

/** Changes the query of a request. */
function asking(
  operation: 'listEvents' | 'listSessions',
  change: (search: URLSearchParams) => void,
): (serve: Serve) => Serve {
  return instead(operation, async ({ request }, serve) => {
    const url = new URL(request.url);
    change(url.searchParams);
    return serve(new Request(url, request));
  });
}
