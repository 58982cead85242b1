import { BoundedMap } from './bounded-map.ts';
import type { MachineRow, MachineTable } from './store.ts';

/** `machines` in memory. Beyond `limit` rows the oldest fall off, and are counted. */
export class MemoryMachines implements MachineTable {
  readonly #rows: BoundedMap<string, MachineRow>;

  constructor(limit: number) {
    this.#rows = new BoundedMap(limit);
  }

  get evicted(): number {
    return this.#rows.evicted;
  }

  /** Oldest first. */
  rows(): readonly MachineRow[] {
    return [...this.#rows.values()];
  }

  /** Adds rows as they are. */
  load(rows: readonly MachineRow[]): void {
    for (const row of rows) this.#rows.set(keyOf(row), row);
  }

  /** Removes the rows of one org, or of all. */
  clear(orgId?: string): void {
    this.#rows.drop(({ org_id }) => orgId === undefined || org_id === orgId);
  }

  async register(row: MachineRow): Promise<MachineRow> {
    const key = keyOf(row);
    const known = this.#rows.get(key);
    if (known) return known;
    this.#rows.set(key, row);
    return row;
  }
}

function keyOf({ org_id, fingerprint }: MachineRow): string {
  return JSON.stringify([org_id, fingerprint]);
}
