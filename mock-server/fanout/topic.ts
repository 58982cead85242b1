import type { Clock } from '../clock/clock.ts';
import { systemClock } from '../clock/system-clock.ts';
import { hashOf } from '../hash.ts';
import { DEFAULT_DEDUPLICATION_LIMIT, Intake } from './intake.ts';
import { countingIds, randomUuid } from './message-ids.ts';
import { checkedDeduplicationId } from './outgoing-message.ts';
import type {
  OutgoingBatchEntry,
  OutgoingMessage,
  SendBatchResult,
  SendResult,
  TopicPort,
} from './port.ts';
import type { HashedPublication } from './publication.ts';
import type { Queue } from './queue.ts';
import { sendEach, SentMessage } from './send-result.ts';
import { Subscription, type SubscriptionOptions } from './subscription.ts';
import { requireNamedBatch, requireSameClock, requireWholeNumber } from './validation.ts';

/** How a topic behaves. */
export interface TopicOptions {
  /** @default 'topic' */
  readonly name?: string;
  /** @default the system's time */
  readonly clock?: Clock;
  /**
   * Gives a UUID, once. It is that of all messages, but for its last twelve digits, which count.
   *
   * @default crypto.randomUUID
   */
  readonly createMessageId?: () => string;
  /** Whether a message without a deduplication id gets the SHA-256 of its body (F10). @default false */
  readonly contentBasedDeduplication?: boolean;
  /** Whether the same id in another group is a duplicate (F46). @default 'Topic': it is */
  readonly fifoThroughputScope?: 'Topic' | 'MessageGroup';
  /**
   * The most deduplication ids that are remembered at once, 1–10000000. The oldest fall off; those
   * whose five minutes are not over are counted in the topic's statistics.
   *
   * @default 250000
   */
  readonly deduplicationLimit?: number;
}

/** What has happened in a topic since it was made, named as CloudWatch's metrics where it has them. */
export interface TopicStatistics {
  readonly NumberOfMessagesPublished: number;
  readonly NumberOfDeduplicatedMessages: number;
  readonly NumberOfNotificationsDelivered: number;
  readonly NumberOfNotificationsFilteredOut: number;
  /** Notifications whose queue was gone and that went to the subscription's dead-letter queue. */
  readonly NumberOfNotificationsRedrivenToDlq: number;
  /** Notifications whose queue was gone, with or without a dead-letter queue (F54). */
  readonly NumberOfNotificationsFailed: number;
  /** Deduplication ids that fell off the memory before their five minutes were over. */
  readonly NumberOfDeduplicationIdsForgotten: number;
}

/**
 * A FIFO topic in memory, with the semantics of SNS FIFO (contract.md §6; F45–F54). A message that
 * `publish` has accepted is in every queue whose subscription wants it.
 */
export class Topic<Body = unknown> implements TopicPort<Body> {
  readonly name: string;
  /** Where it gets its time from: the same as its queues. */
  readonly clock: Clock;
  readonly #contentBasedDeduplication: boolean;
  readonly #intake: Intake;
  readonly #subscriptions = new Set<Subscription<Body>>();

  /** @throws FifoError `InvalidAttributeValue` for an option outside its range. */
  constructor(options: TopicOptions = {}) {
    const { deduplicationLimit = DEFAULT_DEDUPLICATION_LIMIT } = options;
    requireWholeNumber(
      'InvalidAttributeValue',
      'deduplicationLimit',
      deduplicationLimit,
      1,
      10_000_000,
    );
    this.name = options.name ?? 'topic';
    this.clock = options.clock ?? systemClock;
    this.#contentBasedDeduplication = options.contentBasedDeduplication ?? false;
    this.#intake = new Intake({
      perGroup: options.fifoThroughputScope === 'MessageGroup',
      deduplicationLimit,
      messageIdOf: countingIds(options.createMessageId ?? randomUuid),
    });
  }

  /**
   * Subscribes a queue to what is published from now on. Subscriptions do not know of each other: one
   * whose consumer fails holds up no other (F50).
   *
   * @throws FifoError `InvalidParameter` for a filter policy that SNS does not know;
   * `InvalidAttributeValue` for a queue with another clock.
   */
  subscribe(queue: Queue<Body>, options: SubscriptionOptions<Body> = {}): Subscription<Body> {
    requireSameClock(this, queue);
    if (options.deadLetterQueue !== undefined) requireSameClock(this, options.deadLetterQueue);
    const subscription = new Subscription(queue, options, () => {
      this.#subscriptions.delete(subscription);
    });
    this.#subscriptions.add(subscription);
    return subscription;
  }

  /**
   * Publishes one message.
   *
   * @throws FifoError `InvalidParameter` (F45).
   */
  async publish(message: OutgoingMessage<Body>): Promise<SendResult> {
    const now = this.clock.now();
    const fresh: HashedPublication<Body>[] = [];
    const result = this.#accept(undefined, message, now, fresh);
    this.#deliver(fresh, now);
    return result;
  }

  /**
   * Publishes 1–10 messages, in order. What is wrong with one of them is told in `failed` (F52).
   *
   * @throws FifoError for what is wrong with the batch: `EmptyBatchRequest`,
   * `TooManyEntriesInBatchRequest`, `InvalidBatchEntryId`, `BatchEntryIdsNotDistinct` (F37).
   */
  async publishBatch(entries: readonly OutgoingBatchEntry<Body>[]): Promise<SendBatchResult> {
    requireNamedBatch(entries);
    const now = this.clock.now();
    const fresh: HashedPublication<Body>[] = [];
    const result = sendEach(entries, (entry) => this.#accept(entry.id, entry, now, fresh));
    this.#deliver(fresh, now);
    return result;
  }

  /** What has happened so far; notifications are those of the subscriptions that there are now. */
  async statistics(): Promise<TopicStatistics> {
    const subscriptions = [...this.#subscriptions];
    const sum = (count: (subscription: Subscription<Body>) => number): number =>
      subscriptions.reduce((total, subscription) => total + count(subscription), 0);
    return {
      NumberOfMessagesPublished: this.#intake.accepted,
      NumberOfDeduplicatedMessages: this.#intake.duplicates,
      NumberOfNotificationsDelivered: sum(({ delivered }) => delivered),
      NumberOfNotificationsFilteredOut: sum(({ filteredOut }) => filteredOut),
      NumberOfNotificationsRedrivenToDlq: sum(({ redriven }) => redriven),
      NumberOfNotificationsFailed: sum(({ failed }) => failed),
      NumberOfDeduplicationIdsForgotten: this.#intake.forgotten,
    };
  }

  /**
   * Starts the deduplication window anew, as a reset of the server does.
   *
   * @param idPrefix Only for the deduplication ids that begin with it. @default for all
   */
  async forgetDuplicates(idPrefix?: string): Promise<void> {
    this.#intake.forget(idPrefix);
  }

  /** Deduplicates here first (F46); what is new goes into `fresh`. */
  #accept<Id extends string | undefined>(
    entryId: Id,
    message: OutgoingMessage<Body>,
    now: number,
    fresh: HashedPublication<Body>[],
  ): SentMessage<Id> {
    const { messageGroupId } = message;
    const deduplicationId = checkedDeduplicationId(message, this.#contentBasedDeduplication, 'SNS');
    const hash = hashOf(deduplicationId);
    const original = this.#intake.recall(messageGroupId, deduplicationId, hash, now);
    if (original !== undefined) return new SentMessage(entryId, this.#intake, original, true);
    const count = this.#intake.accept(messageGroupId, deduplicationId, hash, now);
    fresh.push({ message, deduplicationId, at: now, hash });
    return new SentMessage(entryId, this.#intake, count, false);
  }

  #deliver(publications: readonly HashedPublication<Body>[], now: number): void {
    if (publications.length === 0) return;
    for (const subscription of this.#subscriptions) subscription.deliver(publications, now);
  }
}
