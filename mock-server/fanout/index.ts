/**
 * A FIFO topic and FIFO queues in memory. `F20` and the like cite docs/fifo-semantics.md.
 * @module
 */
export { type Consumer, type ConsumerOptions, startConsumer } from './consumer.ts';
export { FifoError, type FifoErrorCode } from './fifo-error.ts';
export type { FilterCondition, FilterPolicy } from './filter-policy.ts';
export type { MoveOptions } from './message-moves.ts';
export type {
  Acknowledged,
  BatchResultErrorEntry,
  DeleteBatchResult,
  MessageAttributes,
  MessageAttributeValue,
  MessageMoveTask,
  OutgoingBatchEntry,
  OutgoingMessage,
  QueueAttributes,
  QueuePort,
  ReceivedMessage,
  ReceiveOptions,
  SendBatchResult,
  SendBatchResultEntry,
  SendMessageBatchEntry,
  SendMessageRequest,
  SendResult,
  TopicPort,
} from './port.ts';
export type { QueueOptions } from './queue-options.ts';
export type { PeekedMessage, QueueStatistics, Withheld } from './queue-insight.ts';
export { Queue } from './queue.ts';
export type { Publication } from './publication.ts';
export type { Subscription, SubscriptionOptions } from './subscription.ts';
export { Topic, type TopicOptions, type TopicStatistics } from './topic.ts';
