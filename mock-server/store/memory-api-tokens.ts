import { sortKey } from '../instant.ts';
import { Fifo } from './fifo.ts';
import type { ApiTokenChange, ApiTokenRow, ApiTokenTable, Page, PageRequest } from './store.ts';
import { TimeIndex, type Entry } from './time-index.ts';

class TokenEntry implements Entry {
  row: ApiTokenRow;
  readonly key: string;
  readonly seq: number;
  gone = false;

  constructor(row: ApiTokenRow, seq: number) {
    this.row = row;
    this.key = sortKey(row.created_at);
    this.seq = seq;
  }
}

class OrgTokens {
  readonly byId = new Map<string, TokenEntry>();
  readonly byTime = new TimeIndex<TokenEntry>();
}

/** `api_tokens` in memory. Beyond `limit` rows the oldest arrivals fall off, and are counted. */
export class MemoryApiTokens implements ApiTokenTable {
  readonly #byHash = new Map<string, TokenEntry>();
  readonly #orgs = new Map<string, OrgTokens>();
  readonly #arrivals = new Fifo<TokenEntry>();
  readonly #limit: number;
  #seq = 0;
  evicted = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async insert(row: ApiTokenRow): Promise<readonly ApiTokenRow[]> {
    if (this.#byHash.has(row.hash)) return [];
    this.#add(new TokenEntry(row, ++this.#seq));
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
    const found = this.#orgs.get(orgId)?.byTime.newestFirst(page, () => true);
    return found
      ? { rows: found.rows.map(({ row }) => row), next: found.next }
      : { rows: [], next: null };
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

  #add(entry: TokenEntry): void {
    const { org_id, id, hash } = entry.row;
    let org = this.#orgs.get(org_id);
    if (!org) this.#orgs.set(org_id, (org = new OrgTokens()));
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
