import * as z from 'zod';
import { Alert } from '../../../spec/schemas/alert.ts';
import { QuintEvent } from '../../../spec/schemas/event.ts';
import { SessionReport } from '../../../spec/schemas/lifecycle.ts';
import { riskScore, sessionId, text, timestamp, uuid } from '../../../spec/schemas/primitives.ts';
import { SessionState } from '../../../spec/schemas/session-state.ts';
import { TokenType } from '../../../spec/schemas/token.ts';
import { QUEUES } from '../../processing/queue-names.ts';
import { LATEST_MS } from '../clock-control.ts';
import { OrgId } from '../org-id.ts';

// What `state` exports. The rows are those of the store, so that nothing is lost between the two.

const utcTime = timestamp('In UTC.').regex(/Z$/, 'must be in UTC, with Z');
const sequenceNumber = z
  .string()
  .regex(/^[0-9]{20}$/, 'must be 20 decimal digits')
  .refine((digits) => Number(digits) <= Number.MAX_SAFE_INTEGER, {
    message: 'leaves no room for the messages to come',
  });
const epochMs = z.int().min(0).max(LATEST_MS);

const stampedEvent = QuintEvent.safeExtend({ org_id: OrgId });

const action = z.strictObject({ event: stampedEvent, risk_score: riskScore('The score.') });

const session = z.strictObject({
  org_id: OrgId,
  id: sessionId('The session.'),
  session_name: z.string().optional(),
  model: z.string().optional(),
  signing_id: z.string().optional(),
  platform: z.string().optional(),
  reported_parent_id: sessionId('As reported.').nullable().optional(),
  parent_id: sessionId('The parent.').nullable(),
  state: SessionState,
  started_at: utcTime,
  ended_at: utcTime.nullable(),
  state_from: z.strictObject({ at: utcTime, sequenceNumber }).optional(),
});

const alert = z.strictObject({ ...Alert.shape, org_id: OrgId, created_at: utcTime });

const ruleMatch = z.strictObject({
  org_id: OrgId,
  rule_id: z.string(),
  session_id: sessionId('The session.'),
  event_id: uuid('The event.'),
  at: utcTime,
  fired: z.boolean(),
});

const machine = z.strictObject({
  org_id: OrgId,
  id: uuid('The machine.'),
  fingerprint: text('What the machine calls itself.'),
});

const apiToken = z.strictObject({
  id: uuid('The token.'),
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex'),
  org_id: OrgId,
  type: TokenType,
  name: z.string(),
  created_at: utcTime,
  expires_at: utcTime.nullable(),
  last_used_at: utcTime.nullable(),
  revoked_at: utcTime.nullable(),
  spent_at: utcTime.nullable(),
  rotated_at: utcTime.nullable(),
});

const message = {
  message_id: z.string().min(1).max(128),
  message_deduplication_id: z.string().regex(/^[!-~]{1,128}$/, 'must be 1–128 ASCII characters'),
  /** Epoch milliseconds. */
  sent_timestamp: epochMs,
};

const queuedMessage = z.discriminatedUnion('kind', [
  z.strictObject({ ...message, kind: z.literal('event'), event: stampedEvent }),
  z.strictObject({
    ...message,
    kind: z.literal('lifecycle'),
    org_id: OrgId,
    report: SessionReport,
    received_at: utcTime,
  }),
]);

const queue = z.strictObject({
  /** The one with a processor. */
  name: z.enum(QUEUES),
  last_sequence_number: sequenceNumber,
  /** Oldest first, those in flight included. */
  messages: z.array(queuedMessage),
  dead_letters: z.array(queuedMessage),
});

/** Everything that a server knows, but for raw tokens, journal, traces, faults and what it counts. */
export const State = z.strictObject({
  format: z.literal('quint-mock-state'),
  version: z.literal(1),
  clock: z.strictObject({ epoch_ms: epochMs, frozen: z.boolean() }),
  tables: z.strictObject({
    actions: z.array(action),
    sessions: z.array(session),
    alerts: z.array(alert),
    rule_matches: z.array(ruleMatch),
    machines: z.array(machine),
    api_tokens: z.array(apiToken),
  }),
  queues: z.array(queue),
});
export type State = z.infer<typeof State>;
export type QueuedMessage = z.infer<typeof queuedMessage>;
