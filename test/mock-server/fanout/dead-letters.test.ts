import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../mock-server/clock/index.ts';
import { Queue, type QueueOptions } from '../../../mock-server/fanout/index.ts';
import { bodies, consume, message, receive, refusalOf, SECOND, send } from './fixtures.ts';

function makePair(options: QueueOptions<string> = {}) {
  const clock = new VirtualClock();
  const dead = new Queue<string>({ clock, name: 'dead' });
  const queue = new Queue<string>({
    clock,
    name: 'live',
    deadLetterQueue: dead,
    maxReceiveCount: 2,
    visibilityTimeout: 10,
    ...options,
  });
  return { clock, dead, queue };
}

/** Receives until the message at the head has been given up. */
async function exhaust({ clock, queue }: ReturnType<typeof makePair>, times = 2): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await receive(queue, { maxNumberOfMessages: 1 });
    await clock.advance(10 * SECOND);
  }
}

/** A pair whose dead-letter queue holds these messages. */
async function withDead(text: string) {
  const pair = makePair({ maxReceiveCount: 1 });
  await send(pair.queue, text);
  await receive(pair.queue, { visibilityTimeout: 0 });
  await receive(pair.queue);
  return pair;
}

describe('dead letters', () => {
  it('F40: a message moves when it would be received once too often', async () => {
    const pair = makePair();
    await send(pair.queue, 'a1');
    await exhaust(pair, 2);
    expect((await pair.dead.attributes()).ApproximateNumberOfMessages).toBe(0);
    expect((await pair.queue.attributes()).ApproximateNumberOfMessages).toBe(1);
    expect(bodies(await receive(pair.queue))).toBe('');
    expect((await pair.queue.attributes()).ApproximateNumberOfMessages).toBe(0);
    expect((await pair.queue.statistics()).NumberOfMessagesMovedToDeadLetterQueue).toBe(1);
    const [dead] = await receive(pair.dead);
    expect(dead).toMatchObject({
      body: 'a1',
      deadLetterQueueSource: 'live',
      approximateReceiveCount: 1,
    });
  });

  it('F40: ten receives unless set otherwise, and without a dead-letter queue any number', async () => {
    const clock = new VirtualClock();
    const dead = new Queue<string>({ clock });
    const queue = new Queue<string>({ clock, visibilityTimeout: 10, deadLetterQueue: dead });
    const lonely = new Queue<string>({ clock, visibilityTimeout: 10 });
    for (const each of [queue, lonely]) await send(each, 'a1');
    for (let n = 1; n <= 10; n += 1) {
      expect(bodies(await receive(queue))).toBe('a1');
      expect(bodies(await receive(lonely))).toBe('a1');
      await clock.advance(10 * SECOND);
    }
    expect(bodies(await receive(queue))).toBe('');
    expect(bodies(await receive(dead))).toBe('a1');
    expect(bodies(await receive(lonely))).toBe('a1');
  });

  it('F41: it keeps its id, and its age starts anew', async () => {
    const pair = makePair({ messageRetentionPeriod: 60 });
    const sent = await pair.queue.sendMessage(message('a', 'a1'));
    const { messageId } = sent;
    await exhaust(pair);
    await receive(pair.queue);
    const movedAt = pair.clock.now();
    await pair.clock.advance(5 * SECOND);
    expect((await pair.dead.attributes()).ApproximateAgeOfOldestMessage).toBe(5);
    const [dead] = await receive(pair.dead);
    expect(dead).toMatchObject({ messageId, sentTimestamp: movedAt, messageGroupId: 'a' });
    await pair.clock.advance(345_600 * SECOND - 5 * SECOND - 1);
    expect((await pair.dead.attributes()).ApproximateNumberOfMessages).toBe(1);
    await pair.clock.advance(1);
    expect((await pair.dead.attributes()).ApproximateNumberOfMessages).toBe(0);
  });

  it('F42: moving it unblocks the group at once', async () => {
    const pair = makePair();
    await send(pair.queue, 'a1 a2 a3');
    await exhaust(pair);
    expect(bodies(await receive(pair.queue))).toBe('a2 a3');
    expect(await consume(pair.dead)).toBe('a1');
  });

  it('F42: a waiting receive gets what comes after it', async () => {
    const pair = makePair();
    await send(pair.queue, 'a1 a2');
    for (let n = 0; n < 2; n += 1) {
      const [first] = await receive(pair.queue, { maxNumberOfMessages: 1 });
      if (n === 0) await pair.queue.changeMessageVisibility(first!.receiptHandle, 0);
    }
    const answer = receive(pair.queue, { waitTimeSeconds: 20 });
    const dead = receive(pair.dead, { waitTimeSeconds: 20 });
    await pair.clock.advance(10 * SECOND);
    expect(bodies(await answer)).toBe('a2');
    expect(bodies(await dead)).toBe('a1');
  });

  it('F43: its id is still known where it came from, and not where it went', async () => {
    const pair = makePair();
    await send(pair.queue, 'a1');
    await exhaust(pair);
    await receive(pair.queue);
    expect((await pair.queue.sendMessage(message('a', 'again', 'a1'))).duplicate).toBe(true);
    expect(await consume(pair.queue)).toBe('');
    const direct = await pair.dead.sendMessage(message('a', 'direct', 'a1'));
    expect(direct.duplicate).toBeUndefined();
    expect(await consume(pair.dead)).toBe('a1 direct');
  });

  it('passes messages along a chain of dead-letter queues', async () => {
    const clock = new VirtualClock();
    const last = new Queue<string>({ clock });
    const middle = new Queue<string>({ clock, deadLetterQueue: last, maxReceiveCount: 1 });
    const first = new Queue<string>({ clock, deadLetterQueue: middle, maxReceiveCount: 1 });
    await send(first, 'a1');
    for (const queue of [first, middle]) {
      expect(bodies(await receive(queue, { visibilityTimeout: 0 }))).toBe('a1');
      expect(bodies(await receive(queue))).toBe('');
    }
    expect(await consume(last)).toBe('a1');
  });

  it('keeps its messages when the dead-letter queue is gone', async () => {
    const pair = makePair();
    pair.dead.close();
    await send(pair.queue, 'a1');
    await exhaust(pair);
    expect(bodies(await receive(pair.queue))).toBe('a1');
  });
});

describe('message move tasks (F44)', () => {
  it('F44: moves the messages back, in order, as new ones that are no duplicates of themselves', async () => {
    const { dead, queue } = await withDead('a1 b1 a2 b2');
    const before = await dead.peekMessages();
    const task = await dead.startMessageMoveTask();
    expect(task).toMatchObject({
      status: 'COMPLETED',
      approximateNumberOfMessagesMoved: 4,
      approximateNumberOfMessagesToMove: 4,
    });
    expect((await dead.attributes()).ApproximateNumberOfMessages).toBe(0);
    const after = await queue.peekMessages();
    expect(after.map(({ body }) => body)).toEqual(before.map(({ body }) => body));
    expect(after.map(({ approximateReceiveCount }) => approximateReceiveCount)).toEqual([
      0, 0, 0, 0,
    ]);
    expect(after[0]?.messageId).not.toBe(before[0]?.messageId);
  });

  it('F44: moves them elsewhere, leaving what is in flight and what is behind it', async () => {
    const { clock, dead } = await withDead('a1 a2 b1');
    const other = new Queue<string>({ clock });
    await receive(dead, { maxNumberOfMessages: 1 });
    await dead.startMessageMoveTask({ destination: other });
    expect(await consume(other)).toBe('b1');
    expect((await dead.peekMessages()).map(({ body }) => body)).toEqual(['a1', 'a2']);
  });

  it('F44: keeps to a rate, one task at a time, and can be cancelled', async () => {
    const { clock, dead, queue } = await withDead('a1 a2 a3 a4 a5');
    const { taskHandle } = await dead.startMessageMoveTask({ maxNumberOfMessagesPerSecond: 2 });
    expect((await queue.attributes()).ApproximateNumberOfMessages).toBe(2);
    expect(await refusalOf(dead.startMessageMoveTask())).toBe('InvalidParameterValue');
    await clock.advance(SECOND);
    expect((await queue.attributes()).ApproximateNumberOfMessages).toBe(4);
    expect(await dead.cancelMessageMoveTask(taskHandle)).toMatchObject({
      status: 'CANCELLED',
      approximateNumberOfMessagesMoved: 4,
    });
    await clock.advance(SECOND);
    expect((await queue.attributes()).ApproximateNumberOfMessages).toBe(4);
    expect(await refusalOf(dead.cancelMessageMoveTask(taskHandle))).toBe(
      'ResourceNotFoundException',
    );
    await dead.startMessageMoveTask({ maxNumberOfMessagesPerSecond: 1 });
    expect((await dead.listMessageMoveTasks()).map(({ status }) => status)).toEqual([
      'COMPLETED',
      'CANCELLED',
    ]);
  });

  it('F44: fails for messages that have nowhere to go back to, and moves the others', async () => {
    const { dead, queue } = await withDead('a1');
    await dead.sendMessage(message('z', 'direct'));
    expect(await dead.startMessageMoveTask()).toMatchObject({
      status: 'FAILED',
      failureReason: 'CouldNotDetermineMessageSource',
      approximateNumberOfMessagesMoved: 1,
    });
    expect(await consume(queue)).toBe('a1');
    expect(await consume(dead)).toBe('direct');
  });

  it('F44: only from a dead-letter queue', async () => {
    const { queue } = makePair();
    expect(await refusalOf(queue.startMessageMoveTask())).toBe('InvalidParameterValue');
  });
});
