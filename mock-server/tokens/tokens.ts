import type { TokenType } from '../../spec/schemas/token.ts';
import type { Clock } from '../clock/index.ts';
import type { Ids } from '../ids.ts';
import { utcOf } from '../instant.ts';
import type { ApiTokenChange, ApiTokenRow, ApiTokenTable } from '../store/store.ts';
import { sha256Hex } from '../sha256.ts';
import type { TokenCache } from './token-cache.ts';

/** What a token is minted with. */
export interface TokenOwner {
  readonly org_id: string;
  readonly type: TokenType;
  readonly name: string;
  /** When it stops working, UTC. @default null: never */
  readonly expires_at?: string | null;
}

/** A new token: its row, and the raw value that is kept nowhere. */
export interface Minted {
  readonly raw: string;
  readonly row: ApiTokenRow;
}

/** How exactly `last_used_at` is kept, so that not every request writes to the table. */
const LAST_USED_PRECISION_MS = 60_000;

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

  async mint(owner: TokenOwner): Promise<Minted> {
    const prefix = owner.type === 'personal' ? 'qt_pk_' : 'qt_deploy_';
    const raw = prefix + this.#ids.secret();
    return { raw, row: await this.accept(raw, owner) };
  }

  /** Makes a given raw value a good token. */
  async accept(raw: string, owner: TokenOwner): Promise<ApiTokenRow> {
    const row: ApiTokenRow = {
      id: this.#ids.uuid(),
      hash: sha256Hex(raw),
      org_id: owner.org_id,
      type: owner.type,
      name: owner.name,
      created_at: this.#now(),
      expires_at: owner.expires_at ?? null,
      last_used_at: null,
      revoked_at: null,
      spent_at: null,
      rotated_at: null,
    };
    await this.#insert(row);
    await this.#cache.set(row);
    return row;
  }

  /** Takes in a row as it is, for example of another run; what became of its token since is undone. */
  async restore(row: ApiTokenRow): Promise<void> {
    await this.#insert(row);
    const { hash, expires_at, last_used_at, revoked_at, spent_at, rotated_at } = row;
    await this.#write(hash, { expires_at, last_used_at, revoked_at, spent_at, rotated_at });
  }

  /** The row of a raw token, or undefined when it is no token of ours. */
  async find(raw: string): Promise<ApiTokenRow | undefined> {
    const hash = sha256Hex(raw);
    const cached = await this.#cache.get(hash);
    if (cached) return cached;
    const row = await this.#table.byHash(hash);
    if (row) await this.#cache.add(row);
    return row;
  }

  /** Notes that a token was used, to the minute: `last_used_at` may be so much older than the truth. */
  async noteUse(token: ApiTokenRow): Promise<void> {
    const last = token.last_used_at === null ? -Infinity : Date.parse(token.last_used_at);
    // Either way: a clock may be turned back.
    if (Math.abs(this.#clock.now() - last) < LAST_USED_PRECISION_MS) return;
    await this.#write(token.hash, { last_used_at: this.#now() });
  }

  /** Uses a single-use token up; `false` when it was used, or revoked, before. Atomic. */
  async spend({ hash }: ApiTokenRow): Promise<boolean> {
    const spent = await this.#write(hash, { spent_at: this.#now() }, ['spent_at', 'revoked_at']);
    return spent !== undefined;
  }

  /**
   * Mints the successor of a token: the same name, type and expiry. The old one works on for
   * `graceSeconds`, unless it expires before.
   * @returns undefined when it was rotated, or revoked, before. Atomic.
   */
  async rotate(token: ApiTokenRow, graceSeconds: number): Promise<Minted | undefined> {
    const { hash, org_id, type, name, expires_at } = token;
    const graceEnds = this.#clock.now() + graceSeconds * 1000;
    const expiresFirst = expires_at !== null && Date.parse(expires_at) <= graceEnds;
    const rotated = await this.#write(
      hash,
      { rotated_at: this.#now(), expires_at: expiresFirst ? expires_at : utcOf(graceEnds) },
      ['rotated_at', 'revoked_at'],
    );
    return rotated && (await this.mint({ org_id, type, name, expires_at }));
  }

  /** Ends a token at once. One that was revoked before keeps the time of that. */
  async revoke({ hash }: ApiTokenRow): Promise<void> {
    await this.#write(hash, { revoked_at: this.#now() }, ['revoked_at']);
  }

  async #insert(row: ApiTokenRow): Promise<void> {
    const fallenOff = await this.#table.insert(row);
    for (const { hash } of fallenOff) await this.#cache.delete(hash);
  }

  /** First the table, which decides, then the cache. */
  async #write(
    hash: string,
    change: ApiTokenChange,
    whileNull?: readonly (keyof ApiTokenChange)[],
  ): Promise<ApiTokenRow | undefined> {
    const row = await this.#table.update(hash, change, whileNull);
    if (row) await this.#cache.set(row);
    return row;
  }

  #now(): string {
    return utcOf(this.#clock.now());
  }
}
