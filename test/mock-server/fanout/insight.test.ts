import { describe, expect, it } from 'vitest';
import { Queue } from '../../../mock-server/fanout/index.ts';
import { consume, handles, makeQueue, message, receive, SECOND, send } from './fixtures.ts';

describe('a look into a queue', () => {
  it('F19, F25: tells what blocks a group, and until when', async () => {
    const { clock, queue } = makeQueue();
    const start = clock.now();
    await send(queue, 'a1 a2 a3 b1');
    const [, a2] = await receive(queue, { maxNumberOfMessages: 2 });
    await queue.changeMessageVisibility(a2!.receiptHandle, 60);
    expect((await queue.peekMessages()).map(({ withheld }) => withheld)).toMatchObject([
      { reason: 'inFlight', until: start + 30 * SECOND },
      { reason: 'inFlight', until: start + 60 * SECOND, blockedBy: { body: 'a1' } },
      { reason: 'groupBlocked', until: start + 30 * SECOND, blockedBy: { body: 'a1' } },
      undefined,
    ] as object[]);
    await clock.advance(30 * SECOND);
    const [a1, again, a3] = await queue.peekMessages();
    expect(a1!.withheld).toBeUndefined();
    expect(again!.withheld).toEqual({ reason: 'inFlight', until: start + 60 * SECOND });
    expect(a3!.withheld).toMatchObject({ until: start + 60 * SECOND, blockedBy: { body: 'a2' } });
  });

  it('F22: tells until when a message is delayed', async () => {
    const { clock, queue } = makeQueue({ delaySeconds: 5 });
    await send(queue, 'a1');
    const [a1] = await queue.peekMessages();
    expect(a1!.withheld).toEqual({ reason: 'delayed', until: clock.now() + 5 * SECOND });
  });

  it('finds a message by its body', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1 b1');
    expect((await queue.findMessage((body) => body === 'b1'))!.messageGroupId).toBe('b');
    expect(await queue.findMessage((body) => body === 'c1')).toBeUndefined();
  });
});

describe('discard', () => {
  it('takes messages out in every state, and unblocks their groups', async () => {
    const { clock, queue } = makeQueue({ delaySeconds: 1 });
    await send(queue, 'a1 a2 b1');
    await clock.advance(SECOND);
    const [a1] = await receive(queue, { maxNumberOfMessages: 1 });
    await send(queue, 'a3 c1');
    expect(queue.discard((body) => ['a1', 'a3', 'b1'].includes(body))).toBe(3);
    expect(queue.holds(a1!.receiptHandle)).toBe(false);
    await queue.deleteMessage(a1!.receiptHandle);
    expect(await consume(queue)).toBe('a2');
    await clock.advance(SECOND);
    expect(await consume(queue)).toBe('c1');
  });

  it('lets whoever waits for quiet go', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1');
    const quiet = queue.whenEmpty();
    queue.discard(() => true);
    await quiet;
  });

  it('finds nothing in a closed queue', async () => {
    const { queue } = makeQueue();
    queue.close();
    expect(queue.discard(() => true)).toBe(0);
  });
});

describe('forgetting duplicates', () => {
  it.each(['queue', 'messageGroup'] as const)('by prefix, in the scope of a %s', async (scope) => {
    const { queue } = makeQueue({ deduplicationScope: scope });
    const isNew = async (id: string) =>
      (await queue.sendMessage(message('g', id, id))).duplicate === undefined;
    for (const id of ['x:1', 'y:1', 'x:2']) expect(await isNew(id)).toBe(true);
    queue.forgetDuplicates('x:');
    expect([await isNew('x:1'), await isNew('y:1'), await isNew('x:2')]).toEqual([
      true,
      false,
      true,
    ]);
    queue.forgetDuplicates();
    expect(await isNew('y:1')).toBe(true);
  });
});

describe('whenEmpty', () => {
  it('gives up when its signal says so', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1');
    const patience = new AbortController();
    const waiting = queue.whenEmpty(patience.signal);
    patience.abort();
    await waiting;
    await queue.whenEmpty(patience.signal);
  });
});

describe('a dead letter', () => {
  it('F40: is told of when it comes', async () => {
    const { clock, queue: dead } = makeQueue({ name: 'dead' });
    const queue = new Queue<string>({
      clock,
      name: 'source',
      deadLetterQueue: dead,
      maxReceiveCount: 1,
    });
    const told: unknown[] = [];
    const stop = dead.onDeadLetter(({ body, deadLetterQueueSource }) => {
      told.push([body, deadLetterQueueSource]);
    });
    await send(queue, 'a1 b1');
    for (let n = 0; n < 2; n++) {
      await receive(queue);
      await clock.advance(30 * SECOND);
    }
    expect(told).toEqual([
      ['a1', 'source'],
      ['b1', 'source'],
    ]);
    stop();
    await send(queue, 'c1');
    for (let n = 0; n < 2; n++) {
      await receive(queue);
      await clock.advance(30 * SECOND);
    }
    expect(told).toHaveLength(2);
  });
});

describe('restored messages', () => {
  it('keep their order and age, and get numbers beyond those of the other run', async () => {
    const { clock, queue } = makeQueue({ messageRetentionPeriod: 60 });
    await send(queue, 'x1');
    const before = queue.lastSequenceNumber;
    const at = clock.now() - 30 * SECOND;
    queue.restore(
      ['a1', 'a2'].map((body) => ({ message: message('a', body), deduplicationId: body, at })),
      '00000000000000256000',
    );
    const received = await receive(queue);
    expect(received.map(({ body }) => body)).toEqual(['x1', 'a1', 'a2']);
    expect(received[1]!.sequenceNumber > '00000000000000256000').toBe(true);
    expect(queue.lastSequenceNumber > before).toBe(true);
    await queue.deleteMessageBatch(handles(received).slice(0, 1));
    await clock.advance(30 * SECOND);
    expect((await queue.statistics()).NumberOfMessagesExpired).toBe(2);
  });
});
