import { processAlerts } from './alert-processor/alert-processor.ts';
import type { Clock } from './clock/index.ts';
import { macrotask } from './clock/macrotask.ts';
import type { Ids } from './ids.ts';
import { processEvents } from './pipeline/pipeline.ts';
import { processSessions } from './session-processor/session-processor.ts';
import type { Store } from './store/store.ts';
import { startConsumer, type Consumer } from './fanout/consumer.ts';
import type { Envelope, Message } from './fanout/envelope.ts';
import { Queue } from './fanout/queue.ts';
import type { SubscriptionOptions } from './fanout/subscription.ts';
import { Topic } from './fanout/topic.ts';

type Processor = (messages: readonly Message[], store: Store) => Promise<void>;

const EVENTS_ONLY = { filterPolicy: { kind: ['event'] } };

/** The three services behind the topic, by the name of their queue (contract.md §6, §7). */
const PROCESSORS: Record<string, { process: Processor; wants: SubscriptionOptions<Envelope> }> = {
  'quint-events-pipeline': { process: processEvents, wants: EVENTS_ONLY },
  'quint-events-sessions': { process: processSessions, wants: {} },
  'quint-events-alerts': { process: processAlerts, wants: EVENTS_ONLY },
};

/** How many turns of the event loop {@link Processing.caughtUp} waits at most. */
const CATCH_UP_TURNS = 50;

interface ProcessingPorts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** One topic, three queues with their dead-letter queues, and a processor at the end of each. */
export class Processing {
  readonly topic: Topic<Envelope>;
  readonly queues: readonly Queue<Envelope>[];
  readonly #deadLetterQueues: readonly Queue<Envelope>[];
  readonly #consumers: readonly Consumer[];

  constructor(env: string, { clock, ids, store, onError }: ProcessingPorts) {
    const common = { clock, createMessageId: () => ids.uuid() };
    const topic = new Topic<Envelope>({ name: `quint-events-${env}`, ...common });
    const stations = Object.entries(PROCESSORS).map(([name, { process, wants }]) => {
      const deadLetterQueue = new Queue<Envelope>({ name: `${name}-dlq`, ...common });
      const queue = new Queue<Envelope>({ name, deadLetterQueue, ...common });
      topic.subscribe(queue, wants);
      return { queue, deadLetterQueue, process };
    });
    this.topic = topic;
    this.queues = stations.map(({ queue }) => queue);
    this.#deadLetterQueues = stations.map(({ deadLetterQueue }) => deadLetterQueue);
    this.#consumers = stations.map(({ queue, process }) =>
      startConsumer(queue, (messages) => process(messages, store), {
        clock,
        ...(onError && { onError }),
      }),
    );
  }

  /** Resolves when every queue is empty: everything is processed or dead-lettered. */
  async drain(): Promise<void> {
    await Promise.all(this.queues.map((queue) => queue.whenEmpty()));
  }

  /**
   * Lets the processors do what they can do now. Not a promise: what is blocked or fails stays
   * undone, and under constant load this gives up.
   */
  async caughtUp(): Promise<void> {
    for (let turn = 0; turn < CATCH_UP_TURNS; turn++) {
      await macrotask();
      if (this.#consumers.every(({ idle }) => idle)) return;
    }
  }

  /** Ends the processors after the batch at hand, and every queue. */
  async close(): Promise<void> {
    await Promise.all(this.#consumers.map((consumer) => consumer.stop()));
    for (const queue of [...this.queues, ...this.#deadLetterQueues]) queue.close();
  }
}
