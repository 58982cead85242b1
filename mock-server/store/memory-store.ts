import { BoundedMap } from './bounded-map.ts';
import { MemoryActions } from './memory-actions.ts';
import { MemorySessions } from './memory-sessions.ts';
import type { ApiTokenRow, ApiTokenTable, MachineRow, MachineTable, Store } from './store.ts';

/** How many rows each table keeps; beyond that the oldest fall off. */
export interface Retention {
  /** Events. @default 100_000 */
  readonly events?: number;
  /** Sessions. @default 20_000 */
  readonly sessions?: number;
}

const MACHINES = 50_000;
const TOKENS = 50_000;

/** The embedded store: everything in memory, nothing survives the process. */
export class MemoryStore implements Store {
  readonly actions: MemoryActions;
  readonly sessions: MemorySessions;
  readonly machines: MachineTable = new MemoryMachines();
  readonly apiTokens: ApiTokenTable = new MemoryApiTokens();

  constructor({ events = 100_000, sessions = 20_000 }: Retention = {}) {
    this.actions = new MemoryActions(events);
    this.sessions = new MemorySessions(sessions);
  }
}

class MemoryMachines implements MachineTable {
  readonly #rows = new BoundedMap<string, MachineRow>(MACHINES);

  async register(row: MachineRow): Promise<MachineRow> {
    const key = JSON.stringify([row.org_id, row.fingerprint]);
    const known = this.#rows.get(key);
    if (known) return known;
    this.#rows.set(key, row);
    return row;
  }
}

class MemoryApiTokens implements ApiTokenTable {
  readonly #rows = new BoundedMap<string, ApiTokenRow>(TOKENS);

  async insert(row: ApiTokenRow): Promise<void> {
    this.#rows.set(row.hash, row);
  }

  async byHash(hash: string): Promise<ApiTokenRow | undefined> {
    return this.#rows.get(hash);
  }

  async spend(hash: string, at: string): Promise<boolean> {
    const row = this.#rows.get(hash);
    if (!row || row.spent_at !== null) return false;
    this.#rows.set(hash, { ...row, spent_at: at });
    return true;
  }
}
