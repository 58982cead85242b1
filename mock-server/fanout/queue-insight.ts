import type { MessageAttributes } from './port.ts';
import { sequenceNumber } from './sequence-number.ts';
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
  readonly messageAttributes: MessageAttributes;
  readonly messageGroupId: string;
  readonly messageDeduplicationId: string;
  readonly sequenceNumber: string;
  readonly sentTimestamp: number;
  readonly approximateReceiveCount: number;
  /** The name of the queue that gave the message up, where this is its dead-letter queue. */
  readonly deadLetterQueueSource?: string;
  /** Why a receive would not get it now; absent when it would. */
  readonly withheld?: Withheld<Body>;
}

/** Why a message is not deliverable. */
export interface Withheld<Body> {
  /** `groupBlocked`: a message before it in its group is in flight (F19, F25). */
  readonly reason: 'inFlight' | 'groupBlocked' | 'delayed';
  /** When that ends by itself, in epoch milliseconds. */
  readonly until: number;
  /** The message in flight, before it in its group, that a consumer has to be done with first. */
  readonly blockedBy?: PeekedMessage<Body>;
}

/** Looks at a message of a queue that delays by so many milliseconds. */
export function peek<Body>(message: StoredMessage<Body>, delayMs: number): PeekedMessage<Body> {
  const withheld = withheldBy(message, delayMs);
  return {
    state: message.group === undefined ? 'delayed' : message.isInFlight ? 'inFlight' : 'visible',
    messageId: message.messageId,
    body: message.body,
    messageAttributes: message.messageAttributes,
    messageGroupId: message.messageGroupId,
    messageDeduplicationId: message.messageDeduplicationId,
    sequenceNumber: sequenceNumber(message.count),
    sentTimestamp: message.sentAt,
    approximateReceiveCount: message.receiveCount,
    ...(message.formerly && { deadLetterQueueSource: message.formerly.queue.name }),
    ...(withheld && { withheld }),
  };
}

function withheldBy<Body>(
  message: StoredMessage<Body>,
  delayMs: number,
): Withheld<Body> | undefined {
  const { group } = message;
  if (group === undefined) return { reason: 'delayed', until: message.sentAt + delayMs };
  if (message.isInFlight) {
    const first = group.first!;
    const isBehind = first !== message && first.isInFlight;
    return {
      reason: 'inFlight',
      until: message.delivery!.dueAt,
      ...(isBehind && { blockedBy: peek(first, delayMs) }),
    };
  }
  // What blocks a group stands at its front, so the walk is short however long the group is.
  let before = group.first!;
  while (before !== message && !before.isInFlight) before = before.next!;
  if (before === message) return undefined;
  const until = before.delivery!.dueAt;
  return { reason: 'groupBlocked', until, blockedBy: peek(before, delayMs) };
}
