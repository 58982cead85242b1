import type { Session } from '../../spec/schemas/session.ts';
import type { SessionRow } from '../store/store.ts';

/** The documented nine fields of a session. */
export function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    session_name: row.session_name ?? null,
    model: row.model ?? null,
    signing_id: row.signing_id ?? null,
    state: row.state,
    platform: row.platform ?? null,
    parent_id: row.parent_id,
    started_at: row.started_at,
    ended_at: row.ended_at,
  };
}
