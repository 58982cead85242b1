import { LIMITS } from '../../../spec/limits.ts';
import { operations } from '../../../spec/operations.ts';
import type { RequestFacts } from '../../request-facts.ts';

/**
 * The sessions that a request speaks of: that of its path, of its report, or of the events of its
 * batch, distinct, in the order of their first mention. The body may break the contract.
 * @param limit at most this many
 */
export function sessionsOf(facts: RequestFacts, limit: number): string[] {
  if (facts.operation !== 'ingestEvents') {
    const session = sessionOfPath(facts) ?? sessionOf(facts.body);
    return session === undefined ? [] : [session];
  }
  const sessions = new Set<string>();
  let latest: unknown;
  for (const event of eventsOf(facts.body)) {
    const id = (event as { session_id?: unknown } | null | undefined)?.session_id;
    // A batch speaks of one session for a while: most events end here.
    if (id === latest) continue;
    latest = id;
    const session = keepable(id);
    if (session !== undefined) sessions.add(session);
    if (sessions.size === limit) break;
  }
  return [...sessions];
}

/** Whether a request speaks of this session. */
export function speaksOf(facts: RequestFacts, session: string): boolean {
  if (facts.operation !== 'ingestEvents') return sessionsOf(facts, 1).includes(session);
  return eventsOf(facts.body).some((event) => sessionOf(event) === session);
}

/** The events that a body carries, at most as many as a batch may. */
export function eventsOf(body: unknown): readonly unknown[] {
  const events = (body as { events?: unknown } | null | undefined)?.events;
  if (!Array.isArray(events)) return [];
  return events.length > LIMITS.eventsPerBatch ? events.slice(0, LIMITS.eventsPerBatch) : events;
}

function sessionOfPath({ operation, params }: RequestFacts): string | undefined {
  if (operation === null || !operations[operation].path.startsWith('/v1/sessions/{id}')) return;
  return keepable(params['id']);
}

function sessionOf(value: unknown): string | undefined {
  return keepable((value as { session_id?: unknown } | null | undefined)?.session_id);
}

/** An id, unless it is none or too long to be one: what is kept must not hold a body of megabytes. */
export function keepable(id: unknown): string | undefined {
  return typeof id === 'string' && id.length <= LIMITS.sessionIdLength ? id : undefined;
}
