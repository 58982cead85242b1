import * as z from 'zod';
import { ALERT } from '../examples.ts';
import { nextCursor, riskScore, sessionId, text, timestamp, uuid } from './primitives.ts';

/** Documented: the four severities. The other names are decided here; no page shows an alert's body. */
export const AlertSeverity = z
  .enum(['critical', 'high', 'medium', 'low'])
  .meta({ id: 'AlertSeverity', description: 'How grave an alert is.' });
export type AlertSeverity = z.infer<typeof AlertSeverity>;

export const Alert = z
  .object({
    id: uuid('The alert.'),
    rule_id: text('The rule that fired.'),
    severity: AlertSeverity,
    title: text('One line for a person.'),
    session_id: sessionId('The session it concerns.'),
    event_id: uuid('The event that made the rule fire.'),
    agent_id: text('The agent.'),
    platform: text('The agent platform.'),
    risk_score: riskScore('The score of that event; null where it has none.').nullable(),
    created_at: timestamp('The time of that event, in UTC.'),
  })
  .meta({ id: 'Alert', description: 'A rule fired.', examples: [ALERT] });
export type Alert = z.infer<typeof Alert>;

export const AlertList = z
  .object({ alerts: z.array(Alert).meta({ description: 'The alerts.' }), next_cursor: nextCursor })
  .meta({ id: 'AlertList', description: 'Alerts, newest first.' });
export type AlertList = z.infer<typeof AlertList>;
