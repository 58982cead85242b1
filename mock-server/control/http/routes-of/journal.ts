import { JournalFilter } from '../../journal/journal-filter.ts';
import { OrgFilter } from '../../org-id.ts';
import { OK, route, type ControlRoute } from '../route.ts';

/** What has happened: the journal, and the way of one event. */
export const JOURNAL_ROUTES: readonly ControlRoute[] = [
  route({
    name: 'journal.list',
    method: 'GET',
    path: '/_mock/journal',
    summary: 'The latest requests, newest first, and what became of them.',
    query: JournalFilter,
    example: { path: '/_mock/journal?operation=ingestEvents&status=4xx' },
    call: ({ journal }, { query }) => ({
      requests: journal.list(query),
      dropped: journal.dropped,
    }),
  }),
  route({
    name: 'journal.clear',
    method: 'DELETE',
    path: '/_mock/journal',
    summary: 'Forgets the requests of all orgs, or of one.',
    query: OrgFilter,
    example: {},
    call({ journal }, { query }) {
      journal.clear(query);
      return OK;
    },
  }),
  route({
    name: 'trace',
    method: 'GET',
    path: '/_mock/trace/{event_id}',
    summary: 'One event through every station, and why it stopped where it stopped.',
    query: OrgFilter,
    example: { path: '/_mock/trace/7f9c24e8-3b12-4fef-91e0-a4c5e8d2b610' },
    call: (control, { params, query }) => control.trace(params['event_id']!, query),
  }),
];
