import type { Clock } from '../clock/clock.ts';
import { systemClock } from '../clock/system-clock.ts';
import { DEFAULT_DEDUPLICATION_LIMIT } from './intake.ts';
import { randomUuid } from './message-ids.ts';
import type { Queue } from './queue.ts';
import {
  LONGEST_VISIBILITY_SECONDS,
  LONGEST_WAIT_SECONDS,
  requireWholeNumber,
} from './validation.ts';

/** How a queue behaves. Durations in whole seconds, as in SQS. */
export interface QueueOptions<Body> {
  /** Shown in errors and attributes. @default 'queue' */
  readonly name?: string;
  /** @default the system's time */
  readonly clock?: Clock;
  /**
   * Gives a UUID, once. It is that of all messages, but for its last twelve digits, which count.
   *
   * @default crypto.randomUUID
   */
  readonly createMessageId?: () => string;
  /** For how long a received message is in flight, 0–43200 s (F28). @default 30 */
  readonly visibilityTimeout?: number;
  /** For how long a message is held back after it was sent, 0–900 s. @default 0 */
  readonly delaySeconds?: number;
  /** For how long a message is kept, received or not, 60–1209600 s (F36). @default 345600 (4 days) */
  readonly messageRetentionPeriod?: number;
  /** For how long a receive waits unless it says otherwise, 0–20 s (F32). @default 0 */
  readonly receiveMessageWaitTimeSeconds?: number;
  /** Where messages go that were received too often (F40). @default nowhere: they stay */
  readonly deadLetterQueue?: Queue<Body>;
  /** How often a message is delivered before it goes there, 1–1000 (F40). @default 10 */
  readonly maxReceiveCount?: number;
  /** Whether a message without a deduplication id gets the SHA-256 of its body (F10). @default false */
  readonly contentBasedDeduplication?: boolean;
  /** Whether the same id in another group is a duplicate (F12, F13). @default 'queue': it is */
  readonly deduplicationScope?: 'queue' | 'messageGroup';
  /**
   * The most deduplication ids that are remembered at once, 1–10000000. The oldest fall off; those
   * whose five minutes are not over are counted in the queue's statistics.
   *
   * @default 250000
   */
  readonly deduplicationLimit?: number;
}

/** Every option of a queue, checked, with its default. */
export type QueueSettings<Body> = Required<Omit<QueueOptions<Body>, 'deadLetterQueue'>> & {
  readonly deadLetterQueue: Queue<Body> | undefined;
};

/** @throws FifoError `InvalidAttributeValue` for an option outside its range. */
export function queueSettings<Body>(options: QueueOptions<Body>): QueueSettings<Body> {
  const settings: QueueSettings<Body> = {
    name: options.name ?? 'queue',
    clock: options.clock ?? systemClock,
    createMessageId: options.createMessageId ?? randomUuid,
    visibilityTimeout: options.visibilityTimeout ?? 30,
    delaySeconds: options.delaySeconds ?? 0,
    messageRetentionPeriod: options.messageRetentionPeriod ?? 345_600,
    receiveMessageWaitTimeSeconds: options.receiveMessageWaitTimeSeconds ?? 0,
    deadLetterQueue: options.deadLetterQueue,
    maxReceiveCount: options.maxReceiveCount ?? 10,
    contentBasedDeduplication: options.contentBasedDeduplication ?? false,
    deduplicationScope: options.deduplicationScope ?? 'queue',
    deduplicationLimit: options.deduplicationLimit ?? DEFAULT_DEDUPLICATION_LIMIT,
  };
  const code = 'InvalidAttributeValue';
  requireWholeNumber(
    code,
    'VisibilityTimeout',
    settings.visibilityTimeout,
    0,
    LONGEST_VISIBILITY_SECONDS,
  );
  requireWholeNumber(code, 'DelaySeconds', settings.delaySeconds, 0, 900);
  requireWholeNumber(
    code,
    'MessageRetentionPeriod',
    settings.messageRetentionPeriod,
    60,
    1_209_600,
  );
  requireWholeNumber(
    code,
    'ReceiveMessageWaitTimeSeconds',
    settings.receiveMessageWaitTimeSeconds,
    0,
    LONGEST_WAIT_SECONDS,
  );
  requireWholeNumber(code, 'maxReceiveCount', settings.maxReceiveCount, 1, 1000);
  requireWholeNumber(code, 'deduplicationLimit', settings.deduplicationLimit, 1, 10_000_000);
  return settings;
}
