import { getOrAdd } from '../get-or-add.ts';
import { BoundedMap } from './bounded-map.ts';
import { Changes } from './changes.ts';
import { Fifo } from './fifo.ts';
import { MatchWindow } from './match-window.ts';
import { RowEntry, rowsOf } from './row-entry.ts';
import type {
  AlertFilter,
  AlertRow,
  AlertTable,
  MatchCount,
  NotedMatch,
  Page,
  PageRequest,
  RuleMatch,
} from './store.ts';
import { TimeIndex } from './time-index.ts';

/** Sessions whose matches are remembered, times the rules that count. */
const WINDOWS = 10_000;

class OrgAlerts {
  /** By rule and event. */
  readonly known = new Set<string>();
  readonly byTime = new TimeIndex<RowEntry<AlertRow>>();
  /** How many rows there have been: it ranks those of equal times. Its own, as a cursor shows it. */
  seq = 0;
}

/** `alerts` in memory. Beyond `limit` rows the oldest arrivals fall off, and are counted. */
export class MemoryAlerts implements AlertTable {
  readonly #orgs = new Map<string, OrgAlerts>();
  readonly #limit: number;
  readonly #changes: Changes;
  readonly #arrivals = new Fifo<RowEntry<AlertRow>>();
  readonly #windows = new BoundedMap<string, MatchWindow>(WINDOWS);
  evicted = 0;

  constructor(limit: number, changes: Changes = new Changes()) {
    this.#limit = limit;
    this.#changes = changes;
  }

  async insert(rows: readonly AlertRow[]): Promise<void> {
    for (const row of rows) {
      if (this.#insert(row)) this.#changes.tell({ kind: 'alert', row });
    }
  }

  async list(orgId: string, filter: AlertFilter, page: PageRequest): Promise<Page<AlertRow>> {
    return rowsOf(this.#orgs.get(orgId)?.byTime.newestFirst(page, matcher(filter), filter.since));
  }

  async noteMatch(match: RuleMatch, count: MatchCount): Promise<boolean> {
    return this.#windowOf(match).note(match, count);
  }

  /** Every row, in the order of its arrival. */
  rows(): AlertRow[] {
    return Array.from(this.#arrivals, ({ row }) => row);
  }

  /** Every match that is remembered. */
  matches(): NotedMatch[] {
    return Array.from(this.#windows.values(), (window) => window.rows()).flat();
  }

  /** Sessions whose matches were forgotten for the sake of others: their counts begin anew. */
  get windowsEvicted(): number {
    return this.#windows.evicted;
  }

  /** The orgs that have rows. */
  orgs(): Iterable<string> {
    return this.#orgs.keys();
  }

  /** Adds rows and matches as they are, and tells nobody. */
  load(rows: readonly AlertRow[], matches: readonly NotedMatch[]): void {
    for (const row of rows) this.#insert(row);
    for (const match of matches) this.#windowOf(match).load(match);
  }

  /** Removes the rows and matches of one org, or of all; they do not count as evicted. Tells nobody. */
  clear(orgId?: string): void {
    this.#arrivals.drop(({ row }) => orgId === undefined || row.org_id === orgId);
    this.#windows.drop(({ org_id }) => orgId === undefined || org_id === orgId);
    if (orgId === undefined) this.#orgs.clear();
    else this.#orgs.delete(orgId);
  }

  /** @returns whether it is new */
  #insert(row: AlertRow): boolean {
    const org = getOrAdd(this.#orgs, row.org_id, () => new OrgAlerts());
    const key = keyOf(row);
    if (org.known.has(key)) return false;
    const entry = new RowEntry(row, row.created_at, ++org.seq);
    org.known.add(key);
    org.byTime.add(entry);
    this.#arrivals.push(entry);
    if (this.#arrivals.size > this.#limit) this.#evict(this.#arrivals.shift()!);
    return true;
  }

  #evict(entry: RowEntry<AlertRow>): void {
    const org = this.#orgs.get(entry.row.org_id)!;
    entry.gone = true;
    org.known.delete(keyOf(entry.row));
    org.byTime.forget();
    if (org.byTime.size === 0) this.#orgs.delete(entry.row.org_id);
    this.evicted++;
  }

  #windowOf(match: RuleMatch): MatchWindow {
    // None of the three can hold a space.
    const key = `${match.org_id} ${match.rule_id} ${match.session_id}`;
    let window = this.#windows.get(key);
    if (!window) this.#windows.set(key, (window = new MatchWindow(match)));
    return window;
  }
}

/** UUIDs are compared without regard to case (RFC 9562 §4). */
function keyOf({ rule_id, event_id }: AlertRow): string {
  return `${rule_id} ${event_id.toLowerCase()}`;
}

function matcher({ severity, session_id }: AlertFilter): (entry: RowEntry<AlertRow>) => boolean {
  return ({ row }) =>
    (severity === undefined || row.severity === severity) &&
    (session_id === undefined || row.session_id === session_id);
}
