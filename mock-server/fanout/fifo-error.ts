/** The names that AWS gives to what can be wrong with a request to a topic or queue. */
export type FifoErrorCode =
  /** A parameter that FIFO needs is missing (SQS, F2). */
  | 'MissingParameter'
  /** A parameter is outside its range or alphabet, or a receipt handle has expired (SQS). */
  | 'InvalidParameterValue'
  /** A parameter is missing, or outside its range or alphabet (SNS). */
  | 'InvalidParameter'
  /** An option of the topic or queue is outside its range. */
  | 'InvalidAttributeValue'
  /** The text is no receipt handle at all (SQS). */
  | 'ReceiptHandleIsInvalid'
  /** A batch without entries (F37). */
  | 'EmptyBatchRequest'
  /** A batch of more than 10 entries (F37). */
  | 'TooManyEntriesInBatchRequest'
  /** Two entries of a batch have the same `id` (F37). */
  | 'BatchEntryIdsNotDistinct'
  /** An entry's `id` is empty, longer than 80 characters, or outside its alphabet (F37). */
  | 'InvalidBatchEntryId'
  /** The queue has been closed. */
  | 'QueueDoesNotExist'
  /** No such message move task. */
  | 'ResourceNotFoundException';

/** A request that a topic or queue refuses. It is always the sender's to correct, never to retry. */
export class FifoError extends Error {
  override readonly name = 'FifoError';
  /** AWS's name for the error. */
  readonly code: FifoErrorCode;

  constructor(code: FifoErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
