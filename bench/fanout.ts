import { type ReceivedMessage, Queue, Topic, VirtualClock } from '@quint-security/contract/mock';
import { interleaved } from './statistics.ts';

/** Messages per round. */
const MESSAGES = 60_000;
const BATCH = 10;

export interface Backlog {
  readonly messages: number;
  readonly groups: number;
}

/**
 * Deliveries per second through a topic and three queues, publish to delete, with backlogs that stay as
 * they are meanwhile: what is published goes to the end, what is received comes from the beginning.
 */
export async function fanoutRates<Name extends string>(
  backlogs: Record<Name, Backlog>,
): Promise<Record<Name, number>> {
  const contenders = {} as Record<Name, () => Promise<number>>;
  for (const name of Object.keys(backlogs) as Name[]) {
    contenders[name] = await fanout(backlogs[name]);
    // Until the memories of deduplication ids are full, as they are in the long run.
    for (let round = 0; round < 5; round++) await contenders[name]();
  }
  return interleaved(7, contenders);
}

async function fanout({ messages, groups }: Backlog): Promise<() => Promise<number>> {
  // Nothing here waits for time to pass; a clock that stands makes every round the same.
  const clock = new VirtualClock();
  const topic = new Topic<object>({ clock });
  const queues = Array.from({ length: 3 }, () => new Queue<object>({ clock }));
  for (const queue of queues) topic.subscribe(queue);
  const publish = publisher(topic, groups);
  await publish(messages);
  return async () => {
    const began = performance.now();
    for (let left = MESSAGES; left > 0; left -= BATCH) {
      await publish(BATCH);
      for (const queue of queues) await consume(queue, BATCH);
    }
    return (3 * MESSAGES * 1000) / (performance.now() - began);
  };
}

function publisher(topic: Topic<object>, groups: number): (count: number) => Promise<void> {
  const names = Array.from({ length: groups }, (_, n) => `59247-17770853${n}`);
  const body = { tool_name: 'Bash' };
  let next = 0;
  return async (count) => {
    for (let left = count; left > 0; left -= BATCH) {
      await topic.publishBatch(
        Array.from({ length: BATCH }, (_, n) => ({
          id: String(n),
          messageGroupId: names[next % groups]!,
          messageDeduplicationId: `7f9c24e8-3b12-4fef-91e0-${next++}`,
          body,
        })),
      );
    }
  };
}

async function consume(queue: Queue<object>, count: number): Promise<void> {
  for (let left = count; left > 0;) {
    const received: ReceivedMessage<object>[] = await queue.receiveMessages({
      maxNumberOfMessages: left,
    });
    await queue.deleteMessageBatch(received);
    left -= received.length;
  }
}
