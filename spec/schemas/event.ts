import * as z from 'zod';
import { EVENT } from '../examples.ts';
import { ACTION_TYPES, DECISIONS, PLATFORMS, SOURCES } from '../known-values.ts';
import { LIMITS } from '../limits.ts';
import { Labels } from './labels.ts';
import { openString, riskScore, sessionId, text, timestamp, uuid } from './primitives.ts';

/**
 * One captured event, schema v2. Documented: the twelve fields of the wire format. Decided
 * (contract.md §2): which of them are required, `risk_score`, and that unknown fields are accepted,
 * kept and handed on, since the product speaks of about thirty.
 */
export const QuintEvent = z
  .looseObject({
    schema_version: z.literal(2).meta({ type: 'integer', enum: [2], description: 'Always 2.' }),
    event_id: uuid(
      'Identifies the event within its org; sending it again changes nothing. Compared without regard to case.',
    ),
    timestamp: timestamp('When it happened, RFC 3339.'),
    source: openString(SOURCES, 'The collector that produced the event.'),
    platform: openString(PLATFORMS, 'The agent platform.'),
    action_type: openString(ACTION_TYPES, 'What the agent did.'),
    session_id: sessionId('The session it belongs to; events of one session stay in order.'),
    agent_id: text('The agent, for example `ne-pid-59247`.'),
    tool_name: text('The tool that was called.').optional(),
    arguments_json: text(
      "The tool's arguments as JSON text. Handed on as it is, even when it is not valid JSON.",
    ).optional(),
    decision: openString(DECISIONS, 'What the policy decided.').optional(),
    labels: Labels.optional(),
    risk_score: riskScore('0–100. Scored by the pipeline when absent.').optional(),
  })
  .meta({
    id: 'QuintEvent',
    description: `One captured event, schema v2. Unknown fields are kept; they may be nested ${LIMITS.nestingDepth} levels deep.`,
    examples: [EVENT],
  });
export type QuintEvent = z.infer<typeof QuintEvent>;
