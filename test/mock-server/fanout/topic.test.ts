import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../mock-server/clock/index.ts';
import { Queue, Topic, type TopicOptions } from '../../../mock-server/fanout/index.ts';
import {
  bodies,
  consume,
  entries,
  handles,
  message,
  MINUTE,
  receive,
  refusalOf,
  SECOND,
} from './fixtures.ts';

function makeTopic(queues = 1, options: TopicOptions = {}) {
  const clock = new VirtualClock();
  const topic = new Topic<string>({ clock, ...options });
  const subscribed = Array.from({ length: queues }, () => new Queue<string>({ clock }));
  for (const queue of subscribed) topic.subscribe(queue);
  return { clock, topic, queues: subscribed, queue: subscribed[0]! };
}

describe('the topic', () => {
  it('F45: a message needs a group id, and an id unless the topic makes one', async () => {
    const { topic } = makeTopic();
    const publish = (fields: object) => refusalOf(topic.publish({ body: 'x', ...fields } as never));
    expect(await publish({ messageDeduplicationId: 'i' })).toBe('InvalidParameter');
    expect(await publish({ messageGroupId: 'g' })).toBe('InvalidParameter');
    expect(await publish({ messageGroupId: 'g h', messageDeduplicationId: 'i' })).toBe(
      'InvalidParameter',
    );
    expect(await publish({ messageGroupId: 'g', messageDeduplicationId: '' })).toBe(
      'InvalidParameter',
    );
    expect(await publish({ messageGroupId: 'g', messageDeduplicationId: 'i' })).toBe('accepted');
  });

  it('F46: deduplicates first, across groups, for 5 minutes', async () => {
    const { clock, topic, queue } = makeTopic();
    const first = await topic.publish(message('a', 'first', 'id'));
    const again = await topic.publish(message('b', 'second', 'id'));
    expect(again).toMatchObject({ messageId: first.messageId, duplicate: true });
    expect(again.sequenceNumber).toBe(first.sequenceNumber);
    await clock.advance(5 * MINUTE - 1);
    expect((await topic.publish(message('a', 'third', 'id'))).duplicate).toBe(true);
    await clock.advance(1);
    await topic.publish(message('a', 'fourth', 'id'));
    expect(await consume(queue)).toBe('first fourth');
    expect(await topic.statistics()).toMatchObject({
      NumberOfMessagesPublished: 2,
      NumberOfDeduplicatedMessages: 2,
      NumberOfNotificationsDelivered: 2,
    });
  });

  it('F46: deduplicates by group with the throughput scope MessageGroup', async () => {
    const { clock, topic } = makeTopic(0, { fifoThroughputScope: 'MessageGroup' });
    const queue = new Queue<string>({ clock, deduplicationScope: 'messageGroup' });
    topic.subscribe(queue);
    await topic.publish(message('a', 'first', 'id'));
    await topic.publish(message('b', 'second', 'id'));
    expect((await topic.publish(message('a', 'third', 'id'))).duplicate).toBe(true);
    expect(await consume(queue)).toBe('first second');
  });

  it('F47: the queue gets group and id, and deduplicates again with them', async () => {
    const { topic, queue } = makeTopic();
    await queue.sendMessage(message('a', 'direct', 'id'));
    expect((await topic.publish(message('a', 'published', 'id'))).duplicate).toBeUndefined();
    const received = await receive(queue);
    expect(received).toMatchObject([
      { body: 'direct', messageGroupId: 'a', messageDeduplicationId: 'id' },
    ]);
  });

  it('F47: forgetting the duplicates of a topic does not reach its queues', async () => {
    const { topic, queue } = makeTopic();
    await topic.publish(message('a', 'first', 'id'));
    await topic.forgetDuplicates();
    expect((await topic.publish(message('a', 'second', 'id'))).duplicate).toBeUndefined();
    expect(await consume(queue)).toBe('first');
  });

  it('F48: content-based deduplication of the topic is enough', async () => {
    const { topic, queue } = makeTopic(1, { contentBasedDeduplication: true });
    const publication = { messageGroupId: 'g', body: 'Test' };
    await topic.publish(publication);
    expect((await topic.publish({ ...publication })).duplicate).toBe(true);
    expect(await receive(queue)).toMatchObject([
      {
        body: 'Test',
        messageDeduplicationId: '532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25',
      },
    ]);
  });

  it('F48: a body that is no string counts by its JSON', async () => {
    const topic = new Topic<object>({ contentBasedDeduplication: true });
    await topic.publish({ messageGroupId: 'g', body: { a: 1 } });
    const publish = async (body: object) =>
      (await topic.publish({ messageGroupId: 'g', body })).duplicate;
    expect(await publish({ a: 1 })).toBe(true);
    expect(await publish({ a: 2 })).toBeUndefined();
  });

  it('F49: topic and queue number and name the messages on their own', async () => {
    const { topic, queue } = makeTopic();
    await queue.sendMessage(message('g', 'direct'));
    const published = await topic.publish(message('g', 'published'));
    const [, received] = await receive(queue);
    expect(received!.body).toBe('published');
    expect(received!.messageId).not.toBe(published.messageId);
    expect(received!.sequenceNumber).not.toBe(published.sequenceNumber);
    expect(published.messageId).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
  });

  it('F50: every subscription gets the order, and one that fails holds up no other', async () => {
    const { clock, topic, queues } = makeTopic(5);
    for (let n = 0; n < 10; n += 1) await topic.publish(message('g', `${n}`));
    // The first takes one and is never heard of again.
    await receive(queues[0]!, { maxNumberOfMessages: 1 });
    for (const queue of queues.slice(1)) expect(await consume(queue)).toBe('0 1 2 3 4 5 6 7 8 9');
    await clock.advance(30 * SECOND);
    expect(await consume(queues[0]!)).toBe('0 1 2 3 4 5 6 7 8 9');
  });

  it('F52: a batch tells entry by entry, and keeps the order', async () => {
    const { topic, queue } = makeTopic();
    const { successful, failed } = await topic.publishBatch([
      { id: '1', ...message('g', 'a') },
      { id: '2', ...message('g', 'b', '') },
      { id: '3', ...message('g', 'again', 'a') },
      { id: '4', ...message('g', 'c') },
    ]);
    expect(successful.map(({ id, duplicate }) => [id, duplicate])).toEqual([
      ['1', undefined],
      ['3', true],
      ['4', undefined],
    ]);
    expect(failed).toMatchObject([{ id: '2', code: 'InvalidParameter', senderFault: true }]);
    expect(JSON.parse(JSON.stringify(successful[1]))).toEqual({
      id: '3',
      messageId: successful[0]!.messageId,
      sequenceNumber: successful[0]!.sequenceNumber,
      duplicate: true,
    });
    expect(await consume(queue)).toBe('a c');
  });

  it('F37, F52: what is wrong with a batch as a whole refuses it', async () => {
    const { topic } = makeTopic();
    const publish = (...ids: string[]) => refusalOf(topic.publishBatch(entries(...ids)));
    expect(await publish()).toBe('EmptyBatchRequest');
    expect(await publish(...'abcdefghijk')).toBe('TooManyEntriesInBatchRequest');
    expect(await publish('a', 'a')).toBe('BatchEntryIdsNotDistinct');
    expect(await publish('a/b')).toBe('InvalidBatchEntryId');
  });

  it('F53: a filter policy keeps messages away from one subscription, in order', async () => {
    const { topic, queue: all, clock } = makeTopic();
    const some = new Queue<string>({ clock });
    topic.subscribe(some, { filterPolicy: { kind: ['lifecycle'] } });
    for (const [n, kind] of ['event', 'lifecycle', 'event', 'lifecycle'].entries()) {
      await topic.publish({ ...message('g', `${n}`), messageAttributes: { kind } });
    }
    await topic.publish(message('g', 'plain'));
    expect(await consume(all)).toBe('0 1 2 3 plain');
    expect(await consume(some)).toBe('1 3');
    expect((await topic.statistics()).NumberOfNotificationsFilteredOut).toBe(3);
  });

  it('F53: a policy may look at the body', async () => {
    const topic = new Topic<{ risk: { score: number } }>();
    const queue = new Queue<{ risk: { score: number } }>();
    topic.subscribe(queue, {
      filterPolicyScope: 'MessageBody',
      filterPolicy: { risk: { score: [{ numeric: ['>=', 50] }] } },
    });
    for (const score of [10, 50, 90]) {
      await topic.publish({
        messageGroupId: 'g',
        messageDeduplicationId: `${score}`,
        body: { risk: { score } },
      });
    }
    const received = await queue.receiveMessages({ maxNumberOfMessages: 10 });
    expect(received.map(({ body }) => body.risk.score)).toEqual([50, 90]);
  });

  it('F54: a queue that is gone is not retried: its messages are dropped, or dead letters', async () => {
    const { topic, queues, clock } = makeTopic(2);
    const dead = new Queue<string>({ clock });
    const gone = new Queue<string>({ clock });
    topic.subscribe(gone, { deadLetterQueue: dead });
    gone.close();
    queues[0]!.close();
    await topic.publish(message('g', 'x'));
    expect(await consume(queues[1]!)).toBe('x');
    expect(await consume(dead)).toBe('x');
    expect(await topic.statistics()).toMatchObject({
      NumberOfNotificationsDelivered: 1,
      NumberOfNotificationsFailed: 2,
      NumberOfNotificationsRedrivenToDlq: 1,
    });
    await clock.advance(23 * 24 * 60 * MINUTE);
    expect(await consume(dead)).toBe('');
    expect((await topic.statistics()).NumberOfNotificationsFailed).toBe(2);
  });

  it('delivers nothing more to a subscription that has ended', async () => {
    const { topic, clock } = makeTopic(0);
    const queue = new Queue<string>({ clock });
    const subscription = topic.subscribe(queue);
    await topic.publish(message('g', 'a'));
    subscription.unsubscribe();
    await topic.publish(message('g', 'b'));
    expect(await consume(queue)).toBe('a');
  });

  it('has put a message into every queue by the time that it answers (contract.md §6)', async () => {
    const { topic, queues } = makeTopic(3);
    await topic.publishBatch([{ id: '1', ...message('g', 'x') }]);
    const [first, ...others] = await Promise.all(queues.map((queue) => receive(queue)));
    expect(others.map(bodies)).toEqual([bodies(first!), bodies(first!)]);
    expect(handles(first!)).toHaveLength(1);
  });

  it('refuses a queue that goes by another clock', () => {
    const { topic, queue } = makeTopic();
    const elsewhere = new Queue<string>();
    for (const subscribe of [
      () => topic.subscribe(elsewhere),
      () => topic.subscribe(queue, { deadLetterQueue: elsewhere }),
      () => new Queue<string>({ clock: topic.clock, deadLetterQueue: elsewhere }),
    ]) {
      expect(subscribe).toThrow(expect.objectContaining({ code: 'InvalidAttributeValue' }));
    }
  });

  it('keeps bodies by reference', async () => {
    const topic = new Topic<object>();
    const queue = new Queue<object>();
    topic.subscribe(queue);
    const body = {};
    await topic.publish({ messageGroupId: 'g', messageDeduplicationId: 'i', body });
    const [received] = await queue.receiveMessages();
    expect(received!.body).toBe(body);
  });
});
