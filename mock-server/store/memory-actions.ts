import type { RiskSummary } from '../../spec/schemas/session.ts';
import { getOrAdd } from '../get-or-add.ts';
import { compareTimes } from '../instant.ts';
import { Changes } from './changes.ts';
import { Fifo } from './fifo.ts';
import { OrgActions, type ActionEntry } from './org-actions.ts';
import { StatsTally } from './stats-tally.ts';
import type { Action, ActionFilter, ActionStats, ActionTable, Page, PageRequest } from './store.ts';

/**
 * `actions` in memory. Beyond `limit` rows the oldest arrivals fall off, and are counted; a
 * session's summary lives as long as one of its events does.
 */
export class MemoryActions implements ActionTable {
  readonly #orgs = new Map<string, OrgActions>();
  readonly #limit: number;
  readonly #changes: Changes;
  readonly #arrivals = new Fifo<ActionEntry>();
  evicted = 0;

  constructor(limit: number, changes: Changes = new Changes()) {
    this.#limit = limit;
    this.#changes = changes;
  }

  async insert(actions: readonly Action[]): Promise<void> {
    for (const action of actions) {
      if (this.#insert(action)) this.#changes.tell({ kind: 'action', row: action });
    }
  }

  /** Every row, in the order of its arrival. */
  rows(): Action[] {
    return Array.from(this.#arrivals, ({ event, risk_score }) => ({ event, risk_score }));
  }

  /** The orgs that have rows. */
  orgs(): Iterable<string> {
    return this.#orgs.keys();
  }

  /** Adds rows as they are, and tells nobody. */
  load(actions: readonly Action[]): void {
    for (const action of actions) this.#insert(action);
  }

  /** Removes the rows of one org, or of all; they do not count as evicted. Tells nobody. */
  clear(orgId?: string): void {
    this.#arrivals.drop(({ event }) => orgId === undefined || event.org_id === orgId);
    if (orgId === undefined) this.#orgs.clear();
    else this.#orgs.delete(orgId);
  }

  async known(orgId: string, eventIds: readonly string[]): Promise<ReadonlySet<string>> {
    const org = this.#orgs.get(orgId);
    return new Set(org ? eventIds.filter((id) => org.get(id) !== undefined) : []);
  }

  async get(orgId: string, eventId: string): Promise<Action | undefined> {
    return this.#orgs.get(orgId)?.get(eventId);
  }

  async list(orgId: string, filter: ActionFilter, page: PageRequest): Promise<Page<Action>> {
    const org = this.#orgs.get(orgId);
    const index =
      filter.session_id === undefined ? org?.byTime : org?.bySession.get(filter.session_id)?.byTime;
    if (!index) return EMPTY;
    return index.newestFirst(page, matcher(filter), filter.since);
  }

  async listOfSession(orgId: string, sessionId: string, page: PageRequest): Promise<Page<Action>> {
    return this.#orgs.get(orgId)?.bySession.get(sessionId)?.byTime.oldestFirst(page) ?? EMPTY;
  }

  async riskSummary(orgId: string, sessionId: string): Promise<RiskSummary> {
    return (
      this.#orgs.get(orgId)?.bySession.get(sessionId)?.summary() ?? {
        total_events: 0,
        max_risk: 0,
        avg_risk: 0,
      }
    );
  }

  async stats(
    orgId: string,
    { since, until }: { readonly since: string; readonly until: string },
  ): Promise<ActionStats> {
    const tally = new StatsTally();
    this.#orgs.get(orgId)?.byTime.visitSpan(since, until, (row) => tally.add(row, row.session));
    return tally.result();
  }

  /** @returns whether it is new */
  #insert(action: Action): boolean {
    const org = getOrAdd(this.#orgs, action.event.org_id, () => new OrgActions());
    const entry = org.add(action);
    if (!entry) return false;
    this.#arrivals.push(entry);
    if (this.#arrivals.size > this.#limit) this.#evictOldest();
    return true;
  }

  #evictOldest(): void {
    const oldest = this.#arrivals.shift()!;
    oldest.org.remove(oldest);
    if (oldest.org.byTime.size === 0) this.#orgs.delete(oldest.event.org_id);
    this.evicted++;
  }
}

const EMPTY: Page<never> = { rows: [], next: null };

function matcher(filter: ActionFilter): (row: ActionEntry) => boolean {
  const fields = (['agent_id', 'action_type', 'tool_name', 'decision'] as const).filter(
    (name) => filter[name] !== undefined,
  );
  const { risk_min = 0, risk_max = 100, until } = filter;
  return (row) =>
    row.risk_score >= risk_min &&
    row.risk_score <= risk_max &&
    (until === undefined || compareTimes(row.key, until) <= 0) &&
    fields.every((name) => row.event[name] === filter[name]);
}
