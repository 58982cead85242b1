import { expect } from 'vitest';
import { VirtualClock } from '../../../mock-server/clock/index.ts';
import {
  type OutgoingMessage,
  Queue,
  type ReceivedMessage,
  type SendResult,
  Topic,
} from '../../../mock-server/fanout/index.ts';
import { bodies, message } from './fixtures.ts';
import { type ModelMessage, type ModelOptions, QueueModel } from './model.ts';

/** What a consumer holds: a handle, and what it stands for. */
interface Held {
  readonly handle: string;
  readonly message: ModelMessage;
  readonly receiveCount: number;
}

/** Runs the engine and the model side by side. */
export class Run {
  readonly clock = new VirtualClock();
  readonly dead = new Queue<string>({ clock: this.clock });
  readonly queue: Queue<string>;
  readonly topic = new Topic<string>({ clock: this.clock });
  readonly model: QueueModel;
  /** What the consumers of now hold. */
  readonly #deliveries: Held[] = [];
  /** What any consumer has ever held. */
  readonly #everHeld: Held[] = [];
  /** What was answered to the latest message of an id that was new, by door and id. */
  readonly #originals = new Map<string, SendResult>();
  #messagesMade = 0;

  constructor(options: ModelOptions) {
    this.queue = new Queue({
      clock: this.clock,
      delaySeconds: options.delayMs / 1000,
      messageRetentionPeriod: options.retentionMs / 1000,
      maxReceiveCount: options.maxReceiveCount,
      deadLetterQueue: this.dead,
    });
    this.topic.subscribe(this.queue);
    this.model = new QueueModel(options);
  }

  /** The delivery that a random number chooses, and whether its handle still counts. */
  choose(choice: number) {
    const delivery = this.#deliveries[choice % this.#deliveries.length];
    if (delivery === undefined) return undefined;
    this.model.settle(this.clock.now());
    const { receiveCount, state } = delivery.message;
    const isThere = this.model.messages.includes(delivery.message);
    const isCurrent = isThere && state === 'inFlight' && receiveCount === delivery.receiveCount;
    return { ...delivery, isThere, isCurrent };
  }

  /** The next message. */
  make(group: string, id: string): OutgoingMessage<string> {
    const body = `${group}${++this.#messagesMade}`;
    return message(group, body, id === 'fresh' ? body : id);
  }

  /** The consumers of now are no more. */
  forgetDeliveries(): void {
    this.#deliveries.length = 0;
  }

  /** A duplicate is answered like its original (F8). */
  compareSent(door: 'topic' | 'queue', sent: OutgoingMessage<string>, result: SendResult): void {
    const { messageGroupId, messageDeduplicationId: id = '', body } = sent;
    const now = this.clock.now();
    const isNew =
      door === 'topic'
        ? this.model.publish(messageGroupId, id, body, now)
        : this.model.send(messageGroupId, id, body, now);
    expect(result.duplicate !== true).toBe(isNew);
    const key = `${door} ${id}`;
    if (isNew) this.#originals.set(key, result);
    // What the topic passes on may be the original for the queue, which tells nobody its number.
    if (door === 'topic') this.#originals.delete(`queue ${id}`);
    const { messageId, sequenceNumber } = this.#originals.get(key) ?? result;
    expect([result.messageId, result.sequenceNumber]).toEqual([messageId, sequenceNumber]);
  }

  compareReceived(messages: readonly ReceivedMessage<string>[], expected: ModelMessage[]): void {
    expect(bodies(messages)).toBe(expected.map(({ body }) => body).join(' '));
    for (const [index, { receiptHandle, approximateReceiveCount }] of messages.entries()) {
      const delivered = expected[index]!;
      const { receiveCount } = delivered;
      expect(approximateReceiveCount).toBe(receiveCount);
      const held = { handle: receiptHandle, message: delivered, receiveCount };
      // The same handle for the same receive, and for no other (F30, F31).
      for (const earlier of this.#everHeld) {
        const isSame = earlier.message === delivered && earlier.receiveCount === receiveCount;
        expect(earlier.handle === receiptHandle).toBe(isSame);
      }
      this.#deliveries.push(held);
      this.#everHeld.push(held);
    }
  }

  async compare(): Promise<void> {
    this.model.settle(this.clock.now());
    expect(await this.queue.attributes()).toMatchObject({
      ApproximateNumberOfMessages: this.model.count('visible'),
      ApproximateNumberOfMessagesNotVisible: this.model.count('inFlight'),
      ApproximateNumberOfMessagesDelayed: this.model.count('delayed'),
    });
    const peeked = await this.queue.peekMessages(1000);
    expect(peeked.map(({ body, state }) => `${body} ${state}`)).toEqual(
      this.model.messages.map(({ body, state }) => `${body} ${state}`),
    );
    const buried = await this.dead.peekMessages(1000);
    expect(buried.map(({ body }) => body)).toEqual(this.model.dead.map(({ body }) => body));
  }
}
