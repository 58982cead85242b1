import { processAlerts } from '../alert-processor/alert-processor.ts';
import type { AlertRule } from '../alert-processor/alert-rule.ts';
import { macrotask } from '../clock/macrotask.ts';
import type { Envelope } from '../fanout/envelope.ts';
import { Queue } from '../fanout/queue.ts';
import type { SubscriptionOptions } from '../fanout/subscription.ts';
import { Topic } from '../fanout/topic.ts';
import type { Ids } from '../ids.ts';
import { deduplicationScope } from '../ingest/deduplication-id.ts';
import { processEvents } from '../pipeline/pipeline.ts';
import { processSessions } from '../session-processor/session-processor.ts';
import { BatchGate } from './batch-gate.ts';
import { QUEUES, type QueueName } from './queue-names.ts';
import { Station, type Processor, type StationPorts } from './station.ts';

/** How many turns of the event loop {@link Processing.caughtUp} waits at most. */
const CATCH_UP_TURNS = 50;

interface ProcessingPorts extends StationPorts {
  readonly ids: Ids;
  readonly alertRules: readonly AlertRule[];
}

/** What a service wants of the topic, and what it does with it. */
interface Service extends SubscriptionOptions<Envelope> {
  readonly process: Processor;
}

function services(alertRules: readonly AlertRule[]): Record<QueueName, Service> {
  const filterPolicy = { kind: ['event'] };
  return {
    'quint-events-pipeline': { filterPolicy, process: processEvents },
    // All kinds: it sees a session's events and reports in one order.
    'quint-events-sessions': { process: processSessions },
    'quint-events-alerts': { filterPolicy, process: processAlerts(alertRules) },
  };
}

/** One topic, three queues with their dead-letter queues, and a processor at the end of each. */
export class Processing {
  readonly topic: Topic<Envelope>;
  readonly stations: readonly Station[];
  readonly #gate = new BatchGate();
  readonly #closeListeners = new Set<() => void>();
  #closed = false;

  constructor(env: string, ports: ProcessingPorts) {
    const { clock, ids, alertRules } = ports;
    const common = { clock, createMessageId: () => ids.uuid() };
    this.topic = new Topic<Envelope>({ name: `quint-events-${env}`, ...common });
    const byQueue = services(alertRules);
    this.stations = QUEUES.map((name, place) => {
      const { process, ...subscription } = byQueue[name];
      const deadLetterQueue = new Queue<Envelope>({ name: `${name}-dlq`, ...common });
      const queue = new Queue<Envelope>({ name, deadLetterQueue, ...common });
      this.topic.subscribe(queue, subscription);
      return new Station({ queue, deadLetterQueue }, place, process, this.#gate, ports);
    });
  }

  /** Each queue, followed by its dead-letter queue. */
  get queues(): readonly Queue<Envelope>[] {
    return this.stations.flatMap(({ queue, deadLetterQueue }) => [queue, deadLetterQueue]);
  }

  /** Whether it has been closed: what is published is processed by nobody. */
  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Tells when it is closed.
   * @returns what ends that
   */
  onClose(listener: () => void): () => void {
    this.#closeListeners.add(listener);
    return () => void this.#closeListeners.delete(listener);
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
    const idPrefix = orgId === undefined ? undefined : deduplicationScope(orgId);
    await this.topic.forgetDuplicates(idPrefix);
    for (const station of this.stations) station.discard(orgId);
    for (const queue of this.queues) queue.forgetDuplicates(idPrefix);
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
    this.#closed = true;
    for (const listener of this.#closeListeners) listener();
    await Promise.all(this.stations.map(({ consumer }) => consumer.stop()));
    for (const queue of this.queues) queue.close();
  }
}
