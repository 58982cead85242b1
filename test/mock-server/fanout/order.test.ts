import { describe, expect, it } from 'vitest';
import {
  bodies,
  consume,
  handles,
  makeQueue,
  message,
  receive,
  refusalOf,
  SECOND,
  send,
} from './fixtures.ts';

describe('order and groups', () => {
  it('F18: order is strict within a group', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1 b1 a2 b2 a3');
    const order = bodies(await receive(queue)).split(' ');
    expect(order.filter((body) => body.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(order.filter((body) => body.startsWith('b'))).toEqual(['b1', 'b2']);
  });

  it('F19, F21: while one message is in flight the group gives nothing, new messages included', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1 a2');
    expect(bodies(await receive(queue, { maxNumberOfMessages: 1 }))).toBe('a1');
    expect(bodies(await receive(queue))).toBe('');
    await send(queue, 'a3');
    expect(bodies(await receive(queue))).toBe('');
    await send(queue, 'b1');
    expect(bodies(await receive(queue))).toBe('b1');
  });

  it('F20: one receive takes as many as it can of a group, then goes on to others', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1 b1 a2 c1 b2 a3 c2');
    expect(bodies(await receive(queue, { maxNumberOfMessages: 4 }))).toBe('a1 a2 a3 b1');
    // b is blocked by b1.
    expect(bodies(await receive(queue))).toBe('c1 c2');
  });

  it('F22: delayed messages do not block visible ones', async () => {
    const { clock, queue } = makeQueue({ delaySeconds: 10 });
    await send(queue, 'a1');
    await clock.advance(5 * SECOND);
    await send(queue, 'a2');
    await clock.advance(5 * SECOND);
    expect(await queue.attributes()).toMatchObject({
      ApproximateNumberOfMessages: 1,
      ApproximateNumberOfMessagesDelayed: 1,
    });
    expect(await consume(queue)).toBe('a1');
    await clock.advance(5 * SECOND - 1);
    expect(await consume(queue)).toBe('');
    await clock.advance(1);
    expect(await consume(queue)).toBe('a2');
  });

  it('F23: the group stays locked until all of the batch are deleted, and then opens at once', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1 a2 a3');
    const [first, second] = await receive(queue, { maxNumberOfMessages: 2 });
    await queue.deleteMessage(second!.receiptHandle);
    expect(bodies(await receive(queue))).toBe('');
    await queue.deleteMessage(first!.receiptHandle);
    expect(bodies(await receive(queue))).toBe('a3');
  });

  it('F24: a message made visible is available up to the next one in flight', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1 a2 a3');
    const [first, second] = await receive(queue, { maxNumberOfMessages: 2 });
    await queue.changeMessageVisibility(second!.receiptHandle, 0);
    expect(bodies(await receive(queue))).toBe('');
    await queue.changeMessageVisibility(first!.receiptHandle, 0);
    expect(bodies(await receive(queue))).toBe('a1 a2 a3');
  });

  it('F24: with m1 and m2 in flight and m1 made visible, a receive gives m1 only', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1 a2 a3');
    const [first] = await receive(queue, { maxNumberOfMessages: 2 });
    await queue.changeMessageVisibility(first!.receiptHandle, 0);
    expect(bodies(await receive(queue))).toBe('a1');
  });

  it.each([
    [0, ''],
    [1, 'a1'],
    [2, 'a1 a2'],
  ])('F25: extending message %i of a batch blocks it and what follows', async (index, expected) => {
    const { clock, queue } = makeQueue({ visibilityTimeout: 10 });
    await send(queue, 'a1 a2 a3 a4');
    const batch = await receive(queue, { maxNumberOfMessages: 3 });
    await queue.changeMessageVisibility(batch[index]!.receiptHandle, 60);
    await clock.advance(10 * SECOND);
    expect(bodies(await receive(queue))).toBe(expected);
  });

  it('F26: after a timeout the messages come back in their order', async () => {
    const { clock, queue } = makeQueue();
    await send(queue, 'a1 a2 b1 a3');
    const batch = await receive(queue);
    // The later message is due first.
    await queue.changeMessageVisibility(batch[2]!.receiptHandle, 5);
    await queue.changeMessageVisibility(batch[1]!.receiptHandle, 10);
    await clock.advance(30 * SECOND);
    const order = bodies(await receive(queue)).split(' ');
    expect(order.filter((body) => body.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  });

  it('F27: a receive with a visibility timeout of 0 keeps the order and gives the same again', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1 a2 a3');
    const first = await receive(queue, { visibilityTimeout: 0, maxNumberOfMessages: 2 });
    const second = await receive(queue, { visibilityTimeout: 0 });
    expect(bodies(first)).toBe('a1 a2');
    expect(bodies(second)).toBe('a1 a2 a3');
    expect(second[0]?.approximateReceiveCount).toBe(2);
    expect(await refusalOf(queue.deleteMessage(second[0]!.receiptHandle))).toBe(
      'InvalidParameterValue',
    );
  });

  it('F28: a changed timeout is of this receive only, the next has the 30 s of the queue', async () => {
    const { clock, queue } = makeQueue();
    await send(queue, 'a1');
    const [first] = await receive(queue);
    await queue.changeMessageVisibility(first!.receiptHandle, 5);
    await clock.advance(5 * SECOND);
    expect(bodies(await receive(queue))).toBe('a1');
    await clock.advance(30 * SECOND - 1);
    expect(bodies(await receive(queue))).toBe('');
    await clock.advance(1);
    expect(bodies(await receive(queue, { visibilityTimeout: 7 }))).toBe('a1');
    await clock.advance(7 * SECOND);
    expect(bodies(await receive(queue))).toBe('a1');
  });

  it('F28: a message is in flight for 12 hours at most, from its receive on', async () => {
    const { clock, queue } = makeQueue();
    await send(queue, 'a1');
    const [received] = await receive(queue, { visibilityTimeout: 43_200 });
    const handle = received!.receiptHandle;
    expect(await refusalOf(queue.changeMessageVisibility(handle, 43_201))).toBe(
      'InvalidParameterValue',
    );
    expect(await refusalOf(queue.changeMessageVisibility(handle, 43_200))).toBe('accepted');
    await clock.advance(3600 * SECOND);
    expect(await refusalOf(queue.changeMessageVisibility(handle, 43_200))).toBe(
      'InvalidParameterValue',
    );
    expect(await refusalOf(queue.changeMessageVisibility(handle, 43_200 - 3600))).toBe('accepted');
  });

  it('F29: an emptied group gets back into rotation when a message arrives', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1 b1 c1');
    expect(await consume(queue)).toBe('a1 b1 c1');
    await send(queue, 'c2 a2');
    expect(bodies(await receive(queue, { maxNumberOfMessages: 1 }))).toBe('c2');
    expect(bodies(await receive(queue, { maxNumberOfMessages: 1 }))).toBe('a2');
  });

  it('F29: ready groups take turns', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1 a2 a3 b1 b2 c1');
    const order: string[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      const batch = await receive(queue, { maxNumberOfMessages: 1 });
      order.push(bodies(batch));
      await queue.deleteMessageBatch(handles(batch));
    }
    expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  it('keeps its groups apart however many come and go', async () => {
    const { queue } = makeQueue();
    for (let n = 0; n < 25_000; n += 1) {
      await queue.sendMessage(message(`group-${n}`, `m${n}`));
      if (n % 10 === 9) {
        const batch = await receive(queue);
        expect(batch.map(({ messageGroupId }) => messageGroupId)).toEqual(
          Array.from({ length: 10 }, (_, index) => `group-${n - 9 + index}`),
        );
        await queue.deleteMessageBatch(handles(batch));
      }
    }
    await send(queue, 'a1');
    expect(await consume(queue)).toBe('a1');
  });
});

describe('receipt handles', () => {
  it('F30: a handle is new at every receive, and an expired one is refused', async () => {
    const { clock, queue } = makeQueue({ visibilityTimeout: 10 });
    await send(queue, 'a1');
    const [first] = await receive(queue);
    await clock.advance(10 * SECOND);
    await expect(queue.deleteMessage(first!.receiptHandle)).rejects.toMatchObject({
      code: 'InvalidParameterValue',
      message: expect.stringContaining('The receipt handle has expired') as string,
    });
    const [second] = await receive(queue);
    expect(second!.receiptHandle).not.toBe(first!.receiptHandle);
    // What the first consumer holds has not turned into the delivery to the second.
    expect(first!.approximateReceiveCount).toBe(1);
    expect(await refusalOf(queue.deleteMessage(first!.receiptHandle))).toBe(
      'InvalidParameterValue',
    );
    expect(await refusalOf(queue.changeMessageVisibility(first!.receiptHandle, 5))).toBe(
      'InvalidParameterValue',
    );
    await queue.deleteMessage(second!.receiptHandle);
    expect((await queue.attributes()).ApproximateNumberOfMessagesNotVisible).toBe(0);
  });

  it('F30: deleting works within an extended timeout', async () => {
    const { clock, queue } = makeQueue({ visibilityTimeout: 10 });
    await send(queue, 'a1');
    const [received] = await receive(queue);
    await clock.advance(9 * SECOND);
    await queue.changeMessageVisibility(received!.receiptHandle, 10);
    await clock.advance(9 * SECOND);
    await queue.deleteMessage(received!.receiptHandle);
    await clock.advance(60 * SECOND);
    expect(await consume(queue)).toBe('');
  });

  it('deleting twice is no error, and does not touch the message that came after', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1');
    const [first] = await receive(queue);
    await queue.deleteMessage(first!.receiptHandle);
    await send(queue, 'a2');
    const [second] = await receive(queue);
    await queue.deleteMessage(first!.receiptHandle);
    expect((await queue.attributes()).ApproximateNumberOfMessagesNotVisible).toBe(1);
    expect(await refusalOf(queue.changeMessageVisibility(first!.receiptHandle, 5))).toBe(
      'InvalidParameterValue',
    );
    await queue.changeMessageVisibility(second!.receiptHandle, 5);
  });

  it('a text that is no handle is refused, in a batch alone', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1');
    const [received] = await receive(queue);
    expect(await refusalOf(queue.deleteMessage('nonsense'))).toBe('ReceiptHandleIsInvalid');
    expect(await refusalOf(queue.changeMessageVisibility('', 1))).toBe('ReceiptHandleIsInvalid');
    const result = await queue.deleteMessageBatch(['0#1', received!.receiptHandle]);
    expect(result.successful).toEqual([received!.receiptHandle]);
    expect(result.failed).toMatchObject([
      { id: '0#1', code: 'ReceiptHandleIsInvalid', senderFault: true },
    ]);
  });
});
