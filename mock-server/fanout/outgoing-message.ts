import { contentDigest } from './content-digest.ts';
import { FifoError } from './fifo-error.ts';
import type { OutgoingMessage } from './port.ts';
import { isFifoId } from './validation.ts';

/** The two services word their refusals differently. */
export type Service = 'SNS' | 'SQS';

/**
 * Checks what a message must have to enter a topic or queue, and gives its deduplication id: its own,
 * or the digest of its body where content-based deduplication is on (F10, F11).
 *
 * @throws FifoError `MissingParameter` or `InvalidParameterValue`; from SNS both are
 * `InvalidParameter` (F2, F3, F4, F45).
 */
export function checkedDeduplicationId(
  message: OutgoingMessage<unknown>,
  contentBasedDeduplication: boolean,
  service: Service,
): string {
  const { messageGroupId, messageDeduplicationId } = message;
  if (!isFifoId(messageGroupId)) throw groupIdError(messageGroupId, service);
  if (messageDeduplicationId === undefined && contentBasedDeduplication) {
    return contentDigest(message.body);
  }
  if (!isFifoId(messageDeduplicationId))
    throw deduplicationIdError(messageDeduplicationId, service);
  return messageDeduplicationId;
}

function groupIdError(value: unknown, service: Service): FifoError {
  if (value !== undefined) return invalidId('MessageGroupId', value, service);
  return service === 'SNS'
    ? new FifoError(
        'InvalidParameter',
        'Invalid parameter: The MessageGroupId parameter is required for FIFO topics',
      )
    : new FifoError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
}

function deduplicationIdError(value: unknown, service: Service): FifoError {
  if (value !== undefined) return invalidId('MessageDeduplicationId', value, service);
  return service === 'SNS'
    ? new FifoError(
        'InvalidParameter',
        'Invalid parameter: The topic should either have ContentBasedDeduplication enabled or ' +
          'MessageDeduplicationId provided explicitly',
      )
    : new FifoError(
        'InvalidParameterValue',
        'The queue should either have ContentBasedDeduplication enabled or ' +
          'MessageDeduplicationId provided explicitly',
      );
}

function invalidId(parameter: string, value: unknown, service: Service): FifoError {
  return new FifoError(
    service === 'SNS' ? 'InvalidParameter' : 'InvalidParameterValue',
    `Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${parameter} can only ` +
      'include alphanumeric and punctuation characters. 1 to 128 in length.',
  );
}
