import type { QuintEvent } from '../../spec/schemas/event.ts';
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
  readonly machines: MachineTable;
  readonly apiTokens: ApiTokenTable;
}

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

/** A row of `api_tokens`. */
export interface ApiTokenRow {
  readonly id: string;
  /** SHA-256 of the raw token, lower-case hex. */
  readonly hash: string;
  readonly org_id: string;
  readonly type: TokenType;
  readonly name: string;
  /** When a single-use token was used. */
  readonly spent_at: string | null;
}

export interface ApiTokenTable {
  insert(row: ApiTokenRow): Promise<void>;
  byHash(hash: string): Promise<ApiTokenRow | undefined>;
  /** Atomic: of any number of simultaneous calls exactly one is answered `true`. */
  spend(hash: string, at: string): Promise<boolean>;
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
