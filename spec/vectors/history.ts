import type { QuintEvent } from '../schemas/event.ts';
import type { SessionReport } from '../schemas/lifecycle.ts';
import type { Session, SessionDetail } from '../schemas/session.ts';

/** What a daemon says of a session, and what the session is then. */
export interface History {
  /** Unique among the histories. */
  readonly name: string;
  /** What it shows. */
  readonly because: string;
  /** Whether it follows from the product's pages. Otherwise it is decided (contract.md §3). */
  readonly documented: boolean;
  /** Sent one after the other, each when the one before was answered. */
  readonly steps: readonly HistoryStep[];
  /** What `getSession` answers for `expected.id` once everything is processed. */
  readonly expected: SessionDetail;
}

export type HistoryStep =
  | { readonly operation: 'ingestEvents'; readonly body: { readonly events: QuintEvent[] } }
  | { readonly operation: 'ingestSession'; readonly body: SessionReport };

/** The `n`th second of an hour of its own. */
export const at = (n: number): string =>
  `2026-04-25T03:${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}Z`;

export const report = (body: SessionReport): HistoryStep => ({ operation: 'ingestSession', body });

export const start = (session_id: string, started_at: string, more: object = {}): HistoryStep =>
  report({ event_type: 'session_start', session_id, started_at, ...more });

export const resume = (session_id: string, timestamp: string, more: object = {}): HistoryStep =>
  report({ event_type: 'session_resume', session_id, timestamp, ...more });

export const end = (session_id: string, ended_at: string, more: object = {}): HistoryStep =>
  report({ event_type: 'session_end', session_id, ended_at, ...more });

export const state = (
  session_id: string,
  value: Session['state'],
  timestamp: string,
  more: object = {},
): HistoryStep => report({ session_id, state: value, timestamp, ...more });

export const batch = (...events: QuintEvent[]): HistoryStep => ({
  operation: 'ingestEvents',
  body: { events },
});

/**
 * An event of `session_id`, with a score: how an event without one is scored is up to the server.
 * @param n unique among all histories: its `event_id` is made of it
 */
export const event = (
  n: number,
  session_id: string,
  timestamp: string,
  more: object = {},
): QuintEvent => ({
  schema_version: 2,
  event_id: `8a1e0c52-6b1f-4c7e-9a34-${n.toString(16).padStart(12, '0')}`,
  timestamp,
  source: 'proxy',
  platform: 'cursor',
  action_type: 'tools/call',
  session_id,
  agent_id: 'agent-1',
  risk_score: 0,
  ...more,
});

/** A session that nobody has said more about than that it is there. */
export const session = (
  id: string,
  fields: Partial<Session> & Pick<Session, 'started_at'>,
): Session => ({
  id,
  session_name: null,
  model: null,
  signing_id: null,
  state: 'active',
  platform: null,
  parent_id: null,
  ended_at: null,
  ...fields,
});

export const detail = (
  id: string,
  fields: Partial<SessionDetail> & Pick<Session, 'started_at'>,
): SessionDetail => ({
  ...session(id, fields),
  children: [],
  risk_summary: NO_EVENTS,
  ...fields,
});

const NO_EVENTS = { total_events: 0, max_risk: 0, avg_risk: 0 };

/** Of so many events without risk. */
export const harmless = (total_events: number) => ({ ...NO_EVENTS, total_events });
