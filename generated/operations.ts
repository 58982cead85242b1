// Generated from spec/ by `npm run generate`. Do not edit.

import type { AlertList, CreateTokenRequest, EventList, EventRecord, EventStats, GetEventStatsQuery, Health, IngestRequest, IngestResponse, IngestSessionResponse, ListAlertsQuery, ListEventsQuery, ListSessionChildrenQuery, ListSessionEventsQuery, ListSessionsQuery, ListTokensQuery, MachineRegistration, Ready, RegisteredMachine, RotateTokenRequest, SessionChildren, SessionDetail, SessionList, SessionReport, TokenCreated, TokenList } from './types.ts';

/**
 * By operation: method, path template, and what the argument after the path parameters is:
 * a `body`, a `query`, the query of a list that is read by `page`s, or nothing; `stream` answers
 * with a stream. Last, `once` where to carry it out twice is not the same as once.
 */
export const operations = {
  ingestEvents: ['POST', '/v1/ingest', 'body', ''],
  ingestSession: ['POST', '/v1/sessions/ingest', 'body', ''],
  getSession: ['GET', '/v1/sessions/{id}', '', ''],
  listSessions: ['GET', '/v1/sessions', 'page', ''],
  listSessionEvents: ['GET', '/v1/sessions/{id}/events', 'page', ''],
  listSessionChildren: ['GET', '/v1/sessions/{id}/children', 'page', ''],
  listEvents: ['GET', '/v1/events', 'page', ''],
  getEvent: ['GET', '/v1/events/{id}', '', ''],
  getEventStats: ['GET', '/v1/events/stats', 'query', ''],
  listAlerts: ['GET', '/v1/alerts', 'page', ''],
  registerMachine: ['POST', '/v1/machines/register', 'body', 'once'],
  createToken: ['POST', '/v1/deploy-tokens', 'body', 'once'],
  listTokens: ['GET', '/v1/deploy-tokens', 'page', ''],
  rotateToken: ['POST', '/v1/deploy-tokens/{id}/rotate', 'body', 'once'],
  revokeToken: ['DELETE', '/v1/deploy-tokens/{id}', '', ''],
  stream: ['GET', '/v1/stream', 'stream', ''],
  health: ['GET', '/health', '', ''],
  ready: ['GET', '/ready', '', ''],
} as const;

/** One method per operation. `Options` is what a caller may say about one call. */
export interface Operations<Options> {
  /**
   * Ingest a batch of events: `POST /v1/ingest`.
   *
   * Takes 1–500 events, at most 10 MB decoded, plain or gzip. All of the batch is taken, or, with an error that lists every invalid event, nothing of it. Safe to repeat: an event is stored once, by `event_id`. Rate-limited per organisation.
   */
  ingestEvents(body: IngestRequest, options?: Options): Promise<IngestResponse>;
  /**
   * Report a session lifecycle event: `POST /v1/sessions/ingest`.
   *
   * Takes one of two forms: a transition (`event_type`), or the state that the session is in (`state`). Rate-limited per organisation; meant for the daemon.
   */
  ingestSession(body: SessionReport, options?: Options): Promise<IngestSessionResponse>;
  /**
   * Read a session: `GET /v1/sessions/{id}`.
   *
   * The session with its direct children and its risk summary.
   */
  getSession(id: string, options?: Options): Promise<SessionDetail>;
  /**
   * List sessions: `GET /v1/sessions`.
   *
   * Newest first.
   */
  listSessions(query?: ListSessionsQuery, options?: Options): Promise<SessionList>;
  /**
   * List the events of a session: `GET /v1/sessions/{id}/events`.
   *
   * Oldest first, by timestamp.
   */
  listSessionEvents(id: string, query?: ListSessionEventsQuery, options?: Options): Promise<EventList>;
  /**
   * List the direct children of a session: `GET /v1/sessions/{id}/children`.
   *
   * Oldest first.
   */
  listSessionChildren(id: string, query?: ListSessionChildrenQuery, options?: Options): Promise<SessionChildren>;
  /**
   * List events: `GET /v1/events`.
   *
   * Newest first, by timestamp.
   */
  listEvents(query?: ListEventsQuery, options?: Options): Promise<EventList>;
  /**
   * Read an event: `GET /v1/events/{id}`.
   *
   * By the `event_id` it was sent with.
   */
  getEvent(id: string, options?: Options): Promise<EventRecord>;
  /**
   * Read event statistics: `GET /v1/events/stats`.
   *
   * Counts and risk distribution; of the last 24 hours unless a span is given.
   */
  getEventStats(query?: GetEventStatsQuery, options?: Options): Promise<EventStats>;
  /**
   * List alerts: `GET /v1/alerts`.
   *
   * Newest first.
   */
  listAlerts(query?: ListAlertsQuery, options?: Options): Promise<AlertList>;
  /**
   * Register a machine: `POST /v1/machines/register`.
   *
   * Exchanges a single-use install or enrollment token for a service token. Of two simultaneous calls with one token exactly one succeeds; an invalid body does not spend the token.
   */
  registerMachine(body: MachineRegistration, options?: Options): Promise<RegisteredMachine>;
  /**
   * Create a token: `POST /v1/deploy-tokens`.
   *
   * The raw token is in this answer and nowhere else. An `expires_at` that is past is refused.
   */
  createToken(body: CreateTokenRequest, options?: Options): Promise<TokenCreated>;
  /**
   * List tokens: `GET /v1/deploy-tokens`.
   *
   * Newest first, without their raw values.
   */
  listTokens(query?: ListTokensQuery, options?: Options): Promise<TokenList>;
  /**
   * Rotate a service token: `POST /v1/deploy-tokens/{id}/rotate`.
   *
   * Mints its successor, with the same name and expiry. The old one works for the grace period, by default not at all. 409 for what is no service token, or one that works no longer or was rotated before.
   */
  rotateToken(id: string, body?: RotateTokenRequest, options?: Options): Promise<TokenCreated>;
  /**
   * Revoke a token: `DELETE /v1/deploy-tokens/{id}`.
   *
   * Effective at once: the next request with it is answered 401. To revoke it again changes nothing.
   */
  revokeToken(id: string, options?: Options): Promise<undefined>;
  /**
   * Follow sessions and alerts live: `GET /v1/stream`.
   *
   * Server-sent events. `session.upserted` carries a `Session`, `alert.created` an `Alert`, each as one line of JSON; `reset` says that the replay buffer no longer reaches back to `Last-Event-ID`, so read the lists again. A comment every 15 s keeps the line open; a client that reads too slowly is cut off.
   */
  stream(options?: Options): Promise<ReadableStream<Uint8Array>>;
  /**
   * Is the process alive: `GET /health`.
   *
   * Liveness.
   */
  health(options?: Options): Promise<Health>;
  /**
   * Does the service take requests: `GET /ready`.
   *
   * Readiness.
   */
  ready(options?: Options): Promise<Ready>;
}

/** What a success answers; `undefined` where it has no body. */
export type SuccessOf<Id extends keyof Operations<never>> = Awaited<ReturnType<Operations<never>[Id]>>;

/** The operations that answer page by page. */
export type ListOperation = 'listSessions' | 'listSessionEvents' | 'listSessionChildren' | 'listEvents' | 'listAlerts' | 'listTokens';

/** The error codes that each operation documents. */
export interface OperationErrors {
  ingestEvents: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'invalid_json' | 'payload_too_large' | 'unsupported_media_type' | 'not_acceptable' | 'internal' | 'unavailable' | 'rate_limited';
  ingestSession: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'invalid_json' | 'payload_too_large' | 'unsupported_media_type' | 'not_acceptable' | 'internal' | 'unavailable' | 'rate_limited';
  getSession: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'not_acceptable' | 'internal' | 'unavailable' | 'not_found';
  listSessions: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'not_acceptable' | 'internal' | 'unavailable';
  listSessionEvents: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'not_acceptable' | 'internal' | 'unavailable' | 'not_found';
  listSessionChildren: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'not_acceptable' | 'internal' | 'unavailable' | 'not_found';
  listEvents: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'not_acceptable' | 'internal' | 'unavailable';
  getEvent: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'not_acceptable' | 'internal' | 'unavailable' | 'not_found';
  getEventStats: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'not_acceptable' | 'internal' | 'unavailable';
  listAlerts: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'not_acceptable' | 'internal' | 'unavailable';
  registerMachine: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'invalid_json' | 'payload_too_large' | 'unsupported_media_type' | 'not_acceptable' | 'internal' | 'unavailable' | 'token_spent';
  createToken: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'invalid_json' | 'payload_too_large' | 'unsupported_media_type' | 'not_acceptable' | 'internal' | 'unavailable';
  listTokens: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'not_acceptable' | 'internal' | 'unavailable';
  rotateToken: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'invalid_json' | 'payload_too_large' | 'unsupported_media_type' | 'not_acceptable' | 'internal' | 'unavailable' | 'not_found' | 'conflict';
  revokeToken: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'internal' | 'unavailable' | 'not_found';
  stream: 'unauthorized' | 'insufficient_permissions' | 'validation_failed' | 'not_acceptable' | 'internal' | 'unavailable';
  health: 'not_acceptable' | 'internal' | 'unavailable';
  ready: 'not_acceptable' | 'internal' | 'unavailable';
}

/** Every error code of the contract and its status. */
export interface ErrorStatus {
  invalid_json: 400;
  validation_failed: 400;
  unauthorized: 401;
  insufficient_permissions: 403;
  not_found: 404;
  method_not_allowed: 405;
  not_acceptable: 406;
  token_spent: 409;
  conflict: 409;
  payload_too_large: 413;
  unsupported_media_type: 415;
  rate_limited: 429;
  internal: 500;
  unavailable: 503;
}
