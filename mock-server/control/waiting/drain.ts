import { VirtualClock, type Clock } from '../../clock/index.ts';
import { patienceOf } from '../../clock/patience.ts';
import { ApiError } from '../../http/api-error.ts';
import { utcOf } from '../../instant.ts';
import type { Processing } from '../../processing.ts';
import { messageView } from '../queues/message-view.ts';
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
  try {
    await processing.drain(patience.signal);
  } finally {
    patience.end();
  }
  if (!patience.signal.aborted) return;
  const { count, named } = await left(processing);
  if (count === 0) return;
  throw new ApiError(
    'timeout',
    `After ${timeout} ms ${count} ${count === 1 ? 'message is' : 'messages are'} left, by a ${clock instanceof VirtualClock && clock.frozen ? 'frozen ' : ''}clock that shows ${utcOf(clock.now())}: ${named.join('; ')}`,
  );
}

/** What is still in the queues, and of the first of each why. */
async function left({ stations }: Processing): Promise<{ count: number; named: string[] }> {
  let count = 0;
  const named: string[] = [];
  for (const { queue } of stations) {
    const attributes = await queue.attributes();
    count +=
      attributes.ApproximateNumberOfMessages +
      attributes.ApproximateNumberOfMessagesNotVisible +
      attributes.ApproximateNumberOfMessagesDelayed;
    for (const message of await queue.peekMessages(NAMED - named.length)) {
      const { message_id, event_id, reason, receive_count } = messageView(message);
      const what = event_id === null ? 'a session report' : `event ${event_id}`;
      named.push(
        `${queue.name}: message ${message_id} (${what}) ${reason ?? 'waits for its processor'}, received ${receive_count} times`,
      );
    }
  }
  return { count, named };
}
