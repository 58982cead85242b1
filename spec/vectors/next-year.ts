import {
  ALERT,
  EVENT,
  EVENT_RECORD,
  RISK_SUMMARY,
  SESSION,
  SESSION_START,
  SESSION_STATE_REPORT,
  TOKEN,
} from '../examples.ts';
import type { OperationId } from '../operations.ts';

// What today's contract does not know, and must take all the same: unknown fields, and values that the
// open sets (platform, source, action_type, decision) do not have yet (contract.md §2).

/** Kept and handed on: all of this is read back from the server. */
export const NEXT_YEAR_FIELDS = {
  cwd: '/home/dev/app',
  cost_usd: 0.0125,
  attempt: 3,
  sandboxed: true,
  trace: { trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', flags: [1, null, 'sampled'] },
  previous_decision: null,
} as const;

export const NEXT_YEAR_EVENT = {
  ...EVENT,
  event_id: '019d6b6a-7c00-7cc3-98c4-dc0c0c07398f',
  session_id: 'next-year-session',
  source: 'kernel-sensor',
  platform: 'platform-of-next-year',
  action_type: 'AGENT_HANDOFF',
  decision: 'quarantine',
  labels: { region: 'eu-west-9' },
  risk_score: 61,
  ...NEXT_YEAR_FIELDS,
} as const;

export const NEXT_YEAR_STATE_REPORT = {
  ...SESSION_STATE_REPORT,
  session_id: 'next-year-session',
  platform: 'platform-of-next-year',
  parent_id: 'next-year-parent',
  timestamp: '2026-04-25T03:10:00Z',
  workspace: { id: 7 },
} as const;

export const NEXT_YEAR_START = {
  ...SESSION_START,
  session_id: 'next-year-start',
  platform: 'platform-of-next-year',
  container_id: 'c0ffee',
} as const;

const ANSWERED_SESSION = {
  ...SESSION,
  platform: 'platform-of-next-year',
  state: 'suspended',
  workspace: { id: 7 },
};

/** An answer that no server of today gives: it holds states, types and fields of next year. */
export interface NextYearAnswer {
  readonly operation: OperationId;
  /** Path parameters, in the order of the template. */
  readonly params: readonly string[];
  readonly body: unknown;
}

/** Answers that a client must hand to its caller as they are. */
export const nextYearAnswers: readonly NextYearAnswer[] = [
  {
    operation: 'getSession',
    params: [SESSION.id],
    body: {
      ...ANSWERED_SESSION,
      children: [ANSWERED_SESSION],
      risk_summary: { ...RISK_SUMMARY, p95_risk: 31.5 },
    },
  },
  {
    operation: 'listSessionEvents',
    params: [SESSION.id],
    body: {
      events: [
        { ...EVENT_RECORD, action_type: 'AGENT_HANDOFF', decision: 'quarantine', trace: [1, null] },
      ],
      next_cursor: null,
      total: 1,
    },
  },
  {
    operation: 'listAlerts',
    params: [],
    body: {
      alerts: [{ ...ALERT, severity: 'catastrophic', assignee: { team: 'red' } }],
      next_cursor: null,
    },
  },
  {
    operation: 'listTokens',
    params: [],
    body: { tokens: [{ ...TOKEN, type: 'workload', scopes: ['ingest'] }], next_cursor: null },
  },
  { operation: 'ready', params: [], body: { status: 'degraded', since: '2027-01-01T00:00:00Z' } },
];

/** An error of next year: its code is unknown, its status says enough. */
export const nextYearError = {
  status: 451,
  body: {
    error: 'Not available where you are',
    code: 'region_blocked',
    request_id: '5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10',
    region: 'eu-west-9',
  },
} as const;
