import { BatchGate } from './batch-gate.ts';
import { processAlerts } from './alert-processor/alert-processor.ts';
import type { AlertRule } from './alert-processor/alert-rule.ts';
import type { Clock } from './clock/index.ts';
import { macrotask } from './clock/macrotask.ts';
import type { Faults } from './control/faults/faults.ts';
import type { Metrics } from './control/metrics/metrics.ts';
import type { Traces } from './control/traces/traces.ts';
import type { Ids } from './ids.ts';
import { deduplicationScope } from './ingest/deduplication-id.ts';
import { processEvents } from './pipeline/pipeline.ts';
import { processSessions } from './session-processor/session-processor.ts';
import type { Store } from './store/store.ts';
import { startConsumer, type Consumer } from './fanout/consumer.ts';
import { orgOf, type Envelope, type Message } from './fanout/envelope.ts';
import { Queue } from './fanout/queue.ts';
import type { SubscriptionOptions } from './fanout/subscription.ts';
import { Topic } from './fanout/topic.ts';

type Processor = (messages: readonly Message[], store: Store) => Promise<void>;

/** The queues of the three services (contract.md §6). */
export const QUEUES = [
  'quint-events-pipeline',
  'quint-events-sessions',
  'quint-events-alerts',
] as const;

type QueueName = (typeof QUEUES)[number];

const EVENTS_ONLY: SubscriptionOptions<Envelope> = { filterPolicy: { kind: ['event'] } };

const WANTS: Record<QueueName, SubscriptionOptions<Envelope>> = {
  'quint-events-pipeline': EVENTS_ONLY,
  'quint-events-sessions': {},
  'quint-events-alerts': EVENTS_ONLY,
};

/** How many turns of the event loop {@link Processing.caughtUp} waits at most. */
const CATCH_UP_TURNS = 50;

interface ProcessingPorts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly alertRules: readonly AlertRule[];
  readonly faults: Faults;
  readonly traces: Traces;
  readonly metrics: Metrics;
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** A queue with its dead-letter queue and its processor. */
export interface Station {
  readonly queue: Queue<Envelope>;
  readonly deadLetterQueue: Queue<Envelope>;
  readonly consumer: Consumer;
}

/** One topic, three queues with their dead-letter queues, and a processor at the end of each. */
export class Processing {
  readonly topic: Topic<Envelope>;
  readonly stations: readonly Station[];
  readonly #ports: ProcessingPorts;
  readonly #gate = new BatchGate();
  /** The latest instant at which messages were discarded. */
  #discardedAt = -Infinity;

  constructor(env: string, ports: ProcessingPorts) {
    const { clock, ids } = ports;
    this.#ports = ports;
    const common = { clock, createMessageId: () => ids.uuid() };
    this.topic = new Topic<Envelope>({ name: `quint-events-${env}`, ...common });
    const processors: Record<QueueName, Processor> = {
      'quint-events-pipeline': processEvents,
      'quint-events-sessions': processSessions,
      'quint-events-alerts': processAlerts(ports.alertRules),
    };
    this.stations = QUEUES.map((name, index) => {
      const deadLetterQueue = new Queue<Envelope>({ name: `${name}-dlq`, ...common });
      const queue = new Queue<Envelope>({ name, deadLetterQueue, ...common });
      this.topic.subscribe(queue, WANTS[name]);
      const consumer = this.#start(queue, index, processors[name]);
      return { queue, deadLetterQueue, consumer };
    });
  }

  /**
   * Resolves when every queue is empty: everything is processed or dead-lettered.
   * @param signal ends the waiting
   */
  async drain(signal?: AbortSignal): Promise<void> {
    await Promise.all(this.stations.map(({ queue }) => queue.whenEmpty(signal)));
  }

  /** Runs a change while no processor runs: the batches at hand end first, and those that come wait. */
  undisturbed<Result>(change: () => Promise<Result>): Promise<Result> {
    return this.#gate.exclusively(change);
  }

  /**
   * Takes the messages of one org, or of all, out of every queue, and forgets their deduplication ids.
   * A batch that was received before will find them gone. Only while {@link undisturbed}.
   */
  async discard(orgId?: string): Promise<void> {
    this.#discardedAt = this.#ports.clock.now();
    const idPrefix = orgId === undefined ? undefined : deduplicationScope(orgId);
    await this.topic.forgetDuplicates(idPrefix);
    for (const station of this.stations) {
      for (const queue of [station.queue, station.deadLetterQueue]) {
        queue.discard((body) => orgId === undefined || orgOf(body) === orgId);
        queue.forgetDuplicates(idPrefix);
      }
    }
  }

  /**
   * Lets the processors do what they can do now. Not a promise: what is blocked or fails stays
   * undone, and under constant load this gives up.
   */
  async caughtUp(): Promise<void> {
    for (let turn = 0; turn < CATCH_UP_TURNS; turn++) {
      await macrotask();
      if (this.stations.every(({ consumer }) => consumer.idle)) return;
    }
  }

  /** Ends the processors after the batch at hand, and every queue. */
  async close(): Promise<void> {
    await Promise.all(this.stations.map(({ consumer }) => consumer.stop()));
    for (const { queue, deadLetterQueue } of this.stations) {
      queue.close();
      deadLetterQueue.close();
    }
  }

  #start(queue: Queue<Envelope>, index: number, process: Processor): Consumer {
    const { clock, store, faults, traces, metrics, onError } = this.#ports;
    const handle = async (received: readonly Message[]): Promise<void> => {
      await faults.beforeProcessing(queue.name, received);
      await this.#gate.enter();
      try {
        await work(this.#stillThere(queue, received));
      } finally {
        this.#gate.leave();
      }
    };
    const work = async (messages: readonly Message[]): Promise<void> => {
      if (messages.length === 0) return;
      const began = clock.now();
      for (const { body } of messages) {
        if (body.kind === 'event') traces.delivered(index, body.trace, began);
      }
      await process(messages, store);
      const ended = clock.now();
      for (const { body } of messages) {
        if (body.kind === 'event') traces.processed(index, body.trace, ended);
      }
      metrics.processed(queue.name, messages.length, ended - messages[0]!.sentTimestamp);
    };
    return startConsumer(queue, handle, {
      clock,
      onError: (error, messages) => {
        metrics.processorFailed(queue.name);
        for (const { body } of messages as readonly Message[]) {
          if (body.kind === 'event') traces.failed(index, body.trace, clock.now(), error);
        }
        onError?.(error);
      },
    });
  }

  /** Without those that were discarded since they were received. */
  #stillThere(queue: Queue<Envelope>, messages: readonly Message[]): readonly Message[] {
    const isNew = (message: Message) => message.sentTimestamp > this.#discardedAt;
    if (messages.every(isNew)) return messages;
    return messages.filter((message) => isNew(message) || queue.holds(message.receiptHandle));
  }
}
