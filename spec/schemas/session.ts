import * as z from 'zod';
import { RISK_SUMMARY, SESSION, SESSION_DETAIL } from '../examples.ts';
import { LIMITS } from '../limits.ts';
import { count, nextCursor, nullableText, riskScore, sessionId, timestamp } from './primitives.ts';
import { SessionState } from './session-state.ts';

const session = {
  id: sessionId('The session.'),
  session_name: nullableText('Human-readable session name; null while unknown.'),
  model: nullableText('LLM model used; null while unknown.'),
  signing_id: nullableText('Code signing identity of the agent process; null while unknown.'),
  state: SessionState,
  platform: nullableText('Agent platform; null while unknown.'),
  parent_id: sessionId('The parent session.')
    .nullable()
    .meta({ description: 'The parent session; null for a root. It may be unknown.' }),
  started_at: timestamp('When the session began: the earliest time known.'),
  ended_at: timestamp('When the session ended.')
    .nullable()
    .meta({ description: 'When the session ended; null while it has not.' }),
};

/** The nine documented fields. */
export const Session = z.object(session).meta({
  id: 'Session',
  description: 'A session as lists and streams show it.',
  examples: [SESSION],
});
export type Session = z.infer<typeof Session>;

/** Over the session's own events; its children's are not counted (contract.md §3, rule 7). */
export const RiskSummary = z
  .object({
    total_events: count('All events of the session.'),
    max_risk: riskScore('The highest score; 0 where there is none.'),
    avg_risk: riskScore('The mean score, rounded half up to an integer; 0 where there is none.'),
  })
  .meta({
    id: 'RiskSummary',
    description: 'Aggregate risk statistics of a session.',
    examples: [RISK_SUMMARY],
  });
export type RiskSummary = z.infer<typeof RiskSummary>;

export const SessionDetail = z
  .object({
    ...session,
    children: z.array(Session).meta({
      description: `The direct child sessions, oldest first: the first ${LIMITS.page.max}; \`listSessionChildren\` has all.`,
    }),
    risk_summary: RiskSummary,
  })
  .meta({
    id: 'SessionDetail',
    description: 'A session with its direct children and its risk summary.',
    examples: [SESSION_DETAIL],
  });
export type SessionDetail = z.infer<typeof SessionDetail>;

export const SessionList = z
  .object({
    sessions: z.array(Session).meta({ description: 'The sessions.' }),
    next_cursor: nextCursor,
  })
  .meta({ id: 'SessionList', description: 'Sessions, newest first.' });
export type SessionList = z.infer<typeof SessionList>;

export const SessionChildren = z
  .object({
    children: z.array(Session).meta({ description: 'The child sessions.' }),
    next_cursor: nextCursor,
  })
  .meta({ id: 'SessionChildren', description: 'Direct child sessions, oldest first.' });
export type SessionChildren = z.infer<typeof SessionChildren>;
