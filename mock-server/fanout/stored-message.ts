import type { Aged } from './age-order.ts';
import type { Delivery } from './delivery.ts';
import type { Intake } from './intake.ts';
import type { Linked } from './linked-list.ts';
import type { MessageGroup } from './message-group.ts';
import type { MessageAttributes } from './port.ts';
import type { Publication } from './publication.ts';

const NO_ATTRIBUTES: MessageAttributes = Object.freeze({});

/** A message in a queue, from its arrival until it is deleted, expires, or moves to another queue. */
export class StoredMessage<Body> implements Linked<StoredMessage<Body>>, Aged<StoredMessage<Body>> {
  /** The how-manyeth message of its queue it is. */
  readonly count: number;
  /** What it shares with its copies in other queues: there may be very many messages. */
  readonly publication: Publication<Body>;

  /** Its group; none as long as it is delayed. */
  group: MessageGroup<Body> | undefined = undefined;
  /** Its latest delivery; none as long as nobody has received it. */
  delivery: Delivery<Body> | undefined = undefined;

  // Its neighbours in its group, or among the delayed.
  previous: StoredMessage<Body> | undefined = undefined;
  next: StoredMessage<Body> | undefined = undefined;
  // Its neighbours among all messages of the queue.
  older: StoredMessage<Body> | undefined = undefined;
  newer: StoredMessage<Body> | undefined = undefined;

  readonly #intake: Intake;

  constructor(intake: Intake, count: number, publication: Publication<Body>) {
    this.#intake = intake;
    this.count = count;
    this.publication = publication;
  }

  get messageGroupId(): string {
    return this.publication.message.messageGroupId;
  }

  get messageDeduplicationId(): string {
    return this.publication.deduplicationId;
  }

  get messageAttributes(): MessageAttributes {
    return this.publication.message.messageAttributes ?? NO_ATTRIBUTES;
  }

  get body(): Body {
    return this.publication.message.body;
  }

  /** When it came into this queue, in epoch milliseconds. */
  get sentAt(): number {
    return this.publication.at;
  }

  /** What it was in the queue that gave it up, where this is a dead-letter queue. */
  get formerly(): Publication<Body>['formerly'] {
    return this.publication.formerly;
  }

  /** It keeps its id when it moves to a dead-letter queue (F41). */
  get messageId(): string {
    return this.formerly?.messageId ?? this.#intake.messageIdOf(this.count);
  }

  get isInFlight(): boolean {
    return this.delivery !== undefined && this.delivery.heapIndex >= 0;
  }

  get receiveCount(): number {
    return this.delivery === undefined ? 0 : this.delivery.approximateReceiveCount;
  }
}
