import type { Aged } from './age-order.ts';
import type { Delivery } from './delivery.ts';
import type { Intake } from './intake.ts';
import type { Linked } from './linked-list.ts';
import type { MessageGroup } from './message-group.ts';
import type { MessageAttributes, OutgoingMessage } from './port.ts';
import type { Queue } from './queue.ts';

const NO_ATTRIBUTES: MessageAttributes = Object.freeze({});

/** A message in a queue, from its arrival until it is deleted, expires, or moves to another queue. */
export class StoredMessage<Body> implements Linked<StoredMessage<Body>>, Aged<StoredMessage<Body>> {
  /** The how-manyeth message of its queue it is. */
  readonly count: number;
  readonly messageGroupId: string;
  readonly messageDeduplicationId: string;
  readonly messageAttributes: MessageAttributes;
  readonly body: Body;
  /** When it came into this queue, in epoch milliseconds. */
  readonly sentAt: number;
  /** What it was in the queue that gave it up, where this is a dead-letter queue. */
  formerly: { readonly queue: Queue<Body>; readonly messageId: string } | undefined = undefined;

  /** Its group; none as long as it is delayed. */
  group: MessageGroup<Body> | undefined = undefined;
  /** How it is being delivered; none as long as nobody has received it. */
  delivery: Delivery<Body> | undefined = undefined;

  // Its neighbours in its group, or among the delayed.
  previous: StoredMessage<Body> | undefined = undefined;
  next: StoredMessage<Body> | undefined = undefined;
  // Its neighbours among all messages of the queue.
  older: StoredMessage<Body> | undefined = undefined;
  newer: StoredMessage<Body> | undefined = undefined;

  readonly #intake: Intake;

  constructor(
    intake: Intake,
    count: number,
    message: OutgoingMessage<Body>,
    messageDeduplicationId: string,
    sentAt: number,
  ) {
    this.#intake = intake;
    this.count = count;
    this.messageGroupId = message.messageGroupId;
    this.messageDeduplicationId = messageDeduplicationId;
    this.messageAttributes = message.messageAttributes ?? NO_ATTRIBUTES;
    this.body = message.body;
    this.sentAt = sentAt;
  }

  /** It keeps its id when it moves to a dead-letter queue (F41). */
  get messageId(): string {
    return this.formerly?.messageId ?? this.#intake.messageIdOf(this.count);
  }

  get isInFlight(): boolean {
    return this.delivery !== undefined && this.delivery.heapIndex >= 0;
  }

  get receiveCount(): number {
    return this.delivery === undefined ? 0 : this.delivery.receiveCount;
  }
}
