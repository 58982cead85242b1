import type { Envelope } from '../../fanout/envelope.ts';
import type { PeekedMessage, Queue, Publication } from '../../fanout/index.ts';
import { plainReport } from '../queues/message-view.ts';
import type { QueuedMessage } from './state-schema.ts';

/** A message as a state holds it. */
export function toQueued({ body, ...message }: PeekedMessage<Envelope>): QueuedMessage {
  const common = {
    message_id: message.messageId,
    message_deduplication_id: message.messageDeduplicationId,
    sent_timestamp: Math.floor(message.sentTimestamp),
  };
  if (body.kind === 'event') return { ...common, kind: 'event', event: body.event };
  const { org_id, report, received_at } = body;
  return { ...common, kind: 'lifecycle', org_id, report: plainReport(report), received_at };
}

/**
 * The inverse.
 * @param source the queue that gave it up, for its dead-letter queue
 */
export function restored(message: QueuedMessage, source?: Queue<Envelope>): Publication<Envelope> {
  const { message_id, message_deduplication_id, sent_timestamp, kind } = message;
  return {
    message: {
      messageGroupId: kind === 'event' ? message.event.session_id : message.report.session_id,
      messageAttributes: { kind },
      body: bodyOf(message),
    },
    deduplicationId: message_deduplication_id,
    at: sent_timestamp,
    formerly: source && { queue: source, messageId: message_id },
  };
}

function bodyOf(message: QueuedMessage): Envelope {
  // Its trace stayed behind in the other run.
  if (message.kind === 'event') return { kind: 'event', event: message.event, trace: -1 };
  const { org_id, report, received_at } = message;
  return { kind: 'lifecycle', org_id, report, received_at };
}
