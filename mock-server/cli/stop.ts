import { messagesIn } from '../control/queues/queues-view.ts';
import type { Listening } from '../listen.ts';
import { QUEUES } from '../processing/queue-names.ts';
import type { MockServer } from '../server.ts';

/** Milliseconds of real time that each step may take; both are less than the ten seconds of `docker stop`. */
const STEP_MS = 3_000;

/**
 * Takes no more requests, answers those at hand, ends the live streams, and lets the processors finish
 * what was accepted.
 * @returns how many messages are left unprocessed: their clock stands still, or their processor fails
 */
export async function stop(server: Listening, mock: MockServer): Promise<number> {
  await server.close({ timeout: STEP_MS });
  // It rejects when messages are left; they are counted below.
  await mock.drain({ timeout: STEP_MS }).catch(() => {});
  const left = await unprocessed(mock);
  // What still runs may wait for a clock that stands still. No timer holds the process.
  void mock.close();
  return left;
}

/** What is in a dead-letter queue stays there. */
const WITH_PROCESSOR: ReadonlySet<string> = new Set(QUEUES);

async function unprocessed({ queues }: MockServer): Promise<number> {
  let count = 0;
  for (const queue of await queues.list()) {
    if (WITH_PROCESSOR.has(queue.name)) count += messagesIn(queue);
  }
  return count;
}
