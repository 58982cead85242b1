import { BoundedMap } from '../store/bounded-map.ts';
import type { ApiTokenRow } from '../store/store.ts';

/** What ingest asks before it asks the `api_tokens` table: the product's Redis. Keyed by hash. */
export interface TokenCache {
  get(hash: string): Promise<ApiTokenRow | undefined>;
  /** Writes a row as the table has just answered it. */
  set(row: ApiTokenRow): Promise<void>;
  /**
   * Writes a row that was read, unless the cache holds one: whoever changed the token meanwhile has
   * written a newer one.
   */
  add(row: ApiTokenRow): Promise<void>;
  delete(hash: string): Promise<void>;
}

const ENTRIES = 10_000;

/** The embedded cache. */
export class MemoryTokenCache implements TokenCache {
  /** `undefined` where a row was deleted: its key falls off in its turn. */
  readonly #rows = new BoundedMap<string, ApiTokenRow | undefined>(ENTRIES);

  async get(hash: string): Promise<ApiTokenRow | undefined> {
    return this.#rows.get(hash);
  }

  async set(row: ApiTokenRow): Promise<void> {
    this.#rows.set(row.hash, row);
  }

  async add(row: ApiTokenRow): Promise<void> {
    if (!this.#rows.get(row.hash)) this.#rows.set(row.hash, row);
  }

  async delete(hash: string): Promise<void> {
    if (this.#rows.get(hash)) this.#rows.set(hash, undefined);
  }
}
