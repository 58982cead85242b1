import { describe, expect, it } from 'vitest';
import { FifoError, Queue, startConsumer } from '../../../mock-server/fanout/index.ts';
import { VirtualClock } from '../../../mock-server/clock/index.ts';
import { bodies, makeQueue, message, receive, SECOND, send } from './fixtures.ts';

describe('the consumer', () => {
  it('hands over what comes in and acknowledges it', async () => {
    const { clock, queue } = makeQueue();
    const handled: string[] = [];
    const consumer = startConsumer(
      queue,
      async (messages) => {
        handled.push(bodies(messages));
      },
      { clock },
    );
    await send(queue, 'a1 b1 a2');
    await queue.whenEmpty();
    await clock.advance(60 * SECOND);
    await send(queue, 'a3');
    await queue.whenEmpty();
    await consumer.stop();
    expect(handled.join(' ').split(' ').toSorted()).toEqual(['a1', 'a2', 'a3', 'b1']);
    expect((await queue.statistics()).NumberOfMessagesReceived).toBe(4);
  });

  it('takes up to ten at a time, or as many as it is told', async () => {
    const { clock, queue } = makeQueue();
    for (let n = 0; n < 12; n += 1) await queue.sendMessage(message('g', `${n}`));
    const sizes: number[] = [];
    const consumer = startConsumer(queue, async (messages) => void sizes.push(messages.length), {
      clock,
    });
    await queue.whenEmpty();
    await consumer.stop();
    expect(sizes).toEqual([10, 2]);
  });

  it('acknowledges nothing when the handler throws, tells of it, and goes on with other groups', async () => {
    const { clock, queue } = makeQueue();
    const failures: unknown[] = [];
    const handled: string[] = [];
    let healthy = false;
    await send(queue, 'a1 a2');
    const consumer = startConsumer(
      queue,
      async (messages) => {
        if (messages[0]?.messageGroupId === 'a' && !healthy) throw new Error('no');
        handled.push(bodies(messages));
      },
      {
        clock,
        onError: (error, messages) => failures.push([(error as Error).message, bodies(messages)]),
      },
    );
    await clock.advance(0);
    // What stands behind it in its group waits with it, untouched.
    expect(failures).toEqual([['no', 'a1']]);
    await send(queue, 'b1');
    await clock.advance(0);
    expect(handled).toEqual(['b1']);
    healthy = true;
    await clock.advance(30 * SECOND - 1);
    expect(handled).toEqual(['b1']);
    await clock.advance(1);
    expect(handled).toEqual(['b1', 'a1', 'a2']);
    await consumer.stop();
    expect((await queue.attributes()).ApproximateNumberOfMessagesNotVisible).toBe(0);
  });

  it('gives up a poisonous message alone, and nothing of what it was received with', async () => {
    const clock = new VirtualClock();
    const deadLetterQueue = new Queue<string>({ clock });
    const queue = new Queue<string>({ clock, deadLetterQueue, maxReceiveCount: 3 });
    const handled: string[] = [];
    await send(queue, 'a1 a2 a3 b1 a4 b2');
    const consumer = startConsumer(
      queue,
      async (messages) => {
        if (messages.some(({ body }) => body === 'a2')) throw new Error('poison');
        handled.push(bodies(messages));
      },
      { clock },
    );
    await clock.advance(0);
    expect(handled).toEqual(['a1', 'b1', 'b2']);
    await send(queue, 'c1');
    await clock.advance(0);
    expect(handled.at(-1)).toBe('c1');
    await clock.advance(90 * SECOND);
    expect(handled.slice(4)).toEqual(['a3', 'a4']);
    expect(bodies(await receive(deadLetterQueue))).toBe('a2');
    expect((await queue.attributes()).ApproximateNumberOfMessages).toBe(0);
    await consumer.stop();
  });

  it('tells when its handler was too slow to acknowledge', async () => {
    const { clock, queue } = makeQueue();
    const errors: unknown[] = [];
    const consumer = startConsumer(
      queue,
      () => new Promise<void>((resolve) => void clock.setTimeout(resolve, 6 * SECOND)),
      { clock, visibilityTimeout: 5, onError: (error) => errors.push(error) },
    );
    await send(queue, 'a1');
    await clock.advance(6 * SECOND);
    expect(errors).toMatchObject([
      { message: expect.stringContaining('receipt handle has expired') as string },
    ]);
    const stopped = consumer.stop();
    await clock.advance(6 * SECOND);
    await stopped;
  });

  it('stops after the batch at hand, and at once when it waits', async () => {
    const { clock, queue } = makeQueue();
    const consumer = startConsumer(
      queue,
      () => new Promise<void>((resolve) => void clock.setTimeout(resolve, 5 * SECOND)),
      { clock },
    );
    await send(queue, 'a1');
    await clock.advance(0);
    let stopped = false;
    const stopping = consumer.stop().then(() => {
      stopped = true;
    });
    await clock.advance(0);
    expect(stopped).toBe(false);
    await clock.advance(5 * SECOND);
    await stopping;
    expect((await queue.attributes()).ApproximateNumberOfMessagesNotVisible).toBe(0);
    await startConsumer(queue, async () => undefined, { clock }).stop();
    await send(queue, 'a2');
    expect((await queue.attributes()).ApproximateNumberOfMessages).toBe(1);
  });

  it('ends by itself when the queue is closed', async () => {
    const { clock, queue } = makeQueue();
    const errors: unknown[] = [];
    const consumer = startConsumer(queue, async () => undefined, {
      clock,
      onError: (error) => errors.push(error),
    });
    await clock.advance(0);
    queue.close();
    await clock.advance(0);
    await consumer.stop();
    expect(errors).toEqual([]);
  });

  it('asks again after a second when a receive fails', async () => {
    const clock = new VirtualClock();
    const queue = new Queue<string>({ clock });
    const errors: unknown[] = [];
    let failing = true;
    const handled: string[] = [];
    const consumer = startConsumer(
      {
        name: 'unreliable',
        receiveMessages: async (options) => {
          if (failing) throw new FifoError('InvalidParameterValue', 'not today');
          return queue.receiveMessages(options);
        },
        deleteMessageBatch: (handles) => queue.deleteMessageBatch(handles),
      },
      async (messages) => void handled.push(bodies(messages)),
      { clock, onError: (error, messages) => errors.push([error, messages]) },
    );
    await send(queue, 'a1');
    await clock.advance(2 * SECOND);
    expect(errors).toHaveLength(3);
    failing = false;
    await clock.advance(SECOND);
    expect(handled).toEqual(['a1']);
    await consumer.stop();
  });

  it('lets the rest of the process live while it is busy', async () => {
    const queue = new Queue<number>();
    let handled = 0;
    let turns = 0;
    for (let n = 0; n < 20; n += 1) await fill(queue, n);
    const consumer = startConsumer(queue, async (messages) => {
      handled += messages.length;
      const until = Date.now() + 2;
      while (Date.now() < until);
    });
    const count = (): void => {
      turns += 1;
      if (handled < 200) setImmediate(count);
    };
    setImmediate(count);
    await queue.whenEmpty();
    await consumer.stop();
    expect(handled).toBe(200);
    expect(turns).toBeGreaterThan(1);
  });
});

async function fill(queue: Queue<number>, batch: number): Promise<void> {
  await queue.sendMessageBatch(
    Array.from({ length: 10 }, (_, n) => ({
      id: `${n}`,
      messageGroupId: 'g',
      messageDeduplicationId: `${batch}-${n}`,
      body: n,
    })),
  );
}
