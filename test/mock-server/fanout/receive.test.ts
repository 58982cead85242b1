import { describe, expect, it } from 'vitest';
import {
  bodies,
  consume,
  handles,
  makeQueue,
  MINUTE,
  receive,
  refusalOf,
  SECOND,
  send,
} from './fixtures.ts';

describe('receive attempts (F31, F33)', () => {
  const again = { receiveRequestAttemptId: 'attempt' };

  it('F31: a repeat gets the same messages and handles, and restarts their timeout', async () => {
    const { clock, queue } = makeQueue({ visibilityTimeout: 30 });
    await send(queue, 'a1 a2 b1');
    const first = await receive(queue, { ...again, maxNumberOfMessages: 2 });
    await clock.advance(20 * SECOND);
    const second = await receive(queue, again);
    expect(handles(second)).toEqual(handles(first));
    await clock.advance(29 * SECOND);
    expect(bodies(await receive(queue, { maxNumberOfMessages: 10 }))).toBe('b1');
    await clock.advance(SECOND);
    expect(bodies(await receive(queue))).toBe('a1 a2');
  });

  it('F31: another attempt finds the group blocked', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1 a2');
    await receive(queue, { ...again, maxNumberOfMessages: 1 });
    expect(bodies(await receive(queue, { receiveRequestAttemptId: 'other' }))).toBe('');
  });

  it.each<
    [string, (queue: ReturnType<typeof makeQueue>['queue'], handle: string) => Promise<unknown>]
  >([
    ['deleted', (queue, handle) => queue.deleteMessage(handle)],
    ['extended', (queue, handle) => queue.changeMessageVisibility(handle, 60)],
    ['made visible', (queue, handle) => queue.changeMessageVisibility(handle, 0)],
  ])('F31: once one of them was %s, a repeat is a receive like any other', async (_, change) => {
    const { queue } = makeQueue();
    await send(queue, 'a1 b1 c1');
    const first = await receive(queue, { ...again, maxNumberOfMessages: 2 });
    await change(queue, first[1]!.receiptHandle);
    const second = await receive(queue, { ...again, maxNumberOfMessages: 1 });
    expect(bodies(second)).toBe('c1');
    expect(handles(await receive(queue, again))).toEqual(handles(second));
  });

  it('F31: a repeat after the timeout, or after 5 minutes, is a receive like any other', async () => {
    const { clock, queue } = makeQueue({ visibilityTimeout: 600 });
    await send(queue, 'a1');
    const first = await receive(queue, { ...again, visibilityTimeout: 10 });
    await clock.advance(10 * SECOND);
    const second = await receive(queue, again);
    expect(second[0]?.approximateReceiveCount).toBe(2);
    expect(handles(second)).not.toEqual(handles(first));
    await clock.advance(5 * MINUTE);
    expect(bodies(await receive(queue, again))).toBe('');
  });

  it('F31: an attempt id has the alphabet of the other ids', async () => {
    const { queue } = makeQueue();
    const attempt = (id: string) => refusalOf(receive(queue, { receiveRequestAttemptId: id }));
    expect(await attempt('a b')).toBe('InvalidParameterValue');
    expect(await attempt('')).toBe('InvalidParameterValue');
    expect(await attempt('i'.repeat(129))).toBe('InvalidParameterValue');
    expect(await attempt('i'.repeat(128))).toBe('accepted');
  });

  it('F33: both ends may repeat what they had no answer to, and it is processed exactly once', async () => {
    const { clock, queue } = makeQueue();
    const processed: string[] = [];
    for (const body of ['a1', 'a2']) {
      for (let retry = 0; retry < 3; retry += 1) {
        await queue.sendMessage({ messageGroupId: 'a', messageDeduplicationId: body, body });
        await clock.advance(SECOND);
      }
    }
    for (let turn = 0; turn < 2; turn += 1) {
      const attempt = { receiveRequestAttemptId: `turn-${turn}`, maxNumberOfMessages: 1 };
      // The answers to the first two are lost on the way.
      for (let lost = 0; lost < 2; lost += 1) await receive(queue, attempt);
      const [received] = await receive(queue, attempt);
      expect(received!.approximateReceiveCount).toBe(1);
      processed.push(received!.body);
      await queue.deleteMessage(received!.receiptHandle);
      await queue.deleteMessage(received!.receiptHandle);
    }
    await clock.advance(60 * SECOND);
    expect(await consume(queue)).toBe('');
    expect(processed).toEqual(['a1', 'a2']);
  });
});

describe('long polling (F32)', () => {
  const poll = { waitTimeSeconds: 20 };

  it('F32: waits for a message, and gets it when it is sent', async () => {
    const { clock, queue } = makeQueue();
    const answer = receive(queue, poll);
    await clock.advance(10 * SECOND);
    await send(queue, 'a1');
    expect(bodies(await answer)).toBe('a1');
    expect(clock.now()).toBe(new Date('2026-01-01T00:00:10Z').getTime());
  });

  it('F32: a receive that does not wait misses nothing that is there', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1 b1 c1 d1 e1 f1 g1 h1 i1 j1');
    expect(await receive(queue, { waitTimeSeconds: 0 })).toHaveLength(10);
  });

  it('F32: gives up exactly when its time is over', async () => {
    const { clock, queue } = makeQueue();
    let answered = false;
    const answer = receive(queue, poll).then((messages) => {
      answered = true;
      return messages;
    });
    await clock.advance(20 * SECOND - 1);
    expect(answered).toBe(false);
    await clock.advance(1);
    expect(answered).toBe(true);
    expect(await answer).toEqual([]);
    await send(queue, 'a1');
    expect(await consume(queue)).toBe('a1');
  });

  it('wakes when a visibility timeout ends, at that instant', async () => {
    const { clock, queue } = makeQueue({ visibilityTimeout: 7 });
    await send(queue, 'a1');
    await receive(queue);
    let at = 0;
    const answer = receive(queue, poll).then((messages) => {
      at = clock.now();
      return messages;
    });
    const start = clock.now();
    await clock.advance(20 * SECOND);
    expect(bodies(await answer)).toBe('a1');
    expect(at - start).toBe(7 * SECOND);
  });

  it('wakes when a delay ends, when a message is made visible, and when a group is unblocked', async () => {
    const { clock, queue } = makeQueue({ delaySeconds: 3 });
    await send(queue, 'a1 a2');
    const first = receive(queue, { ...poll, maxNumberOfMessages: 1 });
    await clock.advance(3 * SECOND);
    const [a1] = await first;
    expect(a1?.body).toBe('a1');

    const second = receive(queue, { ...poll, maxNumberOfMessages: 1 });
    await queue.changeMessageVisibility(a1!.receiptHandle, 0);
    const [a1Again] = await second;
    expect(a1Again?.approximateReceiveCount).toBe(2);

    const third = receive(queue, poll);
    await queue.deleteMessage(a1Again!.receiptHandle);
    expect(bodies(await third)).toBe('a2');
  });

  it('serves those who wait in turn, each as a receive of its own', async () => {
    const { queue } = makeQueue();
    const answers = [1, 2, 3].map(() => receive(queue, poll));
    await queue.sendMessageBatch([
      { id: '1', messageGroupId: 'a', messageDeduplicationId: '1', body: 'a1' },
      { id: '2', messageGroupId: 'a', messageDeduplicationId: '2', body: 'a2' },
    ]);
    await send(queue, 'a3 b1');
    queue.close();
    expect((await Promise.all(answers)).map(bodies)).toEqual(['a1 a2', 'b1', '']);
  });

  it('F27: a timeout of 0 s is over before the next in line is served', async () => {
    const { queue } = makeQueue();
    const answers = [1, 2].map(() => receive(queue, { ...poll, visibilityTimeout: 0 }));
    await send(queue, 'a1');
    expect((await Promise.all(answers)).map(bodies)).toEqual(['a1', 'a1']);
  });

  it('ends empty-handed when its signal is aborted', async () => {
    const { queue } = makeQueue();
    const stop = new AbortController();
    const other = receive(queue, poll);
    const aborted = [1, 2].map(() => receive(queue, { ...poll, signal: stop.signal }));
    stop.abort();
    expect(await Promise.all(aborted)).toEqual([[], []]);
    await send(queue, 'a1');
    expect(bodies(await other)).toBe('a1');
    await send(queue, 'b1');
    expect(await receive(queue, { signal: stop.signal })).toEqual([]);
    expect((await queue.attributes()).ApproximateNumberOfMessages).toBe(1);
  });

  it('a queue that waits by default does so unless a receive says otherwise', async () => {
    const { clock, queue } = makeQueue({ receiveMessageWaitTimeSeconds: 5 });
    expect(await queue.receiveMessages({ waitTimeSeconds: 0 })).toEqual([]);
    const answer = queue.receiveMessages();
    await clock.advance(5 * SECOND);
    expect(await answer).toEqual([]);
  });

  it('leaves no timer behind when the queue is closed', async () => {
    const { clock, queue } = makeQueue();
    const answer = receive(queue, poll);
    await clock.advance(0);
    expect(clock.pendingTimers).toBe(1);
    queue.close();
    expect(await answer).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
    expect(await refusalOf(receive(queue))).toBe('QueueDoesNotExist');
    expect(await refusalOf(queue.sendMessage({ messageGroupId: 'g', body: 'x' }))).toBe(
      'QueueDoesNotExist',
    );
  });

  it('refuses what is out of range', async () => {
    const { queue } = makeQueue();
    for (const options of [
      { maxNumberOfMessages: 0 },
      { maxNumberOfMessages: 11 },
      { maxNumberOfMessages: 1.5 },
      { visibilityTimeout: -1 },
      { visibilityTimeout: 43_201 },
      { waitTimeSeconds: 21 },
    ]) {
      expect(await refusalOf(queue.receiveMessages(options))).toBe('InvalidParameterValue');
    }
  });
});

describe('whenEmpty', () => {
  it('resolves when the last message is deleted, not before', async () => {
    const { clock, queue } = makeQueue();
    await queue.whenEmpty();
    await send(queue, 'a1 b1');
    let empty = false;
    const done = queue.whenEmpty().then(() => {
      empty = true;
    });
    const batch = await receive(queue);
    await queue.deleteMessage(batch[0]!.receiptHandle);
    await clock.advance(0);
    expect(empty).toBe(false);
    await queue.deleteMessage(batch[1]!.receiptHandle);
    await done;
  });

  it('sees messages expire', async () => {
    const { clock, queue } = makeQueue({ messageRetentionPeriod: 60 });
    await send(queue, 'a1');
    const done = queue.whenEmpty();
    await clock.advance(60 * SECOND);
    await done;
  });
});
