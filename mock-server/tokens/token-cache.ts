import { BoundedMap } from '../store/bounded-map.ts';
import type { ApiTokenRow } from '../store/store.ts';

/** What ingest asks before it asks the `api_tokens` table: the product's Redis. Keyed by hash. */
export interface TokenCache {
  get(hash: string): Promise<ApiTokenRow | undefined>;
  set(row: ApiTokenRow): Promise<void>;
}

const ENTRIES = 10_000;

/** The embedded cache. */
export class MemoryTokenCache implements TokenCache {
  readonly #rows = new BoundedMap<string, ApiTokenRow>(ENTRIES);

  async get(hash: string): Promise<ApiTokenRow | undefined> {
    return this.#rows.get(hash);
  }

  async set(row: ApiTokenRow): Promise<void> {
    this.#rows.set(row.hash, row);
  }
}
