import * as z from 'zod';
import * as example from './examples.ts';
import type { ErrorCode } from './errors.ts';
import { LIMITS } from './limits.ts';
import { AlertList, AlertSeverity } from './schemas/alert.ts';
import { EventList, EventRecord, EventStats } from './schemas/event-record.ts';
import { Health, Ready } from './schemas/health.ts';
import { IngestRequest, IngestResponse } from './schemas/ingest.ts';
import { IngestSessionResponse, SessionReport } from './schemas/lifecycle.ts';
import { MachineRegistration, RegisteredMachine } from './schemas/machine.ts';
import { pageQuery, riskScore, sessionId, text, timestamp, uuid } from './schemas/primitives.ts';
import { SessionState } from './schemas/session-state.ts';
import { SessionChildren, SessionDetail, SessionList } from './schemas/session.ts';
import {
  CreateTokenRequest,
  RotateTokenRequest,
  TokenCreated,
  TokenList,
} from './schemas/token.ts';

/**
 * Who may call:
 * - `none`: anyone.
 * - `deploy-token`: a service or personal token.
 * - `token-or-jwt`: the same, or a Supabase JWT.
 * - `jwt`: a Supabase JWT only.
 * - `registration-token`: an install or enrollment token.
 */
export type Auth = 'none' | 'deploy-token' | 'token-or-jwt' | 'jwt' | 'registration-token';

export interface Operation {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** OpenAPI path template. */
  readonly path: `/${string}`;
  readonly tag: 'Ingest' | 'Sessions' | 'Events' | 'Alerts' | 'Machines' | 'Tokens' | 'Service';
  readonly summary: string;
  readonly description: string;
  readonly auth: Auth;
  /** Path parameters, in the order of the template. */
  readonly params?: z.ZodObject<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject<Record<string, z.ZodType>>;
  readonly headers?: z.ZodObject<Record<string, z.ZodType>>;
  readonly body?: z.ZodType;
  /** Whether the body may be left out. @default true when there is a body */
  readonly bodyRequired?: boolean;
  readonly success: Success;
  /**
   * Whether to carry it out twice is not the same as once, so that a client must not send it again when
   * it does not know what became of it. @default false: it goes by an id
   */
  readonly actsEachTime?: true;
  /** Errors beyond those that follow from the rest; see {@link errorCodesOf}. */
  readonly errors?: readonly ErrorCode[];
}

export interface Success {
  readonly status: 200 | 201 | 204;
  readonly description: string;
  /** Absent for an empty body. */
  readonly schema?: z.ZodType;
  /** @default 'application/json' */
  readonly contentType?: 'text/event-stream';
  readonly example?: unknown;
}

const session = z.object({ id: sessionId('The session.') });
const token = z.object({ id: uuid('The token’s id, not its raw value.') });
const since = (what: string) => timestamp(`${what} at or after this time.`).optional();

/** Every operation of the contract, by its OpenAPI `operationId` (contract.md §1). */
export const operations = {
  ingestEvents: {
    method: 'POST',
    path: '/v1/ingest',
    tag: 'Ingest',
    summary: 'Ingest a batch of events',
    description: `Takes 1–${LIMITS.eventsPerBatch} events, at most ${LIMITS.bodyBytes / 2 ** 20} MB decoded, plain or gzip. All of the batch is taken, or, with an error that lists every invalid event, nothing of it. Safe to repeat: an event is stored once, by \`event_id\`. Rate-limited per organisation.`,
    auth: 'deploy-token',
    body: IngestRequest,
    success: {
      status: 200,
      description: 'The events are in every queue.',
      schema: IngestResponse,
      example: { ingested: 1, duplicates: 0 },
    },
    errors: ['rate_limited'],
  },
  ingestSession: {
    method: 'POST',
    path: '/v1/sessions/ingest',
    tag: 'Ingest',
    summary: 'Report a session lifecycle event',
    description:
      'Takes one of two forms: a transition (`event_type`), or the state that the session is in (`state`). Rate-limited per organisation; meant for the daemon.',
    auth: 'token-or-jwt',
    body: SessionReport,
    success: {
      status: 200,
      description: 'The report is in the sessions queue.',
      schema: IngestSessionResponse,
      example: { ok: true },
    },
    errors: ['rate_limited'],
  },
  getSession: {
    method: 'GET',
    path: '/v1/sessions/{id}',
    tag: 'Sessions',
    summary: 'Read a session',
    description: 'The session with its direct children and its risk summary.',
    auth: 'token-or-jwt',
    params: session,
    success: {
      status: 200,
      description: 'The session.',
      schema: SessionDetail,
      example: example.SESSION_DETAIL,
    },
    errors: ['not_found'],
  },
  listSessions: {
    method: 'GET',
    path: '/v1/sessions',
    tag: 'Sessions',
    summary: 'List sessions',
    description: 'Newest first.',
    auth: 'token-or-jwt',
    query: z.object({
      state: SessionState.optional().meta({ description: 'Only sessions in this state.' }),
      platform: text('Only sessions of this platform.').optional(),
      root_only: z
        .boolean()
        .optional()
        .meta({ description: '`true`: only sessions without a parent.' }),
      since: since('Only sessions started'),
      ...pageQuery,
    }),
    success: {
      status: 200,
      description: 'A page of sessions.',
      schema: SessionList,
      example: { sessions: [example.SESSION], next_cursor: null },
    },
  },
  listSessionEvents: {
    method: 'GET',
    path: '/v1/sessions/{id}/events',
    tag: 'Sessions',
    summary: 'List the events of a session',
    description: 'Oldest first, by timestamp.',
    auth: 'token-or-jwt',
    params: session,
    query: z.object(pageQuery),
    success: {
      status: 200,
      description: 'A page of events.',
      schema: EventList,
      example: { events: [example.EVENT_RECORD], next_cursor: null },
    },
    errors: ['not_found'],
  },
  listSessionChildren: {
    method: 'GET',
    path: '/v1/sessions/{id}/children',
    tag: 'Sessions',
    summary: 'List the direct children of a session',
    description: 'Oldest first.',
    auth: 'token-or-jwt',
    params: session,
    query: z.object(pageQuery),
    success: {
      status: 200,
      description: 'A page of sessions.',
      schema: SessionChildren,
      example: { children: [], next_cursor: null },
    },
    errors: ['not_found'],
  },
  listEvents: {
    method: 'GET',
    path: '/v1/events',
    tag: 'Events',
    summary: 'List events',
    description: 'Newest first, by timestamp.',
    auth: 'token-or-jwt',
    query: z.object({
      agent_id: text('Only events of this agent.').optional(),
      session_id: sessionId('Only events of this session.').optional(),
      action_type: text('Only events with this action.').optional(),
      tool_name: text('Only events with this tool.').optional(),
      decision: text('Only events with this decision.').optional(),
      risk_min: riskScore('Only events with at least this score.').optional(),
      risk_max: riskScore('Only events with at most this score.').optional(),
      since: since('Only events'),
      until: timestamp('Only events at or before this time.').optional(),
      ...pageQuery,
    }),
    success: {
      status: 200,
      description: 'A page of events.',
      schema: EventList,
      example: { events: [example.EVENT_RECORD], next_cursor: null },
    },
  },
  getEvent: {
    method: 'GET',
    path: '/v1/events/{id}',
    tag: 'Events',
    summary: 'Read an event',
    description: 'By the `event_id` it was sent with.',
    auth: 'token-or-jwt',
    params: z.object({ id: uuid('The `event_id`.') }),
    success: {
      status: 200,
      description: 'The event.',
      schema: EventRecord,
      example: example.EVENT_RECORD,
    },
    errors: ['not_found'],
  },
  getEventStats: {
    method: 'GET',
    path: '/v1/events/stats',
    tag: 'Events',
    summary: 'Read event statistics',
    description: 'Counts and risk distribution; of the last 24 hours unless a span is given.',
    auth: 'token-or-jwt',
    query: z.object({
      since: since('Count events'),
      until: timestamp('Count events at or before this time.').optional(),
    }),
    success: {
      status: 200,
      description: 'The statistics.',
      schema: EventStats,
      example: {
        since: '2026-04-24T03:54:02Z',
        until: '2026-04-25T03:54:02Z',
        total_events: 47,
        total_sessions: 1,
        decisions: { allow: 46, block: 1 },
        risk_distribution: { none: 30, low: 15, medium: 2, high: 0, critical: 0 },
        max_risk: 35,
        avg_risk: 8,
      },
    },
  },
  listAlerts: {
    method: 'GET',
    path: '/v1/alerts',
    tag: 'Alerts',
    summary: 'List alerts',
    description: 'Newest first.',
    auth: 'token-or-jwt',
    query: z.object({
      severity: AlertSeverity.optional().meta({ description: 'Only alerts of this severity.' }),
      session_id: sessionId('Only alerts of this session.').optional(),
      since: since('Only alerts'),
      ...pageQuery,
    }),
    success: {
      status: 200,
      description: 'A page of alerts.',
      schema: AlertList,
      example: { alerts: [example.ALERT], next_cursor: null },
    },
  },
  registerMachine: {
    method: 'POST',
    path: '/v1/machines/register',
    tag: 'Machines',
    summary: 'Register a machine',
    description:
      'Exchanges a single-use install or enrollment token for a service token. Of two simultaneous calls with one token exactly one succeeds; an invalid body does not spend the token.',
    auth: 'registration-token',
    body: MachineRegistration,
    actsEachTime: true,
    success: {
      status: 201,
      description: 'The machine is registered.',
      schema: RegisteredMachine,
      example: {
        machine_id: 'c1a9b7d2-6f0e-4d3b-8a55-2e7f90b1c3d4',
        org_id: 'org_local',
        service_token: 'qt_deploy_YOUR_TOKEN',
      },
    },
    errors: ['token_spent'],
  },
  createToken: {
    method: 'POST',
    path: '/v1/deploy-tokens',
    tag: 'Tokens',
    summary: 'Create a token',
    description:
      'The raw token is in this answer and nowhere else. An `expires_at` that is past is refused.',
    auth: 'jwt',
    body: CreateTokenRequest,
    actsEachTime: true,
    success: {
      status: 201,
      description: 'The token.',
      schema: TokenCreated,
      example: example.TOKEN_CREATED,
    },
  },
  listTokens: {
    method: 'GET',
    path: '/v1/deploy-tokens',
    tag: 'Tokens',
    summary: 'List tokens',
    description: 'Newest first, without their raw values.',
    auth: 'jwt',
    query: z.object(pageQuery),
    success: {
      status: 200,
      description: 'A page of tokens.',
      schema: TokenList,
      example: { tokens: [example.TOKEN], next_cursor: null },
    },
  },
  rotateToken: {
    method: 'POST',
    path: '/v1/deploy-tokens/{id}/rotate',
    tag: 'Tokens',
    summary: 'Rotate a service token',
    description:
      'Mints its successor, with the same name and expiry. The old one works for the grace period, by default not at all. 409 for what is no service token, or one that works no longer or was rotated before.',
    auth: 'jwt',
    params: token,
    body: RotateTokenRequest,
    bodyRequired: false,
    actsEachTime: true,
    success: {
      status: 201,
      description: 'The successor.',
      schema: TokenCreated,
      example: example.TOKEN_CREATED,
    },
    errors: ['not_found', 'conflict'],
  },
  revokeToken: {
    method: 'DELETE',
    path: '/v1/deploy-tokens/{id}',
    tag: 'Tokens',
    summary: 'Revoke a token',
    description:
      'Effective at once: the next request with it is answered 401. To revoke it again changes nothing.',
    auth: 'jwt',
    params: token,
    success: { status: 204, description: 'The token is revoked.' },
    errors: ['not_found'],
  },
  stream: {
    method: 'GET',
    path: '/v1/stream',
    tag: 'Sessions',
    summary: 'Follow sessions and alerts live',
    description:
      'Server-sent events. `session.upserted` carries a `Session`, `alert.created` an `Alert`, each as one line of JSON; `reset` says that the replay buffer no longer reaches back to `Last-Event-ID`, so read the lists again. A comment every 15 s keeps the line open; a client that reads too slowly is cut off.',
    auth: 'token-or-jwt',
    headers: z.object({
      'Last-Event-ID': z
        .string()
        .regex(/^[0-9]{1,16}$/, 'must be the id of an event of this stream')
        .optional()
        .meta({ description: 'Resume after the event with this id.' }),
    }),
    success: {
      status: 200,
      description: 'An endless stream of events.',
      contentType: 'text/event-stream',
      schema: z.string(),
      example: `id: 1\nevent: session.upserted\ndata: ${JSON.stringify(example.SESSION)}\n\n`,
    },
  },
  health: {
    method: 'GET',
    path: '/health',
    tag: 'Service',
    summary: 'Is the process alive',
    description: 'Liveness.',
    auth: 'none',
    success: {
      status: 200,
      description: 'It is.',
      schema: Health,
      example: { status: 'ok' },
    },
  },
  ready: {
    method: 'GET',
    path: '/ready',
    tag: 'Service',
    summary: 'Does the service take requests',
    description: 'Readiness.',
    auth: 'none',
    success: {
      status: 200,
      description: 'It does.',
      schema: Ready,
      example: { status: 'ready' },
    },
  },
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;

/** Every error an operation documents: its own, and those that follow from its auth, body and parameters. */
export function errorCodesOf(operation: Operation): ErrorCode[] {
  const codes: ErrorCode[] = [];
  if (operation.auth !== 'none') codes.push('unauthorized', 'insufficient_permissions');
  if (operation.params || operation.query || operation.headers || operation.body) {
    codes.push('validation_failed');
  }
  if (operation.body) codes.push('invalid_json', 'payload_too_large', 'unsupported_media_type');
  if (operation.success.schema) codes.push('not_acceptable');
  codes.push('internal', 'unavailable', ...(operation.errors ?? []));
  return [...new Set(codes)];
}
