import type { SessionReport } from '../../spec/schemas/lifecycle.ts';
import type { SessionState } from '../../spec/schemas/session-state.ts';
import { effectiveTime, isType, timeIn } from '../report-times.ts';
import { compareTimes, utc } from '../instant.ts';
import type { SessionRow, StampedEvent, StateOrigin } from '../store/store.ts';

// The rules of the session-processor, contract.md §3, as pure functions. To apply one twice is to
// apply it once: redelivery changes nothing.

/**
 * Rule 5: an ordinary event makes an unknown session `active`, and never changes the state of one
 * that is there; it fills in a platform that nobody has reported. Rule 4: its time may be the earliest
 * one known.
 */
export function touchedBy(event: StampedEvent, row: SessionRow | undefined): SessionRow {
  const at = utc(event.timestamp);
  const before = row ?? newSession(event.org_id, event.session_id, at);
  const platform = before.platform ?? event.platform;
  const isEarliest = compareTimes(at, before.started_at) < 0;
  if (platform === before.platform && !isEarliest) return before;
  return { ...before, platform, started_at: isEarliest ? at : before.started_at };
}

/** A report as it was received. */
export interface ReceivedReport {
  readonly org_id: string;
  readonly report: SessionReport;
  readonly received_at: string;
  readonly sequenceNumber: string;
}

/** Rules 2, 3, 4 and 6. */
export function reportedBy(received: ReceivedReport, row: SessionRow | undefined): SessionRow {
  const { report, org_id, received_at, sequenceNumber } = received;
  const origin: StateOrigin = { at: effectiveTime(report, received_at), sequenceNumber };
  const before = row ?? newSession(org_id, report.session_id, origin.at);
  const started_at = earliest(
    before.started_at,
    origin.at,
    timeIn(report, 'started_at'),
    timeIn(report, 'ended_at'),
  );
  if (before.state_from && isEarlier(origin, before.state_from)) {
    // It comes late: it fills what is still empty, and moves nothing back.
    return withParent({ ...BLANK, ...fieldsOf(report), ...defined(before), started_at });
  }
  const state = stateOf(report);
  return withParent({
    ...before,
    ...fieldsOf(report),
    state,
    started_at,
    ended_at: state === 'ended' ? (timeIn(report, 'ended_at') ?? origin.at) : null,
    state_from: origin,
  });
}

/** Rule 2. */
function stateOf(report: SessionReport): SessionState {
  if ('state' in report) return report.state as SessionState;
  return isType(report, 'session_end') ? 'ended' : 'active';
}

const BLANK = {
  session_name: undefined,
  model: undefined,
  signing_id: undefined,
  platform: undefined,
  reported_parent_id: undefined,
};

function newSession(org_id: string, id: string, started_at: string): SessionRow {
  const state: SessionState = 'active';
  const row = { ...BLANK, org_id, id, state, started_at, parent_id: null, ended_at: null };
  return withParent({ ...row, state_from: undefined });
}

/** What a report says of the session beside its state. */
function fieldsOf(report: SessionReport): Partial<SessionRow> {
  const { session_name, model, signing_id, platform, parent_id } = report;
  return defined({ session_name, model, signing_id, platform, reported_parent_id: parent_id });
}

/** Rule 6: as given, else `X` when the id has the form `X:sub:N`. */
function withParent(row: SessionRow): SessionRow {
  const { reported_parent_id = /^(.+):sub:\d+$/.exec(row.id)?.[1] ?? null } = row;
  return { ...row, parent_id: reported_parent_id };
}

function isEarlier(a: StateOrigin, b: StateOrigin): boolean {
  const order = compareTimes(a.at, b.at);
  // Sequence numbers have equally many digits, so they sort as text.
  return order < 0 || (order === 0 && a.sequenceNumber < b.sequenceNumber);
}

function earliest(first: string, ...others: (string | undefined)[]): string {
  return others.reduce<string>(
    (min, time) => (time !== undefined && compareTimes(time, min) < 0 ? time : min),
    first,
  );
}

function defined<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Fields;
}
