import { validateParams } from '../../http/validate.ts';
import { utcOf } from '../../instant.ts';
import { type JournalEntry, journalEntry, type RequestOutcome } from './journal-entry.ts';
import { JournalFilter } from './journal-filter.ts';
import type { RequestFacts } from '../../request-facts.ts';
import { Ring } from './ring.ts';

/** An entry as it is shown. */
export type JournalRecord = Omit<JournalEntry, 'at'> & {
  /** When the request came, by the server's clock, UTC. */
  readonly at: string;
};

/** The latest requests to the product's operations, and what became of them. */
export class Journal {
  readonly #entries: Ring<JournalEntry>;

  /** @param limit requests that are kept; beyond that the oldest falls off */
  constructor(limit: number) {
    this.#entries = new Ring(limit);
  }

  /** How many entries fell off. */
  get dropped(): number {
    return this.#entries.dropped;
  }

  record(facts: RequestFacts, outcome: RequestOutcome): void {
    this.#entries.push(journalEntry(facts, outcome));
  }

  /**
   * Newest first; requests that were answered at once are in the order of their answers.
   * @param filter all that is given must hold; `limit` is 100 by default
   * @throws ApiError `validation_failed`
   */
  list(filter: JournalFilter = {}): JournalRecord[] {
    validateParams(JournalFilter, filter);
    const { limit = 100 } = filter;
    const wanted = matcher(filter);
    const found: JournalRecord[] = [];
    for (const entry of this.#entries.newestFirst()) {
      if (found.length === limit) break;
      if (wanted(entry)) found.push({ ...entry, at: utcOf(entry.at) });
    }
    return found;
  }

  /** Forgets the requests of one org, or all. Those without a good credential belong to no org. */
  clear(orgId?: string): void {
    this.#entries.remove(({ org_id }) => orgId === undefined || org_id === orgId);
  }
}

function matcher(filter: JournalFilter): (entry: JournalEntry) => boolean {
  const { operation, org_id, session_id } = filter;
  const hasStatus = statusMatcher(filter.status);
  const event_id = filter.event_id?.toLowerCase();
  const since = filter.since === undefined ? -Infinity : Date.parse(filter.since);
  return (entry) =>
    entry.at >= since &&
    (operation === undefined || entry.operation === operation) &&
    (org_id === undefined || entry.org_id === org_id) &&
    hasStatus(entry.status) &&
    (session_id === undefined || entry.session_ids.includes(session_id)) &&
    (event_id === undefined ||
      entry.rejected_event_ids.some((id) => id?.toLowerCase() === event_id));
}

function statusMatcher(wanted: JournalFilter['status']): (status: number | null) => boolean {
  if (wanted === undefined) return () => true;
  if (wanted === 'reset') return (status) => status === null;
  const text = String(wanted);
  if (text.endsWith('xx')) return (status) => status !== null && `${status}`[0] === text[0];
  return (status) => status === Number(text);
}
