import type { OperationId } from '../../../spec/operations.ts';
import type { ErrorIssue } from '../../../spec/schemas/error.ts';
import { ApiError } from '../../http/api-error.ts';
import { messageOf } from './error-message.ts';
import type { RequestFacts } from '../../request-facts.ts';
import { eventsOf, keepable, sessionsOf } from './request-sessions.ts';
import { shortened } from './shortened.ts';
import { pathWithoutCredentials, withoutCredentials } from './without-credentials.ts';

/** What became of a request. */
export interface RequestOutcome {
  /** `null` when the connection was reset, or the caller gave up while a fault held the request. */
  readonly status: number | null;
  readonly duration_ms: number;
  readonly error?: unknown;
}

/** A request and what became of it. Holds no credential and no part of the body but ids. */
export interface JournalEntry {
  readonly request_id: string;
  /** When it came, by the server's clock, in epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  /** Path and query, tokens masked; at most 2,000 characters. */
  readonly path: string;
  /** `null` when no operation has this method and path. */
  readonly operation: OperationId | null;
  /** `null` when the credential was none, or no good one. */
  readonly org_id: string | null;
  readonly status: number | null;
  /** The error's code (contract.md §5). */
  readonly code: string | null;
  /** The error's sentence. Of a fault of the server's own it says more than the answer did. */
  readonly error: string | null;
  /** The first 10 issues of the error. */
  readonly issues: readonly ErrorIssue[];
  /** By the server's clock. */
  readonly duration_ms: number;
  readonly ingested: number | null;
  readonly duplicates: number | null;
  /** The first 20 sessions that the request speaks of. */
  readonly session_ids: readonly string[];
  /** Of a batch that was refused, the id of each event by its place; `null` where there is none. */
  readonly rejected_event_ids: readonly (string | null)[];
  /** The faults that were injected, each with what it did. */
  readonly faults: readonly string[];
}

const NONE: readonly never[] = Object.freeze([]);

export function journalEntry(facts: RequestFacts, outcome: RequestOutcome): JournalEntry {
  const { request_id, at, method, operation, org_id, counts, faults } = facts;
  const { status, duration_ms, error } = outcome;
  const refused =
    operation === 'ingestEvents' && counts === null && (status === null || status >= 400);
  return {
    request_id,
    at,
    method,
    path: shortened(pathWithoutCredentials(facts.path), 2_000),
    operation,
    org_id,
    status,
    code: error instanceof ApiError ? error.code : status === 500 ? 'internal' : null,
    error: error === undefined ? null : messageOf(error),
    issues: error instanceof ApiError && error.issues ? error.issues.slice(0, 10).map(short) : NONE,
    duration_ms,
    ingested: counts?.ingested ?? null,
    duplicates: counts?.duplicates ?? null,
    session_ids: sessionsOf(facts, 20).map(withoutCredentials),
    rejected_event_ids: refused ? eventsOf(facts.body).map(eventId) : NONE,
    faults,
  };
}

function short({ pointer, message, code }: ErrorIssue): ErrorIssue {
  return {
    pointer: shortened(pointer, 200),
    message: shortened(withoutCredentials(message), 500),
    code,
  };
}

function eventId(event: unknown): string | null {
  const id = keepable((event as { event_id?: unknown } | null | undefined)?.event_id);
  return id === undefined ? null : withoutCredentials(id);
}
