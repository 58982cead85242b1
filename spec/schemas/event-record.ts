import * as z from 'zod';
import { EVENT_RECORD } from '../examples.ts';
import { ACTION_TYPES, DECISIONS } from '../known-values.ts';
import { dictionaryOf } from './dictionary.ts';
import {
  count,
  nextCursor,
  nullableText,
  openString,
  riskScore,
  sessionId,
  text,
  timestamp,
  uuid,
} from './primitives.ts';

/** The documented nine fields, and beside them everything else that was sent (contract.md §2). */
export const EventRecord = z
  .looseObject({
    id: uuid('The `event_id` it was sent with.'),
    session_id: sessionId('The session it belongs to.'),
    agent_id: text('The agent.'),
    action_type: openString(ACTION_TYPES, 'What the agent did.'),
    tool_name: nullableText('The tool that was called; null when none was sent.'),
    arguments: z.array(z.string()).meta({
      description:
        'The elements of `arguments_json` when that is a JSON array (strings as they are, others as JSON text), else `[arguments_json]`, else `[]`.',
    }),
    risk_score: riskScore('0–100; the sender’s own, else the pipeline’s.'),
    decision: openString(DECISIONS, 'What the policy decided; null when none was sent.').nullable(),
    timestamp: timestamp('When it happened, in UTC.'),
  })
  .meta({
    id: 'EventRecord',
    description:
      'An event as it is read back, with every field that was sent and the `org_id` of the sender. A sent `id`, `arguments` or `org_id` gives way to the ones here.',
    examples: [EVENT_RECORD],
  });
export type EventRecord = z.infer<typeof EventRecord>;

export const EventList = z
  .object({
    events: z.array(EventRecord).meta({ description: 'The events.' }),
    next_cursor: nextCursor,
  })
  .meta({
    id: 'EventList',
    description: 'Events: newest first; those of one session oldest first.',
  });
export type EventList = z.infer<typeof EventList>;

/** Documented: 24-hour aggregates of counts and risk distribution. The field names are decided here. */
export const EventStats = z
  .object({
    since: timestamp('Begin of the span, inclusive.'),
    until: timestamp('End of the span, inclusive.'),
    total_events: count('Events in the span.'),
    total_sessions: count('Sessions that these events belong to.'),
    decisions: dictionaryOf<number>(
      {
        is: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
        one: 'a count',
        many: 'counts',
        schema: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
      },
      'Events by decision.',
    ),
    risk_distribution: z
      .object({
        none: count('Scores 0–10.'),
        low: count('Scores 11–30.'),
        medium: count('Scores 31–55.'),
        high: count('Scores 56–80.'),
        critical: count('Scores 81–100.'),
      })
      .meta({ description: 'Events by risk band.' }),
    max_risk: riskScore('The highest score; 0 where there is none.'),
    avg_risk: riskScore('The mean score, rounded half up; 0 where there is none.'),
  })
  .meta({ id: 'EventStats', description: 'Counts and risk distribution over a span of time.' });
export type EventStats = z.infer<typeof EventStats>;
