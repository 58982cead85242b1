import type { RiskSummary } from '../../spec/schemas/session.ts';
import { sortKey, utc } from '../instant.ts';
import { hashOf } from '../hash.ts';
import { Changes } from './changes.ts';
import { Fifo } from './fifo.ts';
import { IdIndex, type Identified } from './id-index.ts';
import { StatsTally } from './stats-tally.ts';
import type {
  Action,
  ActionFilter,
  ActionStats,
  ActionTable,
  Page,
  PageRequest,
  StampedEvent,
} from './store.ts';
import { TimeIndex, type Entry } from './time-index.ts';

/** The events of one session, and what the risk summary needs, kept as they come. */
class SessionActions {
  readonly id: string;
  readonly byTime = new TimeIndex<ActionEntry>();
  total = 0;
  max = 0;
  sum = 0;

  constructor(id: string) {
    this.id = id;
  }

  add(entry: ActionEntry): void {
    this.byTime.add(entry);
    this.total++;
    this.sum += entry.risk_score;
    if (entry.risk_score > this.max) this.max = entry.risk_score;
  }

  summary(): RiskSummary {
    return {
      total_events: this.total,
      max_risk: this.max,
      // Math.round rounds half up for what is not negative (contract.md §3, rule 7).
      avg_risk: Math.round(this.sum / this.total),
    };
  }
}

class OrgActions {
  readonly byId = new IdIndex<ActionEntry>();
  readonly byTime = new TimeIndex<ActionEntry>();
  readonly bySession = new Map<string, SessionActions>();
}

/**
 * One object serves as row and as index entry: there may be very many of them. It knows where it
 * stands, so that leaving the table asks nothing of the event, which is long out of the cache by then.
 */
class ActionEntry implements Action, Entry, Identified {
  readonly event: StampedEvent;
  readonly risk_score: number;
  readonly key: string;
  readonly seq: number;
  readonly id: string;
  readonly hash: number;
  readonly org: OrgActions;
  readonly session: SessionActions;
  gone = false;
  place = 0;

  constructor(
    action: Action,
    { id, hash }: Pick<Identified, 'id' | 'hash'>,
    org: OrgActions,
    session: SessionActions,
    seq: number,
  ) {
    this.event = action.event;
    this.risk_score = action.risk_score;
    this.key = sortKey(utc(action.event.timestamp));
    this.seq = seq;
    this.id = id;
    this.hash = hash;
    this.org = org;
    this.session = session;
  }
}

/**
 * `actions` in memory. Beyond `limit` rows the oldest arrivals fall off, and are counted; a
 * session's summary lives as long as one of its events does.
 */
export class MemoryActions implements ActionTable {
  readonly #orgs = new Map<string, OrgActions>();
  readonly #limit: number;
  readonly #changes: Changes;
  readonly #arrivals = new Fifo<ActionEntry>();
  #seq = 0;
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

  /** The orgs that have rows, and some that had. */
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
    const byId = this.#orgs.get(orgId)?.byId;
    return new Set(byId ? eventIds.filter((id) => byId.get(rowId(id)) !== undefined) : []);
  }

  async get(orgId: string, eventId: string): Promise<Action | undefined> {
    return this.#orgs.get(orgId)?.byId.get(rowId(eventId));
  }

  async list(orgId: string, filter: ActionFilter, page: PageRequest): Promise<Page<Action>> {
    const org = this.#orgs.get(orgId);
    const index =
      filter.session_id === undefined ? org?.byTime : org?.bySession.get(filter.session_id)?.byTime;
    if (!index) return EMPTY;
    const since = filter.since === undefined ? undefined : sortKey(filter.since);
    return index.newestFirst(page, matcher(filter), since);
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
    this.#orgs
      .get(orgId)
      ?.byTime.visitSpan(sortKey(since), sortKey(until), (row) => tally.add(row, row.session));
    return tally.result();
  }

  /** @returns whether it is new */
  #insert(action: Action): boolean {
    const { org_id, event_id, session_id } = action.event;
    const org = getOrAdd(this.#orgs, org_id, () => new OrgActions());
    const id = rowId(event_id);
    const hash = hashOf(id);
    if (org.byId.find(id, hash)) return false;
    const session = getOrAdd(org.bySession, session_id, () => new SessionActions(session_id));
    const entry = new ActionEntry(action, { id, hash }, org, session, ++this.#seq);
    org.byId.add(entry);
    org.byTime.add(entry);
    session.add(entry);
    this.#arrivals.push(entry);
    if (this.#arrivals.size > this.#limit) this.#evict(this.#arrivals.shift()!);
    return true;
  }

  #evict(entry: ActionEntry): void {
    const { org, session } = entry;
    entry.gone = true;
    org.byId.delete(entry);
    org.byTime.forget();
    session.byTime.forget();
    if (session.byTime.size === 0) org.bySession.delete(session.id);
    this.evicted++;
  }
}

const EMPTY: Page<never> = { rows: [], next: null };

/** UUIDs are compared without regard to case (RFC 9562 §4). */
function rowId(eventId: string): string {
  return eventId.toLowerCase();
}

function matcher(filter: ActionFilter): (row: ActionEntry) => boolean {
  const until = filter.until === undefined ? undefined : sortKey(filter.until);
  const fields = (['agent_id', 'action_type', 'tool_name', 'decision'] as const).filter(
    (name) => filter[name] !== undefined,
  );
  const { risk_min = 0, risk_max = 100 } = filter;
  return (row) =>
    row.risk_score >= risk_min &&
    row.risk_score <= risk_max &&
    (until === undefined || row.key <= until) &&
    fields.every((name) => row.event[name] === filter[name]);
}

function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
