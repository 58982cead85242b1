import type { Alert, AlertSeverity } from '../../spec/schemas/alert.ts';
import type { QuintEvent } from '../../spec/schemas/event.ts';
import type { EventStats } from '../../spec/schemas/event-record.ts';
import type { RiskSummary } from '../../spec/schemas/session.ts';
import type { SessionState } from '../../spec/schemas/session-state.ts';
import type { TokenType } from '../../spec/schemas/token.ts';

/**
 * Where the processors write and the read side reads: the product's Postgres tables. Every row
 * belongs to one org, and every question names the org that asks.
 */
export interface Store {
  readonly actions: ActionTable;
  readonly sessions: SessionTable;
  readonly alerts: AlertTable;
  readonly machines: MachineTable;
  readonly apiTokens: ApiTokenTable;
  /**
   * Tells of every row that was written, in order, after it was written; what left a row as it was is
   * not told. The listener must not throw.
   * @returns what ends it
   */
  onChange(listener: (change: StoreChange) => void): () => void;
  /** Every row of every table. */
  dump(): Promise<Tables>;
  /** Adds rows as they are, and tells nobody. Not those of `apiTokens`: the token cache must know of them. */
  load(tables: Omit<Tables, 'api_tokens'>): Promise<void>;
  /** How many rows fell off each table because it was full. */
  readonly evicted: Readonly<Record<string, number>>;
  /** The orgs that have rows in `actions`, `sessions` or `alerts`. */
  orgs(): Promise<readonly string[]>;
  /** Removes every row of one org, or of all of them; of `apiTokens` none. Tells nobody. */
  clear(orgId?: string): Promise<void>;
}

/** The rows of a store, in the order in which they came. */
export interface Tables {
  readonly actions: readonly Action[];
  readonly sessions: readonly SessionRow[];
  readonly alerts: readonly AlertRow[];
  readonly rule_matches: readonly NotedMatch[];
  readonly machines: readonly MachineRow[];
  readonly api_tokens: readonly ApiTokenRow[];
}

/** A row that was written. */
export type StoreChange =
  | { readonly kind: 'action'; readonly row: Action }
  | { readonly kind: 'session'; readonly row: SessionRow }
  | { readonly kind: 'alert'; readonly row: AlertRow };

/** An event with the org that ingest stamped on it. */
export type StampedEvent = QuintEvent & { org_id: string };

/** A row of `actions`. On disk the table is partitioned by the month of the event's time (contract.md §7). */
export interface Action {
  readonly event: StampedEvent;
  readonly risk_score: number;
}

export interface ActionTable {
  /** Idempotent by (`org_id`, `event_id`): a row that is there stays as it is. */
  insert(actions: readonly Action[]): Promise<void>;
  /** Those of these event ids that are there. */
  known(orgId: string, eventIds: readonly string[]): Promise<ReadonlySet<string>>;
  get(orgId: string, eventId: string): Promise<Action | undefined>;
  /** Newest first. */
  list(orgId: string, filter: ActionFilter, page: PageRequest): Promise<Page<Action>>;
  /** Oldest first; events of the same time in the order of their arrival. */
  listOfSession(orgId: string, sessionId: string, page: PageRequest): Promise<Page<Action>>;
  /** Over the events of the session, its children's not counted. */
  riskSummary(orgId: string, sessionId: string): Promise<RiskSummary>;
  /** Over the events of a span of time; bounds are inclusive, times UTC. */
  stats(
    orgId: string,
    span: { readonly since: string; readonly until: string },
  ): Promise<ActionStats>;
}

/** Counts of events. */
export interface ActionStats {
  readonly total_events: number;
  readonly total_sessions: number;
  readonly decisions: Readonly<Record<string, number>>;
  readonly risk_distribution: EventStats['risk_distribution'];
  readonly max_risk: number;
  readonly avg_risk: number;
}

/** Bounds are inclusive; times are UTC. */
export interface ActionFilter {
  readonly agent_id?: string | undefined;
  readonly session_id?: string | undefined;
  readonly action_type?: string | undefined;
  readonly tool_name?: string | undefined;
  readonly decision?: string | undefined;
  readonly risk_min?: number | undefined;
  readonly risk_max?: number | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** A row of `sessions`. Times are UTC; what is `undefined` was not reported yet. */
export interface SessionRow {
  readonly org_id: string;
  readonly id: string;
  readonly session_name: string | undefined;
  readonly model: string | undefined;
  readonly signing_id: string | undefined;
  readonly platform: string | undefined;
  /** As reported; null for a root. */
  readonly reported_parent_id: string | null | undefined;
  /** As reported, else what the id says. */
  readonly parent_id: string | null;
  readonly state: SessionState;
  readonly started_at: string;
  readonly ended_at: string | null;
  /** The report that set the state; none while only ordinary events have spoken of the session. */
  readonly state_from: StateOrigin | undefined;
}

/** A report's effective time (UTC), and its place in the session's order of messages. */
export interface StateOrigin {
  readonly at: string;
  readonly sequenceNumber: string;
}

export interface SessionTable {
  /** Inserts or replaces by (`org_id`, `id`). */
  upsert(rows: readonly SessionRow[]): Promise<void>;
  get(orgId: string, id: string): Promise<SessionRow | undefined>;
  /** Newest first, by `started_at`. */
  list(orgId: string, filter: SessionFilter, page: PageRequest): Promise<Page<SessionRow>>;
  /** The direct children, oldest first. */
  children(orgId: string, parentId: string, page: PageRequest): Promise<Page<SessionRow>>;
}

/** Bounds are inclusive; times are UTC. */
export interface SessionFilter {
  readonly state?: SessionState | undefined;
  readonly platform?: string | undefined;
  readonly root_only?: boolean | undefined;
  readonly since?: string | undefined;
}

/** A row of `alerts`. Times are UTC. */
export type AlertRow = Alert & { readonly org_id: string };

/** An event that a counting rule has matched. */
export interface RuleMatch {
  readonly org_id: string;
  readonly rule_id: string;
  readonly session_id: string;
  readonly event_id: string;
  /** The event's time, UTC. */
  readonly at: string;
}

/** A match with what it led to. */
export interface NotedMatch extends RuleMatch {
  /** Whether the rule fired for it. */
  readonly fired: boolean;
}

/** How many matches within what time make a rule fire. */
export interface MatchCount {
  readonly at_least: number;
  /** Seconds, by the events' times, both ends included. */
  readonly within_seconds: number;
}

export interface AlertTable {
  /** Idempotent by (`org_id`, `rule_id`, `event_id`): a row that is there stays as it is. */
  insert(rows: readonly AlertRow[]): Promise<void>;
  /** Newest first, by `created_at`. */
  list(orgId: string, filter: AlertFilter, page: PageRequest): Promise<Page<AlertRow>>;
  /**
   * Notes a match and decides whether the rule fires for it: when, within the time that ends at the
   * match, the rule has matched often enough in this session, and has not fired. Once per event: for a
   * match that is there, it yields what was decided then, so that redelivery repeats an alert that
   * did not get written, and raises no other.
   */
  noteMatch(match: RuleMatch, count: MatchCount): Promise<boolean>;
}

/** Bounds are inclusive; times are UTC. */
export interface AlertFilter {
  readonly severity?: AlertSeverity | undefined;
  readonly session_id?: string | undefined;
  readonly since?: string | undefined;
}

/** A row of `machines`. */
export interface MachineRow {
  readonly org_id: string;
  /** The cloud's id. */
  readonly id: string;
  /** What the machine calls itself; unique within the org. */
  readonly fingerprint: string;
}

export interface MachineTable {
  /** Inserts, or yields the row that the org already has for this fingerprint. */
  register(row: MachineRow): Promise<MachineRow>;
}

/** A row of `api_tokens`. Times are UTC. */
export interface ApiTokenRow {
  readonly id: string;
  /** SHA-256 of the raw token, lower-case hex. */
  readonly hash: string;
  readonly org_id: string;
  readonly type: TokenType;
  readonly name: string;
  readonly created_at: string;
  /** When it stops working; null for never. */
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
  /** When a single-use token was used. */
  readonly spent_at: string | null;
  /** When a successor took its place; it works on until {@link expires_at}. */
  readonly rotated_at: string | null;
}

/** The columns of a token that change. */
export type ApiTokenChange = Partial<
  Pick<ApiTokenRow, 'expires_at' | 'last_used_at' | 'revoked_at' | 'spent_at' | 'rotated_at'>
>;

export interface ApiTokenTable {
  /**
   * Idempotent by `hash`: a row that is there stays as it is.
   * @returns the rows that fell off for it: no cache may hold them any longer
   */
  insert(row: ApiTokenRow): Promise<readonly ApiTokenRow[]>;
  byHash(hash: string): Promise<ApiTokenRow | undefined>;
  byId(orgId: string, id: string): Promise<ApiTokenRow | undefined>;
  /** Newest first, by `created_at`. */
  list(orgId: string, page: PageRequest): Promise<Page<ApiTokenRow>>;
  /**
   * Sets columns, provided that all of `whileNull` hold null. Atomic: of any number of simultaneous
   * calls that fill one of these, exactly one is answered the row as it is now.
   */
  update(
    hash: string,
    change: ApiTokenChange,
    whileNull?: readonly (keyof ApiTokenChange)[],
  ): Promise<ApiTokenRow | undefined>;
}

/** A place in a sorted list, not a count of rows: it stays true when rows are inserted before it. */
export type Position = readonly [key: string, seq: number];

export interface PageRequest {
  readonly limit: number;
  readonly after?: Position | undefined;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** The place of the last row when more follow. */
  readonly next: Position | null;
}
