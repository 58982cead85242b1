import type { Clock } from '../../clock/index.ts';
import { patienceOf } from '../../clock/patience.ts';
import { ApiError } from '../../http/api-error.ts';
import { utcOf } from '../../instant.ts';
import type { Processing } from '../../processing/processing.ts';
import { isFrozen } from '../clock-control.ts';
import { contentOf, whyNot } from '../queues/message-view.ts';
import { messagesIn } from '../queues/queues-view.ts';
import { timeoutOf, type Timeout } from './timeout.ts';

/** So many of the messages that are left are named. */
const NAMED = 5;

/** See `Control.drain`. */
export async function drain(
  processing: Processing,
  clock: Clock,
  options: Timeout = {},
): Promise<void> {
  const timeout = timeoutOf(options);
  const patience = patienceOf(timeout);
  let wasClosed = false;
  const stop = processing.onClose(() => (wasClosed = true));
  try {
    await processing.drain(patience.signal);
  } finally {
    stop();
    patience.end();
  }
  // What was left was dropped then, and the queues are empty for that.
  if (wasClosed)
    throw new ApiError('unavailable', 'The mock server was closed before it was drained');
  if (!patience.signal.aborted) return;
  const { count, named } = await left(processing);
  if (count === 0) return;
  throw new ApiError(
    'timeout',
    `After ${timeout} ms ${count} ${count === 1 ? 'message is' : 'messages are'} left, by a ${isFrozen(clock) ? 'frozen ' : ''}clock that shows ${utcOf(clock.now())}: ${named.join('; ')}`,
  );
}

/** What is still in the queues, and of the first of each why. */
async function left({ stations }: Processing): Promise<{ count: number; named: string[] }> {
  let count = 0;
  const named: string[] = [];
  for (const { queue } of stations) {
    count += messagesIn(await queue.attributes());
    for (const message of await queue.peekMessages(NAMED - named.length)) {
      const { messageId, body, approximateReceiveCount } = message;
      const why = whyNot(message) ?? 'waits for its processor';
      named.push(
        `${queue.name}: message ${messageId} (${contentOf(body)}) ${why}, received ${approximateReceiveCount} times`,
      );
    }
  }
  return { count, named };
}
