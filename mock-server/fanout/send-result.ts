import { FifoError } from './fifo-error.ts';
import type { Intake } from './intake.ts';
import type {
  BatchResultErrorEntry,
  SendBatchResult,
  SendBatchResultEntry,
  SendResult,
} from './port.ts';
import { sequenceNumber } from './sequence-number.ts';

/** The answer to a message. Its texts are written out only when read: few senders do. */
export class SentMessage<Id extends string | undefined> implements SendResult {
  /** Names the entry, where the message came in a batch. */
  readonly id: Id;
  declare readonly duplicate?: true;
  readonly #intake: Intake;
  readonly #count: number;

  /** @param count That of the message itself, or of the original of which it is a duplicate (F8). */
  constructor(id: Id, intake: Intake, count: number, isDuplicate: boolean) {
    this.id = id;
    this.#intake = intake;
    this.#count = count;
    if (isDuplicate) this.duplicate = true;
  }

  get messageId(): string {
    return this.#intake.messageIdOf(this.#count);
  }

  get sequenceNumber(): string {
    return sequenceNumber(this.#count);
  }

  toJSON(): SendResult {
    return { ...this, messageId: this.messageId, sequenceNumber: this.sequenceNumber };
  }
}

/**
 * Sends the entries of a batch one by one, in order. One that is refused does not stop the others
 * (F37).
 */
export function sendEach<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  send: (entry: Entry) => SendBatchResultEntry,
): SendBatchResult {
  const successful: SendBatchResultEntry[] = [];
  const failed: BatchResultErrorEntry[] = [];
  for (const entry of entries) {
    try {
      successful.push(send(entry));
    } catch (error) {
      failed.push(refusal(entry.id, error));
    }
  }
  return { successful, failed };
}

/** A refused entry of a batch. Anything but a refusal is a fault of ours, and thrown again. */
export function refusal(id: string, error: unknown): BatchResultErrorEntry {
  if (!(error instanceof FifoError)) throw error;
  return { id, code: error.code, message: error.message, senderFault: true };
}
