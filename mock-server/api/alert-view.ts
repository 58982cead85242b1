import type { Alert } from '../../spec/schemas/alert.ts';
import type { AlertRow } from '../store/store.ts';

/** What the API tells of an alert: all but the org, which is the caller's own. */
export function toAlert(row: AlertRow): Alert {
  return {
    id: row.id,
    rule_id: row.rule_id,
    severity: row.severity,
    title: row.title,
    session_id: row.session_id,
    event_id: row.event_id,
    agent_id: row.agent_id,
    platform: row.platform,
    risk_score: row.risk_score,
    created_at: row.created_at,
  };
}
