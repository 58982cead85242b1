import { VirtualClock } from '../../../mock-server/clock/index.ts';
import {
  type OutgoingBatchEntry,
  type OutgoingMessage,
  Queue,
  type QueueOptions,
  type ReceivedMessage,
  type ReceiveOptions,
} from '../../../mock-server/fanout/index.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

/** A queue on its own virtual clock. */
export function makeQueue(options: QueueOptions<string> = {}): {
  clock: VirtualClock;
  queue: Queue<string>;
} {
  const clock = new VirtualClock();
  return { clock, queue: new Queue<string>({ clock, ...options }) };
}

/** A message whose body also serves as its deduplication id, unless told otherwise. */
export function message(
  messageGroupId: string,
  body: string,
  messageDeduplicationId: string = body,
): OutgoingMessage<string> {
  return { messageGroupId, messageDeduplicationId, body };
}

/** Entries of a batch, one for each id. */
export function entries(...ids: string[]): OutgoingBatchEntry<string>[] {
  return ids.map((id, n) => Object.assign(message('g', `m${n}`), { id }));
}

/** Sends `a1 a2 b1` as messages a1 and a2 of group a, and b1 of group b. */
export async function send(queue: Queue<string>, text: string): Promise<void> {
  for (const body of text.split(' ')) await queue.sendMessage(message(body.slice(0, 1), body));
}

export function receive(
  queue: Queue<string>,
  options: ReceiveOptions = {},
): Promise<ReceivedMessage<string>[]> {
  return queue.receiveMessages({ maxNumberOfMessages: 10, ...options });
}

export function bodies(messages: readonly ReceivedMessage<string>[]): string {
  return messages.map(({ body }) => body).join(' ');
}

export function handles(messages: readonly ReceivedMessage<string>[]): string[] {
  return messages.map(({ receiptHandle }) => receiptHandle);
}

/** What a receive gives, acknowledged at once. */
export async function consume(queue: Queue<string>): Promise<string> {
  const messages = await receive(queue);
  if (messages.length > 0) await queue.deleteMessageBatch(handles(messages));
  return bodies(messages);
}

/** The code with which a request is refused. */
export async function refusalOf(request: Promise<unknown>): Promise<unknown> {
  try {
    await request;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return 'accepted';
}
