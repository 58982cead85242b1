import type { Deadline } from '../clock/deadline-heap.ts';
import type { MessageAttributes, ReceivedMessage } from './port.ts';
import { sequenceNumber } from './sequence-number.ts';
import type { StoredMessage } from './stored-message.ts';

/**
 * One delivery of a message, which is what its receiver holds. A later one is another object, so that
 * the handle of an earlier delivery cannot turn into that of a later one. What few receivers read, the
 * texts above all, is made when it is read.
 */
export class Delivery<Body> implements ReceivedMessage<Body>, Deadline {
  readonly message: StoredMessage<Body>;
  /** The message's place in the {@link ReceiptTable}. */
  readonly slot: number;
  readonly approximateReceiveCount: number;
  readonly receivedAt: number;
  /** When its visibility timeout ends, in epoch milliseconds. */
  dueAt: number;
  /** −1 unless the message is in flight by this delivery. */
  heapIndex = -1;
  readonly #first: Delivery<Body>;

  /** @param earlier The delivery before this one, if it is not the first. */
  constructor(
    message: StoredMessage<Body>,
    earlier: Delivery<Body> | undefined,
    slot: number,
    now: number,
    dueAt: number,
  ) {
    this.message = message;
    this.slot = slot;
    this.approximateReceiveCount = earlier === undefined ? 1 : earlier.approximateReceiveCount + 1;
    this.receivedAt = now;
    this.dueAt = dueAt;
    this.#first = earlier === undefined ? this : earlier.#first;
  }

  /** Of two visibility timeouts that end together, the older message's ends first. */
  get order(): number {
    return this.message.count;
  }

  get messageId(): string {
    return this.message.messageId;
  }

  /** Acknowledges this very delivery, and none before or after it (F30). */
  get receiptHandle(): string {
    return `${this.slot}#${this.message.count}#${this.approximateReceiveCount}`;
  }

  get body(): Body {
    return this.message.body;
  }

  get messageAttributes(): MessageAttributes {
    return this.message.messageAttributes;
  }

  get messageGroupId(): string {
    return this.message.messageGroupId;
  }

  get messageDeduplicationId(): string {
    return this.message.messageDeduplicationId;
  }

  get sequenceNumber(): string {
    return sequenceNumber(this.message.count);
  }

  get sentTimestamp(): number {
    return this.message.sentAt;
  }

  get approximateFirstReceiveTimestamp(): number {
    return this.#first.receivedAt;
  }

  get deadLetterQueueSource(): string | undefined {
    return this.message.formerly?.queue.name;
  }

  toJSON(): ReceivedMessage<Body> {
    const { deadLetterQueueSource } = this;
    return {
      messageId: this.messageId,
      receiptHandle: this.receiptHandle,
      body: this.body,
      messageAttributes: this.messageAttributes,
      messageGroupId: this.messageGroupId,
      messageDeduplicationId: this.messageDeduplicationId,
      sequenceNumber: this.sequenceNumber,
      sentTimestamp: this.sentTimestamp,
      approximateReceiveCount: this.approximateReceiveCount,
      approximateFirstReceiveTimestamp: this.approximateFirstReceiveTimestamp,
      ...(deadLetterQueueSource !== undefined && { deadLetterQueueSource }),
    };
  }
}
