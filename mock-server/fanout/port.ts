/**
 * What the rooms of the server may ask of a topic and of a queue: asynchronous, batch-shaped, with
 * acknowledgement, in AWS's vocabulary. The in-memory {@link Topic} and {@link Queue} are the
 * embedded engines; an SNS topic and an SQS queue can stand in their place.
 */

/** The value of a message attribute. */
export type MessageAttributeValue =
  | string
  | number
  | boolean
  | readonly (string | number | boolean)[];

/** What filter policies look at without opening the body. */
export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

/** One message to publish or send. */
export interface OutgoingMessage<Body> {
  /** Messages of one group keep their order (F18). 1–128 characters `!`–`~` (F2). */
  readonly messageGroupId: string;
  /**
   * A second message with this id within 5 minutes of the first is accepted and not delivered (F7).
   * 1–128 characters `!`–`~` (F3).
   *
   * @default the SHA-256 of the body, where `contentBasedDeduplication` is on (F10)
   */
  readonly messageDeduplicationId?: string;
  /** @default {} */
  readonly messageAttributes?: MessageAttributes;
  /** Kept by reference: whoever sends it must not change it afterwards. */
  readonly body: Body;
}

/** One message to send to a queue. */
export interface SendMessageRequest<Body> extends OutgoingMessage<Body> {
  /** A FIFO queue delays all messages or none: anything but 0 is refused (F6). @default 0 */
  readonly delaySeconds?: number;
}

/** One message of a batch to send to a queue. */
export interface SendMessageBatchEntry<Body> extends SendMessageRequest<Body> {
  /** Names the entry in the answer. 1–80 of `A–Z a–z 0–9 - _`, distinct within the batch (F37). */
  readonly id: string;
}

/** One message of a batch to publish. */
export interface OutgoingBatchEntry<Body> extends OutgoingMessage<Body> {
  /** Names the entry in the answer. 1–80 of `A–Z a–z 0–9 - _`, distinct within the batch (F37). */
  readonly id: string;
}

/** An accepted message. */
export interface SendResult {
  readonly messageId: string;
  /** 20 decimal digits; grows with every message of a group, with gaps (F39). */
  readonly sequenceNumber: string;
  /**
   * Present when the engine knew the message as a duplicate: it was not delivered again, and the
   * other two fields are those of the original (F8). An extra of the in-memory engine; AWS does not
   * tell.
   */
  readonly duplicate?: true;
}

/** An accepted message of a batch. */
export interface SendBatchResultEntry extends SendResult {
  readonly id: string;
}

/** A refused entry of a batch. The other entries are not touched by it. */
export interface BatchResultErrorEntry {
  /** The entry's `id`; its receipt handle where the entries are handles. */
  readonly id: string;
  readonly code: string;
  readonly message: string;
  /** Whether the sender must change something before it tries again. */
  readonly senderFault: boolean;
}

/** The outcome of a batch, entry by entry, each list in the order of the request. */
export interface SendBatchResult {
  readonly successful: readonly SendBatchResultEntry[];
  readonly failed: readonly BatchResultErrorEntry[];
}

/** What names a delivery to acknowledge: its receipt handle, or the received message that carries it. */
export type Acknowledged = string | { readonly receiptHandle: string };

/** The outcome of a batch of deletions. */
export interface DeleteBatchResult {
  /** Those of the request whose messages are gone. */
  readonly successful: readonly Acknowledged[];
  readonly failed: readonly BatchResultErrorEntry[];
}

/** How to receive. */
export interface ReceiveOptions {
  /** At most this many messages, 1–10. @default 1 */
  readonly maxNumberOfMessages?: number;
  /** Seconds for which the messages are in flight, 0–43200 (F28). @default the queue's own */
  readonly visibilityTimeout?: number;
  /** Seconds to wait for a message when there is none, 0–20 (F32). @default the queue's own */
  readonly waitTimeSeconds?: number;
  /**
   * A receive that repeats this id within 5 minutes gets the same messages and handles again, as
   * long as all of them are still in flight and untouched, and restarts their visibility timeout
   * (F31). Otherwise it is a receive like any other. 1–128 characters `!`–`~`.
   */
  readonly receiveRequestAttemptId?: string;
  /** Ends the waiting: the receive then resolves with `[]`, and no message is in flight for it. */
  readonly signal?: AbortSignal;
}

/** One delivery of a message. A later delivery of the same message is another object. */
export interface ReceivedMessage<Body> {
  readonly messageId: string;
  /** Acknowledges this very delivery; new at every receive (F30). */
  readonly receiptHandle: string;
  readonly body: Body;
  readonly messageAttributes: MessageAttributes;
  readonly messageGroupId: string;
  readonly messageDeduplicationId: string;
  /** 20 decimal digits; grows with every message of a group, with gaps (F39). */
  readonly sequenceNumber: string;
  /** When the message came into this queue, in epoch milliseconds. */
  readonly sentTimestamp: number;
  /** How often the message has been received from this queue, this time included. */
  readonly approximateReceiveCount: number;
  /** When the message was first received from this queue, in epoch milliseconds. */
  readonly approximateFirstReceiveTimestamp: number;
  /** The name of the queue that gave the message up, where this is its dead-letter queue. */
  readonly deadLetterQueueSource?: string | undefined;
}

/** The state of a queue, named as the attributes and the CloudWatch metrics of SQS. */
export interface QueueAttributes {
  /** Messages that a consumer can or will get, those of blocked groups included (F34). */
  readonly ApproximateNumberOfMessages: number;
  /** Messages in flight. */
  readonly ApproximateNumberOfMessagesNotVisible: number;
  /** Messages whose delay has not passed. */
  readonly ApproximateNumberOfMessagesDelayed: number;
  /** Whole seconds since the oldest message came in; 0 when there is none. */
  readonly ApproximateAgeOfOldestMessage: number;
  readonly VisibilityTimeout: number;
  readonly DelaySeconds: number;
  readonly MessageRetentionPeriod: number;
  readonly ReceiveMessageWaitTimeSeconds: number;
  readonly FifoQueue: true;
  readonly ContentBasedDeduplication: boolean;
  readonly DeduplicationScope: 'queue' | 'messageGroup';
  readonly RedrivePolicy?: { readonly deadLetterTarget: string; readonly maxReceiveCount: number };
}

/** Moves the messages of a dead-letter queue. */
export interface MessageMoveTask {
  readonly taskHandle: string;
  readonly status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  readonly approximateNumberOfMessagesMoved: number;
  readonly approximateNumberOfMessagesToMove: number;
  /** Epoch milliseconds. */
  readonly startedTimestamp: number;
  /** Why the status is `FAILED`. */
  readonly failureReason?: string;
}

/** A FIFO topic. */
export interface TopicPort<Body> {
  publish(message: OutgoingMessage<Body>): Promise<SendResult>;
  publishBatch(entries: readonly OutgoingBatchEntry<Body>[]): Promise<SendBatchResult>;
}

/** A FIFO queue. */
export interface QueuePort<Body> {
  readonly name: string;
  sendMessage(message: SendMessageRequest<Body>): Promise<SendResult>;
  sendMessageBatch(entries: readonly SendMessageBatchEntry<Body>[]): Promise<SendBatchResult>;
  receiveMessages(options?: ReceiveOptions): Promise<ReceivedMessage<Body>[]>;
  deleteMessage(receiptHandle: string): Promise<void>;
  deleteMessageBatch(messages: readonly Acknowledged[]): Promise<DeleteBatchResult>;
  changeMessageVisibility(receiptHandle: string, visibilityTimeout: number): Promise<void>;
  purge(): Promise<void>;
  attributes(): Promise<QueueAttributes>;
}
