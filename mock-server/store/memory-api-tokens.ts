import { getOrAdd } from '../get-or-add.ts';
import { Fifo } from './fifo.ts';
import { RowEntry, rowsOf } from './row-entry.ts';
import type { ApiTokenChange, ApiTokenRow, ApiTokenTable, Page, PageRequest } from './store.ts';
import { TimeIndex } from './time-index.ts';

class OrgTokens {
  readonly byId = new Map<string, RowEntry<ApiTokenRow>>();
  readonly byTime = new TimeIndex<RowEntry<ApiTokenRow>>();
  /** How many rows there have been: it ranks those of equal times. Its own, as a cursor shows it. */
  seq = 0;
}

/** `api_tokens` in memory. Beyond `limit` rows the oldest arrivals fall off, and are counted. */
export class MemoryApiTokens implements ApiTokenTable {
  readonly #byHash = new Map<string, RowEntry<ApiTokenRow>>();
  readonly #orgs = new Map<string, OrgTokens>();
  readonly #arrivals = new Fifo<RowEntry<ApiTokenRow>>();
  readonly #limit: number;
  evicted = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async insert(row: ApiTokenRow): Promise<readonly ApiTokenRow[]> {
    if (this.#byHash.has(row.hash)) return [];
    this.#add(row);
    return this.#byHash.size > this.#limit ? [this.#evictOldest()] : [];
  }

  /** Every row, in the order of its arrival. */
  rows(): ApiTokenRow[] {
    return Array.from(this.#arrivals, ({ row }) => row);
  }

  async byHash(hash: string): Promise<ApiTokenRow | undefined> {
    return this.#byHash.get(hash)?.row;
  }

  async byId(orgId: string, id: string): Promise<ApiTokenRow | undefined> {
    return this.#orgs.get(orgId)?.byId.get(id)?.row;
  }

  async list(orgId: string, page: PageRequest): Promise<Page<ApiTokenRow>> {
    return rowsOf(this.#orgs.get(orgId)?.byTime.newestFirst(page, () => true));
  }

  async update(
    hash: string,
    change: ApiTokenChange,
    whileNull: readonly (keyof ApiTokenChange)[] = [],
  ): Promise<ApiTokenRow | undefined> {
    const entry = this.#byHash.get(hash);
    if (!entry || whileNull.some((column) => entry.row[column] !== null)) return undefined;
    entry.row = { ...entry.row, ...change };
    return entry.row;
  }

  #add(row: ApiTokenRow): void {
    const { org_id, id, hash } = row;
    const org = getOrAdd(this.#orgs, org_id, () => new OrgTokens());
    const entry = new RowEntry(row, row.created_at, ++org.seq);
    org.byId.set(id, entry);
    org.byTime.add(entry);
    this.#byHash.set(hash, entry);
    this.#arrivals.push(entry);
  }

  #evictOldest(): ApiTokenRow {
    const oldest = this.#arrivals.shift()!;
    const { org_id, id, hash } = oldest.row;
    const org = this.#orgs.get(org_id)!;
    oldest.gone = true;
    org.byId.delete(id);
    org.byTime.forget();
    if (org.byId.size === 0) this.#orgs.delete(org_id);
    this.#byHash.delete(hash);
    this.evicted++;
    return oldest.row;
  }
}
