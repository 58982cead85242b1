import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../../mock-server/fanout/index.ts';
import {
  consume,
  entries,
  handles,
  makeQueue,
  message,
  MINUTE,
  receive,
  refusalOf,
  send,
} from './fixtures.ts';

describe('names and parameters', () => {
  it('F2: a message needs a group id of 1–128 printable characters', async () => {
    const { queue } = makeQueue();
    const withGroup = (id: unknown) =>
      refusalOf(queue.sendMessage({ ...message('g', 'x'), messageGroupId: id } as never));
    expect(await withGroup(undefined)).toBe('MissingParameter');
    expect(await withGroup('')).toBe('InvalidParameterValue');
    expect(await withGroup('with space')).toBe('InvalidParameterValue');
    expect(await withGroup('é')).toBe('InvalidParameterValue');
    expect(await withGroup('g'.repeat(129))).toBe('InvalidParameterValue');
    expect(await withGroup('g'.repeat(128))).toBe('accepted');
    expect(await withGroup('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~')).toBe('accepted');
  });

  it('F3: a deduplication id is 1–128 printable characters', async () => {
    const { queue } = makeQueue();
    const withId = (id: string) => refusalOf(queue.sendMessage(message('g', 'x', id)));
    expect(await withId('')).toBe('InvalidParameterValue');
    expect(await withId('with space')).toBe('InvalidParameterValue');
    expect(await withId('i'.repeat(129))).toBe('InvalidParameterValue');
    expect(await withId('i'.repeat(128))).toBe('accepted');
  });

  it('F4: without an id and without content-based deduplication a send fails, in a batch alone', async () => {
    const { queue } = makeQueue();
    const unnamed: OutgoingMessage<string> = { messageGroupId: 'g', body: 'x' };
    await expect(queue.sendMessage(unnamed)).rejects.toMatchObject({
      name: 'FifoError',
      code: 'InvalidParameterValue',
      message: expect.stringContaining('ContentBasedDeduplication') as string,
    });
    const { successful, failed } = await queue.sendMessageBatch([
      { id: '1', ...message('g', 'a') },
      { id: '2', ...unnamed },
      { id: '3', body: 'c', messageDeduplicationId: 'c' } as never,
      { id: '4', ...message('g', 'd') },
    ]);
    expect(successful.map(({ id }) => id)).toEqual(['1', '4']);
    expect(failed.map(({ id, code, senderFault }) => [id, code, senderFault])).toEqual([
      ['2', 'InvalidParameterValue', true],
      ['3', 'MissingParameter', true],
    ]);
    expect(await consume(queue)).toBe('a d');
  });

  it('F6: a delay per message is refused unless it is 0, which means the delay of the queue', async () => {
    const { clock, queue } = makeQueue({ delaySeconds: 5 });
    expect(await refusalOf(queue.sendMessage({ ...message('g', 'x'), delaySeconds: 2 }))).toBe(
      'InvalidParameterValue',
    );
    await queue.sendMessage({ ...message('g', 'x'), delaySeconds: 0 });
    expect(await consume(queue)).toBe('');
    await clock.advance(5000);
    expect(await consume(queue)).toBe('x');
  });
});

describe('deduplication', () => {
  it('F7, F17: a duplicate is accepted and not delivered for exactly 5 minutes from the first send', async () => {
    const { clock, queue } = makeQueue();
    await queue.sendMessage(message('g', 'first', 'id'));
    await clock.advance(4 * MINUTE);
    await queue.sendMessage(message('g', 'second', 'id'));
    await clock.advance(MINUTE - 1);
    await queue.sendMessage(message('g', 'third', 'id'));
    expect(await consume(queue)).toBe('first');
    await clock.advance(1);
    // Neither of the duplicates has prolonged the window.
    await queue.sendMessage(message('g', 'fourth', 'id'));
    expect(await consume(queue)).toBe('fourth');
    await clock.advance(5 * MINUTE - 1);
    await queue.sendMessage(message('g', 'fifth', 'id'));
    expect(await consume(queue)).toBe('');
  });

  it('F8: a duplicate is answered with the original id and number, and does not count', async () => {
    const { queue } = makeQueue();
    const first = await queue.sendMessage(message('g', 'a', 'id'));
    const again = await queue.sendMessage(message('g', 'b', 'id'));
    const next = await queue.sendMessage(message('g', 'c', 'other'));
    expect(first.duplicate).toBeUndefined();
    expect(again.duplicate).toBe(true);
    expect(again.messageId).toBe(first.messageId);
    expect(again.sequenceNumber).toBe(first.sequenceNumber);
    expect(BigInt(next.sequenceNumber) - BigInt(first.sequenceNumber)).toBe(256n);
    expect(await queue.statistics()).toMatchObject({
      NumberOfMessagesSent: 2,
      NumberOfDeduplicatedSentMessages: 1,
    });
  });

  it('F9: it is still a duplicate after the first was received and deleted', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1');
    expect(await consume(queue)).toBe('a1');
    await send(queue, 'a1');
    expect(await consume(queue)).toBe('');
  });

  it('F10: content-based deduplication takes the SHA-256 of the body alone', async () => {
    const { queue } = makeQueue({ contentBasedDeduplication: true });
    const first = await queue.sendMessage({ messageGroupId: 'g', body: 'Test' });
    const again = await queue.sendMessage({
      messageGroupId: 'g',
      body: 'Test',
      messageAttributes: { kind: 'other' },
    });
    expect(again).toMatchObject({ messageId: first.messageId, duplicate: true });
    const [received] = await receive(queue);
    expect(received?.messageDeduplicationId).toBe(
      '532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25',
    );
  });

  it('F11: an explicit id overrides the digest, and one equal to an earlier digest is a duplicate', async () => {
    const { queue } = makeQueue({ contentBasedDeduplication: true });
    await queue.sendMessage({ messageGroupId: 'g', body: 'a' });
    await queue.sendMessage(message('g', 'a', 'explicit'));
    const digest = createHash('sha256').update('a').digest('hex');
    const same = await queue.sendMessage(message('g', 'something else', digest));
    expect(same.duplicate).toBe(true);
    expect(await consume(queue)).toBe('a a');
  });

  it('F12: by default the same id in another group is a duplicate', async () => {
    const { queue } = makeQueue();
    await queue.sendMessage(message('a', 'first', 'id'));
    await queue.sendMessage(message('b', 'second', 'id'));
    expect(await consume(queue)).toBe('first');
  });

  it('F13: with the scope messageGroup it is not', async () => {
    const { queue } = makeQueue({ deduplicationScope: 'messageGroup' });
    await queue.sendMessage(message('a', 'first', 'id'));
    await queue.sendMessage(message('b', 'second', 'id'));
    await queue.sendMessage(message('b', 'third', 'id'));
    expect(await consume(queue)).toBe('first second');
  });

  it('F15: deduplication works within a batch, and its order is kept', async () => {
    const { queue } = makeQueue();
    const { successful, failed } = await queue.sendMessageBatch([
      { id: '1', ...message('g', 'a') },
      { id: '2', ...message('g', 'b') },
      { id: '3', ...message('g', 'again', 'a') },
      { id: '4', ...message('g', 'c') },
    ]);
    expect(failed).toEqual([]);
    expect(successful.map(({ id, duplicate }) => [id, duplicate])).toEqual([
      ['1', undefined],
      ['2', undefined],
      ['3', true],
      ['4', undefined],
    ]);
    expect(successful[2]?.messageId).toBe(successful[0]?.messageId);
    expect(await consume(queue)).toBe('a b c');
  });

  it('F16: a purge empties the queue, and forgets the duplicates only when told to', async () => {
    const { clock, queue } = makeQueue({ delaySeconds: 10 });
    await send(queue, 'a1 b1');
    await clock.advance(10_000);
    const inFlight = await receive(queue, { maxNumberOfMessages: 1 });
    await send(queue, 'c1');
    await queue.purge();
    expect(await queue.attributes()).toMatchObject({
      ApproximateNumberOfMessages: 0,
      ApproximateNumberOfMessagesNotVisible: 0,
      ApproximateNumberOfMessagesDelayed: 0,
    });
    await queue.deleteMessageBatch(handles(inFlight));
    await send(queue, 'a1');
    await queue.purge({ forgetDuplicates: true });
    await send(queue, 'a1');
    await clock.advance(10_000);
    expect(await consume(queue)).toBe('a1');
  });

  it('remembers at most deduplicationLimit ids, and counts what falls off too early', async () => {
    const { clock, queue } = makeQueue({ deduplicationLimit: 10 });
    for (let n = 1; n <= 11; n += 1) await queue.sendMessage(message('g', `m${n}`));
    expect((await queue.statistics()).NumberOfDeduplicationIdsForgotten).toBe(1);
    expect((await queue.sendMessage(message('g', 'x', 'm2'))).duplicate).toBe(true);
    expect((await queue.sendMessage(message('g', 'x', 'm1'))).duplicate).toBeUndefined();
    await clock.advance(5 * MINUTE);
    for (let n = 1; n <= 11; n += 1) await queue.sendMessage(message('g', `n${n}`));
    // Those of before had had their time.
    expect((await queue.statistics()).NumberOfDeduplicationIdsForgotten).toBe(3);
  });
});

describe('batches', () => {
  it('F37: what is wrong with a batch as a whole refuses it', async () => {
    const { queue } = makeQueue();
    const sendAll = (...ids: string[]) => refusalOf(queue.sendMessageBatch(entries(...ids)));
    expect(await sendAll()).toBe('EmptyBatchRequest');
    expect(await sendAll(...'abcdefghijk')).toBe('TooManyEntriesInBatchRequest');
    expect(await sendAll('a', 'b', 'a')).toBe('BatchEntryIdsNotDistinct');
    expect(await sendAll('a', 'b c')).toBe('InvalidBatchEntryId');
    expect(await sendAll('a', '')).toBe('InvalidBatchEntryId');
    expect(await sendAll('a'.repeat(81))).toBe('InvalidBatchEntryId');
    expect(await refusalOf(queue.deleteMessageBatch([]))).toBe('EmptyBatchRequest');
    expect(await refusalOf(queue.deleteMessageBatch(Array.from('abcdefghijk')))).toBe(
      'TooManyEntriesInBatchRequest',
    );
    expect((await queue.attributes()).ApproximateNumberOfMessages).toBe(0);
    expect(await sendAll('a'.repeat(80), ...'bcdefghij')).toBe('accepted');
  });

  it('F39: sequence numbers are 20 digits that grow over all groups, with gaps', async () => {
    const { queue } = makeQueue();
    await send(queue, 'a1 b1 a2');
    const numbers = (await receive(queue)).map((one) => [one.body, one.sequenceNumber] as const);
    for (const [, number] of numbers) expect(number).toMatch(/^\d{20}$/);
    const sorted = numbers.toSorted(([, a], [, b]) => (a < b ? -1 : 1));
    expect(sorted.map(([body]) => body)).toEqual(['a1', 'b1', 'a2']);
    const [a1, b1, a2] = sorted.map(([, number]) => BigInt(number));
    expect(b1! - a1!).toBeGreaterThan(1n);
    expect(a2! - b1!).toBeGreaterThan(1n);
  });
});
