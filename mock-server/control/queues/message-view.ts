import type { QuintEvent } from '../../../spec/schemas/event.ts';
import type { SessionReport } from '../../../spec/schemas/lifecycle.ts';
import { orgOf, type Envelope } from '../../fanout/envelope.ts';
import type { PeekedMessage } from '../../fanout/index.ts';
import { utcOf } from '../../instant.ts';

/** A message as it stands in a queue. Times are UTC, by the server's clock. */
export interface MessageView {
  readonly message_id: string;
  readonly org_id: string;
  /** The `MessageGroupId`. */
  readonly session_id: string;
  readonly kind: Envelope['kind'];
  /** `null` for a report on a session. */
  readonly event_id: string | null;
  readonly message_deduplication_id: string;
  readonly sequence_number: string;
  /** When it came into this queue. */
  readonly sent_at: string;
  /** How often it has been received from this queue. */
  readonly receive_count: number;
  /** The queue that gave it up, where this one is its dead-letter queue. */
  readonly dead_letter_source: string | null;
  readonly state: 'waiting' | 'in_flight' | 'delayed';
  /** Why a receive would not get it now; `null` when it would. */
  readonly reason: string | null;
  /** The message id of what is in flight before it in its group. */
  readonly blocked_by: string | null;
  /** When that ends by itself. */
  readonly until: string | null;
  /** The event or the report. */
  readonly body: QuintEvent | SessionReport;
}

/** The states of a message, as they are shown. */
export const STATES = { visible: 'waiting', inFlight: 'in_flight', delayed: 'delayed' } as const;

export function messageView(message: PeekedMessage<Envelope>): MessageView {
  const { body, withheld } = message;
  return {
    message_id: message.messageId,
    org_id: orgOf(body),
    session_id: message.messageGroupId,
    kind: body.kind,
    event_id: body.kind === 'event' ? body.event.event_id : null,
    message_deduplication_id: message.messageDeduplicationId,
    sequence_number: message.sequenceNumber,
    sent_at: utcOf(message.sentTimestamp),
    receive_count: message.approximateReceiveCount,
    dead_letter_source: message.deadLetterQueueSource ?? null,
    state: STATES[message.state],
    reason: whyNot(message),
    blocked_by: withheld?.blockedBy?.messageId ?? null,
    until: withheld ? utcOf(withheld.until) : null,
    body: body.kind === 'event' ? body.event : plainReport(body.report),
  };
}

/**
 * What a report says. Its unknown fields other than text are kept by nobody, and may be nested too deep
 * to be written out.
 */
export function plainReport(report: SessionReport): SessionReport {
  const said = Object.entries(report).filter(
    ([, value]) => value === null || typeof value === 'string',
  );
  return Object.fromEntries(said) as SessionReport;
}

/** Says why a receive would not get a message now; `null` when it would. */
export function whyNot(message: PeekedMessage<Envelope>): string | null {
  const { withheld } = message;
  if (!withheld) return null;
  const until = utcOf(withheld.until);
  if (withheld.reason === 'delayed') return `is delayed until ${until}`;
  const { reason, blockedBy } = withheld;
  const before = blockedBy && `message ${blockedBy.messageId} (${contentOf(blockedBy.body)})`;
  if (reason === 'groupBlocked') {
    return `group ${message.messageGroupId} is blocked by ${before} in flight until ${until}`;
  }
  const behind = before ? `, behind ${before} of group ${message.messageGroupId}` : '';
  return `is in flight until ${until}${behind}`;
}

/** Says what a message carries. */
export function contentOf(body: Envelope): string {
  return body.kind === 'event' ? `event ${body.event.event_id}` : 'a session report';
}
