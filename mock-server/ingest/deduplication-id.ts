import type { SessionReport } from '../../spec/schemas/lifecycle.ts';
import { sha256Hex } from '../sha256.ts';

// `MessageDeduplicationId`s (contract.md §6). Each begins with its org's scope, so that two orgs never
// deduplicate each other, and so that the ids of one org can be told, and forgotten, by their prefix.

/** What the deduplication ids of an org begin with: 64 bits that those of no other will have. */
export function deduplicationScope(orgId: string): string {
  return `${sha256Hex(orgId).slice(0, 16)}:`;
}

/**
 * Of org and `event_id`, without regard to the case of the UUID. Only the org is digested: the event's
 * id is a digest's length already, stays readable in a trace, and there are 500 of them in a request.
 */
export function eventDeduplicationIds(orgId: string): (eventId: string) => string {
  const scope = deduplicationScope(orgId);
  return (eventId) => scope + eventId.toLowerCase();
}

/**
 * Of org, session, type and effective time, and of all else that the report says: a report that says
 * more than the one before is no duplicate of it, or rule 3 of §3 could not fill in what it adds.
 */
export function reportDeduplicationId(
  orgId: string,
  report: SessionReport,
  effectiveTime: string,
): string {
  // All that a report can say is text or null. Of its unknown fields the others are left aside: they
  // are not kept, and may be nested too deep to be written out.
  const said = Object.entries(report)
    .filter(([, value]) => value === null || typeof value === 'string')
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return deduplicationScope(orgId) + sha256Hex(JSON.stringify([effectiveTime, said]));
}
