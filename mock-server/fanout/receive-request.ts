import { FifoError } from './fifo-error.ts';
import type { ReceiveOptions } from './port.ts';
import {
  BATCH_LIMIT,
  isFifoId,
  LONGEST_VISIBILITY_SECONDS,
  LONGEST_WAIT_SECONDS,
  requireWholeNumber,
} from './validation.ts';

/** A receive that has been checked and filled with the queue's defaults. Durations in milliseconds. */
export interface ReceiveRequest {
  readonly limit: number;
  readonly visibilityMs: number;
  readonly waitMs: number;
  readonly attemptId: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** What a queue has its receives do unless they say otherwise. */
interface ReceiveDefaults {
  readonly visibilityTimeout: number;
  readonly receiveMessageWaitTimeSeconds: number;
}

/** @throws FifoError `InvalidParameterValue` for an option outside its range or alphabet. */
export function receiveRequest(options: ReceiveOptions, defaults: ReceiveDefaults): ReceiveRequest {
  const {
    maxNumberOfMessages = 1,
    visibilityTimeout = defaults.visibilityTimeout,
    waitTimeSeconds = defaults.receiveMessageWaitTimeSeconds,
    receiveRequestAttemptId,
    signal,
  } = options;
  const code = 'InvalidParameterValue';
  requireWholeNumber(code, 'MaxNumberOfMessages', maxNumberOfMessages, 1, BATCH_LIMIT);
  requireWholeNumber(code, 'VisibilityTimeout', visibilityTimeout, 0, LONGEST_VISIBILITY_SECONDS);
  requireWholeNumber(code, 'WaitTimeSeconds', waitTimeSeconds, 0, LONGEST_WAIT_SECONDS);
  if (receiveRequestAttemptId !== undefined && !isFifoId(receiveRequestAttemptId)) {
    throw new FifoError(
      code,
      `Value ${receiveRequestAttemptId} for parameter ReceiveRequestAttemptId is invalid. Reason: ` +
        'It can only include alphanumeric and punctuation characters. 1 to 128 in length.',
    );
  }
  return {
    limit: maxNumberOfMessages,
    visibilityMs: visibilityTimeout * 1000,
    waitMs: waitTimeSeconds * 1000,
    attemptId: receiveRequestAttemptId,
    signal,
  };
}
