import type { TokenType } from '../../spec/schemas/token.ts';
import type { Clock } from '../clock/index.ts';
import type { Ids } from '../ids.ts';
import { utcOf } from '../instant.ts';
import type { ApiTokenRow, ApiTokenTable } from '../store/store.ts';
import { sha256Hex } from '../sha256.ts';
import type { TokenCache } from './token-cache.ts';

/** Who a token belongs to. */
export interface TokenOwner {
  readonly org_id: string;
  readonly type: TokenType;
  readonly name: string;
}

/** The tokens of every org: a cache written through over the `api_tokens` table (contract.md §4). */
export class Tokens {
  readonly #table: ApiTokenTable;
  readonly #cache: TokenCache;
  readonly #ids: Ids;
  readonly #clock: Clock;

  constructor(ports: { table: ApiTokenTable; cache: TokenCache; ids: Ids; clock: Clock }) {
    this.#table = ports.table;
    this.#cache = ports.cache;
    this.#ids = ports.ids;
    this.#clock = ports.clock;
  }

  /** Mints a token. The raw value is returned and kept nowhere. */
  async mint(owner: TokenOwner): Promise<string> {
    const prefix = owner.type === 'personal' ? 'qt_pk_' : 'qt_deploy_';
    const raw = prefix + this.#ids.secret();
    await this.accept(raw, owner);
    return raw;
  }

  /** Makes a given raw value a good token. */
  async accept(raw: string, owner: TokenOwner): Promise<void> {
    const id = this.#ids.uuid();
    const row: ApiTokenRow = { ...owner, id, hash: sha256Hex(raw), spent_at: null };
    await this.#table.insert(row);
    await this.#cache.set(row);
  }

  /** The row of a raw token, or undefined when it is no token of ours. */
  async find(raw: string): Promise<ApiTokenRow | undefined> {
    const hash = sha256Hex(raw);
    const cached = await this.#cache.get(hash);
    if (cached) return cached;
    const row = await this.#table.byHash(hash);
    if (row) await this.#cache.set(row);
    return row;
  }

  /** Uses a single-use token up; `false` when it was used before. Atomic. */
  async spend(token: ApiTokenRow): Promise<boolean> {
    const spent_at = utcOf(this.#clock.now());
    if (!(await this.#table.spend(token.hash, spent_at))) return false;
    await this.#cache.set({ ...token, spent_at });
    return true;
  }
}
