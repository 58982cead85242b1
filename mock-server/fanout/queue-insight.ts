import type { StoredMessage } from './stored-message.ts';

/** What has happened in a queue since it was made, named as CloudWatch's metrics where it has them. */
export interface QueueStatistics {
  readonly NumberOfMessagesSent: number;
  /** Deliveries: a message that is delivered twice counts twice. */
  readonly NumberOfMessagesReceived: number;
  readonly NumberOfMessagesDeleted: number;
  readonly NumberOfDeduplicatedSentMessages: number;
  readonly NumberOfMessagesMovedToDeadLetterQueue: number;
  /** Messages that outlived the retention period. */
  readonly NumberOfMessagesExpired: number;
  /** Deduplication ids that fell off the memory before their five minutes were over. */
  readonly NumberOfDeduplicationIdsForgotten: number;
}

/** A message as it stands in a queue, without being received. */
export interface PeekedMessage<Body> {
  readonly state: 'visible' | 'inFlight' | 'delayed';
  readonly messageId: string;
  readonly body: Body;
  readonly messageGroupId: string;
  readonly messageDeduplicationId: string;
  readonly sentTimestamp: number;
  readonly approximateReceiveCount: number;
}

/** Looks at a message. */
export function peek<Body>(message: StoredMessage<Body>): PeekedMessage<Body> {
  return {
    state: message.group === undefined ? 'delayed' : message.isInFlight ? 'inFlight' : 'visible',
    messageId: message.messageId,
    body: message.body,
    messageGroupId: message.messageGroupId,
    messageDeduplicationId: message.messageDeduplicationId,
    sentTimestamp: message.sentAt,
    approximateReceiveCount: message.receiveCount,
  };
}
