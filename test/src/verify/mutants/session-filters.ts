import type { Mutant } from './mutant.ts';
import { answers, asks, instead } from './rewriting.ts';

/** What is wrong with the filters of the list of sessions. */
export const sessionFilterMutants: readonly Mutant[] = [
  ...(['state', 'platform', 'root_only', 'since'] as const).map((name): Mutant => ({
    name: `filter-${name}-ignored`,
    does: `lists sessions without regard to ${name}`,
    foundBy: [`listSessions/filters/${name}`],
    breakRule: instead('listSessions', async ({ request }, serve) => {
      const url = new URL(request.url);
      url.searchParams.delete(name);
      return serve(new Request(url, request));
    }),
  })),
  {
    name: 'since-exclusive',
    does: 'leaves out the session that started at the very time of since',
    foundBy: ['listSessions/filters/since'],
    breakRule: answers('listSessions', ({ sessions, ...page }, { query }) => ({
      ...page,
      sessions: sessions.filter(
        ({ started_at }) => Date.parse(started_at) !== Date.parse(query.get('since') ?? ''),
      ),
    })),
  },
  {
    name: 'ended-sessions-not-listed',
    does: 'lists no session that has ended',
    foundBy: ['listSessions/filters/state-ended'],
    breakRule: answers('listSessions', ({ sessions, ...page }) => ({
      ...page,
      sessions: sessions.filter(({ state }) => state !== 'ended'),
    })),
  },
  {
    name: 'sessions-of-events-not-listed',
    does: 'lists no session of which nothing was reported',
    isDecided: true,
    foundBy: ['listSessions/filters/made-by-an-event'],
    breakRule(serve) {
      const reported = new Set<unknown>();
      const noting = asks('ingestSession', (body) => (reported.add(body['session_id']), body));
      const hiding = answers('listSessions', ({ sessions, ...page }) => ({
        ...page,
        sessions: sessions.filter(({ id }) => reported.has(id)),
      }));
      return noting(hiding(serve));
    },
  },
  {
    name: 'ended-not-listed',
    does: 'lists no session that has a parent, though it is asked for all',
    foundBy: ['listSessions/filters/state'],
    breakRule: answers('listSessions', ({ sessions, ...page }) => ({
      ...page,
      sessions: sessions.filter(({ parent_id }) => parent_id === null),
    })),
  },
];
