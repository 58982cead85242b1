import { describe, expect, it } from 'vitest';
import { Queue } from '../../../mock-server/fanout/index.ts';
import { bodies, consume, handles, makeQueue, message, receive, SECOND, send } from './fixtures.ts';

describe('counters and retention', () => {
  it('F34: messages of blocked groups count as available', async () => {
    const { clock, queue } = makeQueue();
    await send(queue, 'a1 a2 a3 a4 a5 a6');
    await receive(queue, { maxNumberOfMessages: 2 });
    expect(await queue.attributes()).toMatchObject({
      ApproximateNumberOfMessages: 4,
      ApproximateNumberOfMessagesNotVisible: 2,
      ApproximateNumberOfMessagesDelayed: 0,
      ApproximateAgeOfOldestMessage: 0,
    });
    await clock.advance(30_500);
    expect(await queue.attributes()).toMatchObject({
      ApproximateNumberOfMessages: 6,
      ApproximateNumberOfMessagesNotVisible: 0,
      ApproximateAgeOfOldestMessage: 30,
    });
  });

  it('F34: delayed messages count on their own until they are visible', async () => {
    const { clock, queue } = makeQueue({ delaySeconds: 10 });
    await send(queue, 'a1 a2');
    await clock.advance(5 * SECOND);
    await send(queue, 'b1');
    await clock.advance(5 * SECOND);
    await receive(queue, { maxNumberOfMessages: 1 });
    expect(await queue.attributes()).toMatchObject({
      ApproximateNumberOfMessages: 1,
      ApproximateNumberOfMessagesNotVisible: 1,
      ApproximateNumberOfMessagesDelayed: 1,
    });
  });

  it('F34: the attributes tell how the queue is set', async () => {
    const { clock, queue: deadLetterQueue } = makeQueue({ name: 'dead' });
    const { queue } = makeQueue({ clock, deadLetterQueue, maxReceiveCount: 3, delaySeconds: 2 });
    expect(await queue.attributes()).toMatchObject({
      VisibilityTimeout: 30,
      DelaySeconds: 2,
      MessageRetentionPeriod: 345_600,
      ReceiveMessageWaitTimeSeconds: 0,
      FifoQueue: true,
      ContentBasedDeduplication: false,
      DeduplicationScope: 'queue',
      RedrivePolicy: { deadLetterTarget: 'dead', maxReceiveCount: 3 },
    });
    expect(await deadLetterQueue.attributes()).not.toHaveProperty('RedrivePolicy');
  });

  it('F35: beyond 120,000 messages in flight a receive gets nothing, without an error', async () => {
    const { queue } = makeQueue({ deduplicationLimit: 2 });
    for (let n = 0; n < 120_005; n += 1) await queue.sendMessage(message(`g${n}`, `m${n}`));
    let last = await receive(queue);
    for (let n = 1; n < 12_000; n += 1) last = await receive(queue);
    expect(last).toHaveLength(10);
    expect(await receive(queue)).toEqual([]);
    await queue.deleteMessageBatch(handles(last).slice(0, 3));
    expect(await receive(queue)).toHaveLength(3);
  });

  it('F36: a message is kept for the retention period, in flight or not', async () => {
    const { clock, queue } = makeQueue({ messageRetentionPeriod: 60, visibilityTimeout: 600 });
    await send(queue, 'a1 a2 b1');
    const [a1] = await receive(queue, { maxNumberOfMessages: 1 });
    await clock.advance(60 * SECOND - 1);
    await send(queue, 'c1');
    expect(bodies(await receive(queue, { visibilityTimeout: 0 }))).toBe('b1 c1');
    await clock.advance(1);
    expect(bodies(await receive(queue))).toBe('c1');
    await queue.deleteMessage(a1!.receiptHandle);
    expect((await queue.statistics()).NumberOfMessagesExpired).toBe(3);
  });

  it('F36: four days unless set otherwise', async () => {
    const { clock, queue } = makeQueue();
    await send(queue, 'a1');
    await clock.advance(4 * 24 * 3600 * SECOND - 1);
    expect((await queue.attributes()).ApproximateNumberOfMessages).toBe(1);
    await clock.advance(1);
    expect((await queue.attributes()).ApproximateNumberOfMessages).toBe(0);
  });

  it('F28, F32, F36: takes options up to the ends of their range, and refuses those beyond', () => {
    for (const options of [
      { visibilityTimeout: 0, messageRetentionPeriod: 60 },
      { visibilityTimeout: 43_200, messageRetentionPeriod: 1_209_600 },
      { receiveMessageWaitTimeSeconds: 20, delaySeconds: 900 },
    ]) {
      expect(() => new Queue(options)).not.toThrow();
    }
    for (const options of [
      { visibilityTimeout: -1 },
      { visibilityTimeout: 43_201 },
      { delaySeconds: 901 },
      { messageRetentionPeriod: 59 },
      { messageRetentionPeriod: 1_209_601 },
      { receiveMessageWaitTimeSeconds: 21 },
      { maxReceiveCount: 0 },
      { deduplicationLimit: 0 },
    ]) {
      expect(() => new Queue(options)).toThrow(
        expect.objectContaining({ code: 'InvalidAttributeValue' }),
      );
    }
  });

  it('keeps statistics', async () => {
    const { clock, queue } = makeQueue();
    await send(queue, 'a1 a2 a1');
    await receive(queue);
    await clock.advance(30_000);
    await consume(queue);
    expect(await queue.statistics()).toEqual({
      NumberOfMessagesSent: 2,
      NumberOfMessagesReceived: 4,
      NumberOfMessagesDeleted: 2,
      NumberOfDeduplicatedSentMessages: 1,
      NumberOfMessagesMovedToDeadLetterQueue: 0,
      NumberOfMessagesExpired: 0,
      NumberOfDeduplicationIdsForgotten: 0,
    });
  });

  it('shows its messages without receiving them', async () => {
    const { clock, queue } = makeQueue({ delaySeconds: 1 });
    await send(queue, 'a1 b1');
    await clock.advance(1000);
    await receive(queue, { maxNumberOfMessages: 1 });
    await send(queue, 'c1');
    expect((await queue.peekMessages()).map(({ body, state }) => [body, state])).toEqual([
      ['a1', 'inFlight'],
      ['b1', 'visible'],
      ['c1', 'delayed'],
    ]);
    expect(await queue.peekMessages(1)).toHaveLength(1);
  });

  it('writes a received message as JSON, with all of its fields', async () => {
    const { clock, queue } = makeQueue({
      createMessageId: () => '6a1f2c1e-9d5b-4f7a-8a54-3d1c5a0b7e99',
    });
    await queue.sendMessage({ ...message('g', 'x', 'id'), messageAttributes: { kind: 'event' } });
    const [received] = await receive(queue);
    expect(JSON.parse(JSON.stringify(received))).toEqual({
      messageId: '6a1f2c1e-9d5b-4f7a-8a54-000000000001',
      receiptHandle: received!.receiptHandle,
      body: 'x',
      messageAttributes: { kind: 'event' },
      messageGroupId: 'g',
      messageDeduplicationId: 'id',
      sequenceNumber: '00000000000000000256',
      sentTimestamp: clock.now(),
      approximateReceiveCount: 1,
      approximateFirstReceiveTimestamp: clock.now(),
    });
  });
});
