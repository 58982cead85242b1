import { ApiError } from '../../http/api-error.ts';
import type { Journal, JournalRecord } from '../journal/journal.ts';
import type { TraceStation, TraceView } from './trace-view.ts';

/** An event that got nowhere: what the journal has of it. */
export function refusedTrace(
  journal: Journal,
  event_id: string,
  org_id: string | undefined,
): TraceView {
  const entries = journal.list({ event_id, ...(org_id !== undefined && { org_id }) });
  const [entry] = entries;
  if (!entry) {
    throw new ApiError(
      'not_found',
      `Nobody has seen event ${event_id}${org_id === undefined ? '' : ` of ${org_id}`}: it was never sent, in a request that was refused before its body was read, or too long ago`,
    );
  }
  const org = theOnly([...new Set(entries.map((each) => each.org_id ?? ''))], event_id);
  const reason = whyRefused(entry, event_id);
  const station = entry.code === 'validation_failed' ? 'validated' : 'published';
  const stations: TraceStation[] = [
    { station: 'received', state: 'passed', at: entry.at },
    { station, state: 'refused', at: entry.at, reason },
  ];
  const stopped = { station, reason } as const;
  return {
    event_id,
    org_id: org || null,
    request_id: entry.request_id,
    stations,
    stopped,
    sent_again: entries.length - 1,
  };
}

function whyRefused(entry: JournalRecord, eventId: string): string {
  if (entry.status === null) return 'the connection was reset before anything happened';
  const index = entry.rejected_event_ids.findIndex(
    (id) => id?.toLowerCase() === eventId.toLowerCase(),
  );
  const own = entry.issues.filter(({ pointer }) => `${pointer}/`.startsWith(`/events/${index}/`));
  if (own.length > 0) {
    return `refused at validation: ${own.map(({ pointer, message }) => `${pointer} ${message}`).join('; ')}`;
  }
  return `its whole batch was refused with ${entry.status}: ${entry.error}`;
}

/** @throws ApiError `conflict` when there are several, since their answers differ */
export function theOnly(orgs: readonly string[], eventId: string): string {
  const [org, ...others] = orgs;
  if (others.length === 0) return org!;
  throw new ApiError(
    'conflict',
    `Several orgs have sent event ${eventId}: name one of ${orgs.toSorted().join(', ')} by the parameter org_id`,
  );
}
