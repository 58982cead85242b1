import { getOrAdd } from '../get-or-add.ts';
import { Changes } from './changes.ts';
import { Fifo } from './fifo.ts';
import { RowEntry, rowsOf } from './row-entry.ts';
import type { Page, PageRequest, SessionFilter, SessionRow, SessionTable } from './store.ts';
import { TimeIndex } from './time-index.ts';

class OrgSessions {
  readonly byId = new Map<string, RowEntry<SessionRow>>();
  readonly byTime = new TimeIndex<RowEntry<SessionRow>>();
  readonly byParent = new Map<string, TimeIndex<RowEntry<SessionRow>>>();
  /** How many rows there have been: it ranks those of equal times. Its own, as a cursor shows it. */
  seq = 0;

  add(entry: RowEntry<SessionRow>): void {
    const { id, parent_id } = entry.row;
    this.byId.set(id, entry);
    this.byTime.add(entry);
    if (typeof parent_id !== 'string') return;
    getOrAdd(this.byParent, parent_id, () => new TimeIndex()).add(entry);
  }

  remove(entry: RowEntry<SessionRow>): void {
    const { id, parent_id } = entry.row;
    entry.gone = true;
    this.byId.delete(id);
    this.byTime.forget();
    if (typeof parent_id !== 'string') return;
    const siblings = this.byParent.get(parent_id)!;
    siblings.forget();
    if (siblings.size === 0) this.byParent.delete(parent_id);
  }
}

/** `sessions` in memory. Beyond `limit` rows the oldest arrivals fall off, and are counted. */
export class MemorySessions implements SessionTable {
  readonly #orgs = new Map<string, OrgSessions>();
  readonly #limit: number;
  readonly #changes: Changes;
  /** Every row of every org, by its key: the entry of a row changes when it moves. */
  readonly #arrivals = new Fifo<Pick<SessionRow, 'org_id' | 'id'>>();
  evicted = 0;

  constructor(limit: number, changes: Changes = new Changes()) {
    this.#limit = limit;
    this.#changes = changes;
  }

  async upsert(rows: readonly SessionRow[]): Promise<void> {
    for (const row of rows) {
      this.#upsert(row);
      this.#changes.tell({ kind: 'session', row });
    }
  }

  /** Every row, in the order of its first arrival. */
  rows(): SessionRow[] {
    return [...this.#arrivals].map(({ org_id, id }) => this.#orgs.get(org_id)!.byId.get(id)!.row);
  }

  /** The orgs that have rows. */
  orgs(): Iterable<string> {
    return this.#orgs.keys();
  }

  /** Adds rows as they are, and tells nobody. */
  load(rows: readonly SessionRow[]): void {
    for (const row of rows) this.#upsert(row);
  }

  /** Removes the rows of one org, or of all; they do not count as evicted. Tells nobody. */
  clear(orgId?: string): void {
    this.#arrivals.drop(({ org_id }) => orgId === undefined || org_id === orgId);
    if (orgId === undefined) this.#orgs.clear();
    else this.#orgs.delete(orgId);
  }

  async get(orgId: string, id: string): Promise<SessionRow | undefined> {
    return this.#orgs.get(orgId)?.byId.get(id)?.row;
  }

  async list(orgId: string, filter: SessionFilter, page: PageRequest): Promise<Page<SessionRow>> {
    return rowsOf(this.#orgs.get(orgId)?.byTime.newestFirst(page, matcher(filter), filter.since));
  }

  async children(orgId: string, parentId: string, page: PageRequest): Promise<Page<SessionRow>> {
    return rowsOf(this.#orgs.get(orgId)?.byParent.get(parentId)?.oldestFirst(page));
  }

  #upsert(row: SessionRow): void {
    const org = getOrAdd(this.#orgs, row.org_id, () => new OrgSessions());
    const known = org.byId.get(row.id);
    if (known && known.row.started_at === row.started_at && known.row.parent_id === row.parent_id) {
      known.row = row;
      return;
    }
    // A row that moves in an index is entered anew, with its old rank among equal times.
    const entry = new RowEntry(row, row.started_at, known?.seq ?? ++org.seq);
    if (known) org.remove(known);
    org.add(entry);
    if (known) return;
    this.#arrivals.push({ org_id: row.org_id, id: row.id });
    if (this.#arrivals.size > this.#limit) this.#evictOldest();
  }

  #evictOldest(): void {
    const { org_id, id } = this.#arrivals.shift()!;
    const org = this.#orgs.get(org_id)!;
    org.remove(org.byId.get(id)!);
    if (org.byId.size === 0) this.#orgs.delete(org_id);
    this.evicted++;
  }
}

function matcher({
  state,
  platform,
  root_only,
}: SessionFilter): (entry: RowEntry<SessionRow>) => boolean {
  return ({ row }) =>
    (state === undefined || row.state === state) &&
    (platform === undefined || row.platform === platform) &&
    (root_only !== true || typeof row.parent_id !== 'string');
}
