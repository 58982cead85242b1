import type { Clock } from '../clock/clock.ts';
import { Alarm } from '../clock/alarm.ts';
import { FifoError } from './fifo-error.ts';
import { hashOf } from '../hash.ts';
import { Intake } from './intake.ts';
import { LongPolls } from './long-polls.ts';
import { countingIds } from './message-ids.ts';
import { MessageLedger } from './message-ledger.ts';
import { MessageMoves, type MoveOptions } from './message-moves.ts';
import { checkedDeduplicationId } from './outgoing-message.ts';
import type {
  Acknowledged,
  BatchResultErrorEntry,
  DeleteBatchResult,
  MessageMoveTask,
  QueueAttributes,
  QueuePort,
  ReceivedMessage,
  ReceiveOptions,
  SendBatchResult,
  SendMessageBatchEntry,
  SendMessageRequest,
  SendResult,
} from './port.ts';
import type { HashedPublication, Publication } from './publication.ts';
import { queueSettings, type QueueOptions, type QueueSettings } from './queue-options.ts';
import { peek, type PeekedMessage, type QueueStatistics } from './queue-insight.ts';
import { handleOf } from './receipt-table.ts';
import { ReceiveAttempts } from './receive-attempts.ts';
import { type ReceiveRequest, receiveRequest } from './receive-request.ts';
import { refusal, sendEach, SentMessage } from './send-result.ts';
import { countOf, sequenceNumber } from './sequence-number.ts';
import { StoredMessage } from './stored-message.ts';
import {
  LONGEST_VISIBILITY_SECONDS,
  requireBatch,
  requireNamedBatch,
  requireSameClock,
  requireWholeNumber,
} from './validation.ts';

/**
 * A FIFO queue in memory, with the semantics of SQS FIFO (contract.md §6; F2–F44): strict order
 * within a message group, at most one batch of a group in flight, five minutes of deduplication.
 *
 * Nothing happens in the background: what time brings about is caught up with at the next request,
 * and a timer runs only while somebody waits for it.
 */
export class Queue<Body = unknown> implements QueuePort<Body> {
  readonly name: string;
  /** Where it gets its time from: the same as its topic and its dead-letter queue. */
  readonly clock: Clock;
  readonly #settings: QueueSettings<Body>;
  readonly #intake: Intake;
  readonly #ledger: MessageLedger<Body>;
  readonly #attempts: ReceiveAttempts<Body>;
  readonly #polls = new LongPolls<Body>();
  readonly #alarm: Alarm;
  readonly #moves: MessageMoves<Body>;
  readonly #deadLetterListeners = new Set<(message: PeekedMessage<Body>) => void>();
  #whenEmpty: (() => void)[] = [];
  #isDeadLetterQueue = false;
  #closed = false;
  #sent = 0;
  #received = 0;
  #deleted = 0;
  #buried = 0;

  /**
   * @throws FifoError `InvalidAttributeValue` for an option outside its range, or for a dead-letter
   * queue with another clock.
   */
  constructor(options: QueueOptions<Body> = {}) {
    const settings = queueSettings(options);
    const { clock, deadLetterQueue } = settings;
    this.name = settings.name;
    this.#settings = settings;
    this.clock = clock;
    this.#intake = new Intake({
      perGroup: settings.deduplicationScope === 'messageGroup',
      deduplicationLimit: settings.deduplicationLimit,
      messageIdOf: countingIds(settings.createMessageId),
    });
    this.#ledger = new MessageLedger({
      delayMs: settings.delaySeconds * 1000,
      retentionMs: settings.messageRetentionPeriod * 1000,
      maxReceiveCount: settings.maxReceiveCount,
      canBury: () => deadLetterQueue !== undefined && !deadLetterQueue.closed,
      bury: (message, now) => {
        this.#buried += 1;
        deadLetterQueue!.#takeDead(message, this, now);
      },
    });
    this.#attempts = new ReceiveAttempts(this.#ledger);
    this.#alarm = new Alarm(clock, () => this.#onAlarm());
    this.#moves = new MessageMoves(clock, this.#ledger, (message, destination) => {
      destination.#takeBack(message);
    });
    if (deadLetterQueue !== undefined) {
      requireSameClock(this, deadLetterQueue);
      deadLetterQueue.#isDeadLetterQueue = true;
    }
  }

  /** Whether {@link close} was called: the queue is gone. */
  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Sends one message.
   *
   * @throws FifoError `MissingParameter`, `InvalidParameterValue` (F2, F3, F4), `QueueDoesNotExist`.
   */
  async sendMessage(message: SendMessageRequest<Body>): Promise<SendResult> {
    const now = this.#enter();
    const result = this.#send(undefined, message, now);
    this.#attend(now);
    return result;
  }

  /**
   * Sends 1–10 messages, in order. What is wrong with one of them is told in `failed`.
   *
   * @throws FifoError for what is wrong with the batch: `EmptyBatchRequest`,
   * `TooManyEntriesInBatchRequest`, `InvalidBatchEntryId`, `BatchEntryIdsNotDistinct` (F37);
   * `QueueDoesNotExist`.
   */
  async sendMessageBatch(
    entries: readonly SendMessageBatchEntry<Body>[],
  ): Promise<SendBatchResult> {
    requireNamedBatch(entries);
    const now = this.#enter();
    const result = sendEach(entries, (entry) => this.#send(entry.id, entry, now));
    this.#attend(now);
    return result;
  }

  /**
   * Receives up to ten messages and puts them in flight. Where there is none, waits for as long as
   * the options or the queue say, then resolves with `[]`.
   *
   * @throws FifoError `InvalidParameterValue` for an option outside its range; `QueueDoesNotExist`.
   */
  async receiveMessages(options: ReceiveOptions = {}): Promise<ReceivedMessage<Body>[]> {
    const request = receiveRequest(options, this.#settings);
    const now = this.#enter();
    if (request.signal?.aborted) return [];
    const messages = this.#takeOrRepeat(request, now);
    if (messages.length > 0 || request.waitMs === 0) {
      this.#attend(now);
      return messages;
    }
    const deadline = now + request.waitMs;
    const answer = this.#polls.wait(request, deadline);
    this.#alarm.ringBy(deadline);
    this.#attend(now);
    return answer;
  }

  /**
   * Acknowledges a message. Doing so twice is no error.
   *
   * @throws FifoError `InvalidParameterValue` for an expired handle (F30); `ReceiptHandleIsInvalid`;
   * `QueueDoesNotExist`.
   */
  async deleteMessage(receiptHandle: string): Promise<void> {
    const now = this.#enter();
    this.#delete(receiptHandle);
    this.#attend(now);
  }

  /**
   * Acknowledges 1–10 messages, named by their receipt handles or by what was received. What is wrong
   * with one of them is told in `failed`.
   *
   * @throws FifoError `EmptyBatchRequest`, `TooManyEntriesInBatchRequest`, `QueueDoesNotExist`.
   */
  async deleteMessageBatch(messages: readonly Acknowledged[]): Promise<DeleteBatchResult> {
    requireBatch(messages);
    const now = this.#enter();
    const successful: Acknowledged[] = [];
    const failed: BatchResultErrorEntry[] = [];
    for (const message of messages) {
      try {
        this.#delete(message);
        successful.push(message);
      } catch (error) {
        failed.push(refusal(handleOf(message), error));
      }
    }
    this.#attend(now);
    return { successful, failed };
  }

  /**
   * Lets the visibility timeout of a message in flight end that many seconds from now; 0 makes it
   * visible at once. Its next delivery has the queue's own timeout again (F28).
   *
   * @param visibilityTimeout 0–43200 s, and no more than 12 hours from the receive on.
   * @throws FifoError `InvalidParameterValue`, `ReceiptHandleIsInvalid`, `QueueDoesNotExist`.
   */
  async changeMessageVisibility(receiptHandle: string, visibilityTimeout: number): Promise<void> {
    requireWholeNumber(
      'InvalidParameterValue',
      'VisibilityTimeout',
      visibilityTimeout,
      0,
      LONGEST_VISIBILITY_SECONDS,
    );
    const now = this.#enter();
    const delivery = this.#ledger.find(receiptHandle);
    if (delivery === undefined) {
      throw new FifoError(
        'InvalidParameterValue',
        `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not ` +
          'exist or is not available for visibility timeout change.',
      );
    }
    const dueAt = now + visibilityTimeout * 1000;
    if (dueAt > delivery.receivedAt + LONGEST_VISIBILITY_SECONDS * 1000) {
      throw new FifoError(
        'InvalidParameterValue',
        `Value ${visibilityTimeout} for parameter VisibilityTimeout is invalid. Reason: Total ` +
          `VisibilityTimeout for the message is beyond the limit [${LONGEST_VISIBILITY_SECONDS} seconds].`,
      );
    }
    if (visibilityTimeout === 0) this.#ledger.release(delivery);
    else this.#ledger.extend(delivery, dueAt);
    this.#attend(now);
  }

  /**
   * Deletes all messages, those in flight and delayed included. Sources disagree on whether the
   * deduplication window survives that; here it does unless told otherwise (F16).
   */
  async purge(options: { readonly forgetDuplicates?: boolean } = {}): Promise<void> {
    const now = this.#enter();
    this.#ledger.clear();
    this.#attempts.clear();
    if (options.forgetDuplicates) this.#intake.forget();
    this.#attend(now);
  }

  /**
   * Moves the messages of this dead-letter queue back to where they came from, or elsewhere, in
   * order (F44). They arrive as new messages, with a new id, and are not taken for duplicates of
   * themselves. Messages in flight, and those behind them in their group, stay.
   *
   * @throws FifoError `InvalidParameterValue` when this is no dead-letter queue or a task is running
   * already; `QueueDoesNotExist`.
   */
  async startMessageMoveTask(options: MoveOptions<Body> = {}): Promise<MessageMoveTask> {
    const { maxNumberOfMessagesPerSecond: rate } = options;
    if (!this.#isDeadLetterQueue) {
      throw new FifoError(
        'InvalidParameterValue',
        `Source queue must be configured as a dead-letter queue: "${this.name}" is none.`,
      );
    }
    if (rate !== undefined) {
      requireWholeNumber('InvalidParameterValue', 'MaxNumberOfMessagesPerSecond', rate, 1, 500);
    }
    const now = this.#enter();
    const task = this.#moves.start(options);
    this.#attend(now);
    return task;
  }

  /** Stops a message move task. What has been moved stays moved. */
  async cancelMessageMoveTask(taskHandle: string): Promise<MessageMoveTask> {
    return this.#moves.cancel(taskHandle);
  }

  /** The ten latest message move tasks, newest first. */
  async listMessageMoveTasks(): Promise<MessageMoveTask[]> {
    return this.#moves.list();
  }

  /** What is in the queue now, and how it is set. */
  async attributes(): Promise<QueueAttributes> {
    const settings = this.#settings;
    const ledger = this.#ledger;
    const now = this.#catchUp();
    const { oldest, size, inFlightCount, delayedCount } = ledger;
    return {
      ApproximateNumberOfMessages: size - inFlightCount - delayedCount,
      ApproximateNumberOfMessagesNotVisible: inFlightCount,
      ApproximateNumberOfMessagesDelayed: delayedCount,
      ApproximateAgeOfOldestMessage:
        oldest === undefined ? 0 : Math.max(0, Math.floor((now - oldest.sentAt) / 1000)),
      VisibilityTimeout: settings.visibilityTimeout,
      DelaySeconds: settings.delaySeconds,
      MessageRetentionPeriod: settings.messageRetentionPeriod,
      ReceiveMessageWaitTimeSeconds: settings.receiveMessageWaitTimeSeconds,
      FifoQueue: true,
      ContentBasedDeduplication: settings.contentBasedDeduplication,
      DeduplicationScope: settings.deduplicationScope,
      ...(settings.deadLetterQueue && {
        RedrivePolicy: {
          deadLetterTarget: settings.deadLetterQueue.name,
          maxReceiveCount: settings.maxReceiveCount,
        },
      }),
    };
  }

  /** What has happened so far. */
  async statistics(): Promise<QueueStatistics> {
    this.#catchUp();
    return {
      NumberOfMessagesSent: this.#sent,
      NumberOfMessagesReceived: this.#received,
      NumberOfMessagesDeleted: this.#deleted,
      NumberOfDeduplicatedSentMessages: this.#intake.duplicates,
      NumberOfMessagesMovedToDeadLetterQueue: this.#buried,
      NumberOfMessagesExpired: this.#ledger.expiredCount,
      NumberOfDeduplicationIdsForgotten: this.#intake.forgotten,
    };
  }

  /** Looks at the oldest messages without receiving them. An extra of the in-memory engine. */
  async peekMessages(limit = 100): Promise<PeekedMessage<Body>[]> {
    this.#catchUp();
    const peeked: PeekedMessage<Body>[] = [];
    for (const message of this.#ledger.messages()) {
      if (peeked.length >= limit) break;
      peeked.push(this.#peek(message));
    }
    return peeked;
  }

  /** The oldest message that a condition on its body holds for. Walks through all. An extra, too. */
  async findMessage(matches: (body: Body) => boolean): Promise<PeekedMessage<Body> | undefined> {
    this.#catchUp();
    for (const message of this.#ledger.messages()) {
      if (matches(message.body)) return this.#peek(message);
    }
    return undefined;
  }

  /**
   * Resolves as soon as the queue is quiet: no message visible, in flight or delayed. Closing the
   * queue resolves it too. An extra of the in-memory engine.
   *
   * @param signal Ends the waiting: the promise then resolves although the queue is not quiet.
   */
  async whenEmpty(signal?: AbortSignal): Promise<void> {
    const now = this.#catchUp();
    if (this.#ledger.size === 0 || signal?.aborted) return;
    await new Promise<void>((resolve) => {
      this.#whenEmpty.push(resolve);
      signal?.addEventListener('abort', () => {
        this.#whenEmpty = this.#whenEmpty.filter((waiting) => waiting !== resolve);
        resolve();
      });
      this.#attend(now);
    });
  }

  /**
   * Tells of each message that another queue gives up to this one. The listener must not throw. An
   * extra of the in-memory engine.
   *
   * @returns What ends it.
   */
  onDeadLetter(listener: (message: PeekedMessage<Body>) => void): () => void {
    this.#deadLetterListeners.add(listener);
    return () => void this.#deadLetterListeners.delete(listener);
  }

  /**
   * Deletes the messages that a condition on their body holds for, in whichever state they are;
   * consumers that hold one find its handle gone. A closed queue has none. An extra of the in-memory
   * engine.
   *
   * @returns How many there were.
   */
  discard(matches: (body: Body) => boolean): number {
    let discarded = 0;
    for (const message of this.#ledger.messages()) {
      if (!matches(message.body)) continue;
      this.#ledger.remove(message);
      discarded += 1;
    }
    this.#catchUp();
    return discarded;
  }

  /** Whether the message of a delivery is still there and in flight for it. */
  holds(receiptHandle: string): boolean {
    return this.#ledger.findInFlight(receiptHandle) !== undefined;
  }

  /**
   * Starts the deduplication window anew, for ids that begin with `idPrefix`.
   *
   * @param idPrefix @default for all
   */
  forgetDuplicates(idPrefix?: string): void {
    this.#intake.forget(idPrefix);
  }

  /** That of the latest message; what comes next has a greater one. */
  get lastSequenceNumber(): string {
    return sequenceNumber(this.#intake.accepted);
  }

  /**
   * Puts messages of another run back, oldest first, visible, and as if nobody had received them yet.
   * They get new sequence numbers, beyond those of that run. An extra of the in-memory engine.
   *
   * @throws FifoError `QueueDoesNotExist`.
   */
  restore(publications: readonly Publication<Body>[], lastSequenceNumber: string): void {
    const now = this.#enter();
    this.#intake.resumeFrom(countOf(lastSequenceNumber));
    for (const publication of publications) this.#ledger.addVisible(this.#stored(publication));
    this.#attend(now);
  }

  /**
   * Ends the queue: its messages are gone, waiting receives resolve with `[]`, timers are cancelled,
   * and every later request is refused with `QueueDoesNotExist`. To a topic it is a subscriber that
   * no longer exists (F54).
   */
  close(): void {
    this.#closed = true;
    this.#ledger.clear();
    this.#attempts.clear();
    this.#intake.forget();
    this.#moves.close();
    this.#polls.endWhere(() => true);
    this.#resolveWhenEmpty();
    this.#alarm.cancel();
  }

  /**
   * Takes in what a topic in this process delivers, at once: when the publisher hears of it, it is in
   * the queue. The topic has checked the messages; the queue deduplicates them again (F47). Not part
   * of the port: outside this process, SNS does it.
   *
   * @param now The topic's instant.
   * @throws FifoError `QueueDoesNotExist`.
   */
  deliver(publications: readonly HashedPublication<Body>[], now: number): void {
    this.#requireOpen();
    this.#ledger.settle(now);
    for (const publication of publications) {
      const { message, deduplicationId, hash } = publication;
      const { messageGroupId } = message;
      if (this.#intake.recall(messageGroupId, deduplicationId, hash, now) === undefined) {
        this.#store(this.#intake.accept(messageGroupId, deduplicationId, hash, now), publication);
      }
    }
    this.#attend(now);
  }

  // Sending

  #send<Id extends string | undefined>(
    entryId: Id,
    message: SendMessageRequest<Body>,
    now: number,
  ): SentMessage<Id> {
    const { contentBasedDeduplication } = this.#settings;
    const { messageGroupId, delaySeconds = 0 } = message;
    const deduplicationId = checkedDeduplicationId(message, contentBasedDeduplication, 'SQS');
    if (delaySeconds !== 0) {
      throw new FifoError(
        'InvalidParameterValue',
        `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: The request include ` +
          'parameter that is not valid for this queue type. Set the delay on the queue.',
      );
    }
    const hash = hashOf(deduplicationId);
    const original = this.#intake.recall(messageGroupId, deduplicationId, hash, now);
    if (original !== undefined) return new SentMessage(entryId, this.#intake, original, true);
    const count = this.#intake.accept(messageGroupId, deduplicationId, hash, now);
    this.#store(count, { message, deduplicationId, at: now });
    return new SentMessage(entryId, this.#intake, count, false);
  }

  #store(count: number, publication: Publication<Body>): void {
    this.#sent += 1;
    this.#ledger.add(new StoredMessage(this.#intake, count, publication));
  }

  /** A message whose deduplication id is not to be remembered. */
  #stored(publication: Publication<Body>): StoredMessage<Body> {
    return new StoredMessage(this.#intake, this.#intake.count(), publication);
  }

  /**
   * Takes in a message that `source` gives up: the same message, but from now on (F41). One that is
   * sent here with its deduplication id is another message (F43).
   */
  #takeDead(dead: StoredMessage<Body>, source: Queue<Body>, now: number): void {
    const formerly = { queue: source, messageId: dead.messageId };
    const message = this.#stored({ ...dead.publication, at: now, formerly });
    this.#ledger.addVisible(message);
    for (const listener of this.#deadLetterListeners) listener(this.#peek(message));
    this.#attend(now);
  }

  /** Takes in a message from a dead-letter queue: as a new one, and whatever came before (F44). */
  #takeBack(dead: StoredMessage<Body>): void {
    const now = this.#enter();
    this.#ledger.add(this.#stored({ ...dead.publication, at: now, formerly: undefined }));
    this.#attend(now);
  }

  // Receiving

  #takeOrRepeat(request: ReceiveRequest, now: number): ReceivedMessage<Body>[] {
    const { attemptId, visibilityMs } = request;
    const again = attemptId && this.#attempts.repeat(attemptId, visibilityMs, now);
    return again || this.#take(request, now);
  }

  #take(request: ReceiveRequest, now: number): ReceivedMessage<Body>[] {
    const { limit, visibilityMs, attemptId } = request;
    const messages = this.#ledger.take(limit, visibilityMs, now);
    this.#received += messages.length;
    if (attemptId !== undefined && messages.length > 0) {
      this.#attempts.remember(attemptId, messages, visibilityMs, now);
    }
    return messages;
  }

  #delete(acknowledged: Acknowledged): void {
    const delivery = this.#ledger.find(acknowledged);
    if (delivery === undefined) return;
    this.#ledger.remove(delivery.message);
    this.#deleted += 1;
  }

  #peek(message: StoredMessage<Body>): PeekedMessage<Body> {
    return peek(message, this.#settings.delaySeconds * 1000);
  }

  // Time

  #requireOpen(): void {
    if (this.#closed) {
      throw new FifoError(
        'QueueDoesNotExist',
        `The specified queue does not exist: "${this.name}" has been closed.`,
      );
    }
  }

  /** Begins a request: it finds the queue as it is now. */
  #enter(): number {
    this.#requireOpen();
    const now = this.clock.now();
    this.#ledger.settle(now);
    return now;
  }

  /** Brings the queue up to the present for somebody who only looks. */
  #catchUp(): number {
    const now = this.clock.now();
    this.#ledger.settle(now);
    this.#attend(now);
    return now;
  }

  /** Ends a request: those who wait get what it has brought about. */
  #attend(now: number): void {
    if (this.#polls.first === undefined && this.#whenEmpty.length === 0) return;
    for (;;) {
      const poll = this.#polls.first;
      if (poll === undefined || !this.#ledger.hasDeliverable) break;
      const messages = this.#take(poll.request, now);
      if (messages.length > 0) this.#polls.end(poll, messages);
    }
    if (this.#polls.first !== undefined) this.#alarm.ringBy(this.#ledger.nextVisibleAt);
    if (this.#ledger.size === 0) this.#resolveWhenEmpty();
    else if (this.#whenEmpty.length > 0) this.#alarm.ringBy(this.#ledger.nextExpiryAt);
  }

  #onAlarm(): void {
    const now = this.#catchUp();
    this.#polls.endWhere((poll) => poll.deadline <= now);
    this.#alarm.ringBy(this.#polls.nextDeadline);
  }

  #resolveWhenEmpty(): void {
    const listeners = this.#whenEmpty;
    this.#whenEmpty = [];
    for (const listener of listeners) listener();
  }
}
