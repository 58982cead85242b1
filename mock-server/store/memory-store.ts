import { DEFAULTS } from '../defaults.ts';
import { Changes } from './changes.ts';
import { MemoryActions } from './memory-actions.ts';
import { MemoryAlerts } from './memory-alerts.ts';
import { MemoryApiTokens } from './memory-api-tokens.ts';
import { MemoryMachines } from './memory-machines.ts';
import { MemorySessions } from './memory-sessions.ts';
import type { Store, StoreChange, Tables } from './store.ts';

/** How many rows each table keeps; beyond that the oldest fall off. */
export interface Retention {
  /** Events. @default 100_000 */
  readonly events?: number;
  /** Sessions. @default 20_000 */
  readonly sessions?: number;
  /** Alerts. @default 20_000 */
  readonly alerts?: number;
}

const MACHINES = 50_000;
const TOKENS = 50_000;

/** The embedded store: everything in memory, nothing survives the process. */
export class MemoryStore implements Store {
  readonly #changes = new Changes();
  readonly actions: MemoryActions;
  readonly sessions: MemorySessions;
  readonly alerts: MemoryAlerts;
  readonly machines = new MemoryMachines(MACHINES);
  readonly apiTokens = new MemoryApiTokens(TOKENS);

  constructor(retain: Retention = {}) {
    const { events, sessions, alerts } = { ...DEFAULTS.retain, ...retain };
    this.actions = new MemoryActions(events, this.#changes);
    this.sessions = new MemorySessions(sessions, this.#changes);
    this.alerts = new MemoryAlerts(alerts, this.#changes);
  }

  get evicted(): Readonly<Record<string, number>> {
    return {
      actions: this.actions.evicted,
      sessions: this.sessions.evicted,
      alerts: this.alerts.evicted,
      rule_matches: this.alerts.windowsEvicted,
      machines: this.machines.evicted,
      api_tokens: this.apiTokens.evicted,
    };
  }

  onChange(listener: (change: StoreChange) => void): () => void {
    return this.#changes.on(listener);
  }

  async dump(): Promise<Tables> {
    return {
      actions: this.actions.rows(),
      sessions: this.sessions.rows(),
      alerts: this.alerts.rows(),
      rule_matches: this.alerts.matches(),
      machines: this.machines.rows(),
      api_tokens: this.apiTokens.rows(),
    };
  }

  async load(tables: Omit<Tables, 'api_tokens'>): Promise<void> {
    this.actions.load(tables.actions);
    this.sessions.load(tables.sessions);
    this.alerts.load(tables.alerts, tables.rule_matches);
    this.machines.load(tables.machines);
  }

  async orgs(): Promise<readonly string[]> {
    return [...new Set([...this.actions.orgs(), ...this.sessions.orgs(), ...this.alerts.orgs()])];
  }

  async clear(orgId?: string): Promise<void> {
    this.actions.clear(orgId);
    this.sessions.clear(orgId);
    this.alerts.clear(orgId);
    this.machines.clear(orgId);
  }
}
