import type { SessionReport } from '../spec/schemas/lifecycle.ts';
import { utc } from './instant.ts';

// The times in a session report, which ingest and the session-processor must read alike.

/** Rule 3 of contract.md §3: `timestamp`, else `ended_at` of an end, else `started_at` of a start, else the receipt. */
export function effectiveTime(report: SessionReport, receivedAt: string): string {
  const own =
    timeIn(report, 'timestamp') ??
    (isType(report, 'session_end') ? timeIn(report, 'ended_at') : undefined) ??
    (isType(report, 'session_start') ? timeIn(report, 'started_at') : undefined);
  return own ?? receivedAt;
}

export function isType(report: SessionReport, type: string): boolean {
  return 'event_type' in report && report.event_type === type;
}

export function timeIn(report: SessionReport, key: 'timestamp' | 'started_at' | 'ended_at') {
  // The state form has only the one: the others are unknown fields there, and may hold anything.
  if (key !== 'timestamp' && !('event_type' in report)) return undefined;
  const time = (report as Partial<Record<typeof key, string>>)[key];
  return time === undefined ? undefined : utc(time);
}
