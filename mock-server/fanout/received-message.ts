import type { Delivery } from './delivery.ts';
import type { MessageAttributes, ReceivedMessage } from './port.ts';
import { sequenceNumber } from './sequence-number.ts';
import type { StoredMessage } from './stored-message.ts';

/**
 * What a consumer holds: a snapshot of one delivery. It stays as it is when the message is delivered
 * again, so that the handle of an earlier delivery cannot turn into that of a later one.
 */
export class ReceivedMessageSnapshot<Body> implements ReceivedMessage<Body> {
  readonly receiptHandle: string;
  readonly body: Body;
  readonly messageAttributes: MessageAttributes;
  readonly messageGroupId: string;
  readonly messageDeduplicationId: string;
  readonly sentTimestamp: number;
  readonly approximateReceiveCount: number;
  readonly approximateFirstReceiveTimestamp: number;
  declare readonly deadLetterQueueSource?: string;
  readonly #message: StoredMessage<Body>;

  constructor(delivery: Delivery<Body>) {
    const { message } = delivery;
    this.receiptHandle = delivery.receiptHandle;
    this.body = message.body;
    this.messageAttributes = message.messageAttributes;
    this.messageGroupId = message.messageGroupId;
    this.messageDeduplicationId = message.messageDeduplicationId;
    this.sentTimestamp = message.sentAt;
    this.approximateReceiveCount = delivery.receiveCount;
    this.approximateFirstReceiveTimestamp = delivery.firstReceivedAt;
    if (message.formerly !== undefined) this.deadLetterQueueSource = message.formerly.queue.name;
    this.#message = message;
  }

  // Texts are written out only when read: few consumers do.

  get messageId(): string {
    return this.#message.messageId;
  }

  get sequenceNumber(): string {
    return sequenceNumber(this.#message.count);
  }

  toJSON(): ReceivedMessage<Body> {
    return { ...this, messageId: this.messageId, sequenceNumber: this.sequenceNumber };
  }
}
