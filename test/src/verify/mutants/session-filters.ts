import type { Mutant } from './mutant.ts';
import { answers, instead } from './rewriting.ts';

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
    name: 'ended-not-listed',
    does: 'lists no session that has a parent, though it is asked for all',
    foundBy: ['listSessions/filters/state'],
    breakRule: answers('listSessions', ({ sessions, ...page }) => ({
      ...page,
      sessions: sessions.filter(({ parent_id }) => parent_id === null),
    })),
  },
];
