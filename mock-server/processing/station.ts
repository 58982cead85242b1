import type { Clock } from '../clock/index.ts';
import type { Faults } from '../control/faults/faults.ts';
import type { Metrics } from '../control/metrics/metrics.ts';
import type { Traces } from '../control/traces/traces.ts';
import { startConsumer, type Consumer } from '../fanout/consumer.ts';
import { orgOf, type Envelope, type Message } from '../fanout/envelope.ts';
import type { Queue } from '../fanout/queue.ts';
import type { Store } from '../store/store.ts';
import type { BatchGate } from './batch-gate.ts';

/** Writes what a batch says to the store. Idempotent: a batch may come again. */
export type Processor = (messages: readonly Message[], store: Store) => Promise<void>;

/** What a station works with, and whom it tells what it does. */
export interface StationPorts {
  readonly clock: Clock;
  readonly store: Store;
  readonly faults: Faults;
  readonly traces: Traces;
  readonly metrics: Metrics;
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** A service of the product: its queue, its dead-letter queue, and the processor at their end. */
export class Station {
  readonly queue: Queue<Envelope>;
  readonly deadLetterQueue: Queue<Envelope>;
  readonly consumer: Consumer;
  /** Its place among the stations, by which the traces know it. */
  readonly #place: number;
  readonly #process: Processor;
  readonly #gate: BatchGate;
  readonly #ports: StationPorts;
  /** The latest instant at which messages were discarded. */
  #discardedAt = -Infinity;

  constructor(
    { queue, deadLetterQueue }: Pick<Station, 'queue' | 'deadLetterQueue'>,
    place: number,
    process: Processor,
    gate: BatchGate,
    ports: StationPorts,
  ) {
    this.queue = queue;
    this.deadLetterQueue = deadLetterQueue;
    this.#place = place;
    this.#process = process;
    this.#gate = gate;
    this.#ports = ports;
    this.consumer = startConsumer(queue, (received) => this.#receive(received), {
      clock: ports.clock,
      onError: (error, messages) => this.#failed(error, messages),
    });
  }

  /** Takes the messages of one org, or of all, out of both queues. Only while the gate is shut. */
  discard(orgId?: string): void {
    this.#discardedAt = this.#ports.clock.now();
    for (const queue of [this.queue, this.deadLetterQueue]) {
      queue.discard((body) => orgId === undefined || orgOf(body) === orgId);
    }
  }

  async #receive(received: readonly Message[]): Promise<void> {
    await this.#ports.faults.beforeProcessing(this.queue.name, received);
    await this.#gate.enter();
    try {
      const messages = this.#stillThere(received);
      if (messages.length > 0) await this.#work(messages);
    } finally {
      this.#gate.leave();
    }
  }

  async #work(messages: readonly Message[]): Promise<void> {
    const { clock, store, traces, metrics } = this.#ports;
    const began = clock.now();
    for (const { body } of messages) {
      if (body.kind === 'event') traces.delivered(this.#place, body.trace, began);
    }
    await this.#process(messages, store);
    const ended = clock.now();
    for (const { body } of messages) {
      if (body.kind === 'event') traces.processed(this.#place, body.trace, ended);
    }
    metrics.processed(this.queue.name, messages.length, ended - messages[0]!.sentTimestamp);
  }

  #failed(error: unknown, messages: readonly Message[]): void {
    const { clock, traces, metrics, onError } = this.#ports;
    metrics.processorFailed(this.queue.name);
    for (const { body } of messages) {
      if (body.kind === 'event') traces.failed(this.#place, body.trace, clock.now(), error);
    }
    onError?.(error);
  }

  /** Without those that were discarded since they were received. */
  #stillThere(messages: readonly Message[]): readonly Message[] {
    const isNew = (message: Message) => message.sentTimestamp > this.#discardedAt;
    if (messages.every(isNew)) return messages;
    return messages.filter((message) => isNew(message) || this.queue.holds(message.receiptHandle));
  }
}
