import * as z from 'zod';
import type { Envelope } from '../../fanout/envelope.ts';
import type {
  MessageMoveTask,
  Queue,
  QueueAttributes,
  QueueStatistics,
} from '../../fanout/index.ts';
import { ApiError } from '../../http/api-error.ts';
import { validateParams } from '../../http/validate.ts';
import type { Processing } from '../../processing/processing.ts';
import { messageView, type MessageView } from './message-view.ts';

export const PeekQuery = z.strictObject({
  limit: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .meta({ description: 'How many messages at most, oldest first.', default: 100 }),
});

/** A queue, with AWS's names: what is in it, how it is set, and what has happened in it. */
export type QueueView = { readonly name: string } & QueueAttributes & QueueStatistics;

/** The queues of the three services, and their dead-letter queues. */
export interface QueueControl {
  list(): Promise<QueueView[]>;
  /**
   * Looks at the oldest messages of a queue without receiving them.
   * @param options.limit 1–1000. @default 100
   * @throws ApiError `not_found`, `validation_failed`
   */
  peek(
    name: string,
    options?: { readonly limit?: number | undefined },
  ): Promise<{ readonly queue: QueueView; readonly messages: MessageView[] }>;
  /**
   * Moves the messages of a dead-letter queue back to where they came from, in order (F44).
   * @throws ApiError `not_found`, `conflict` when it is no dead-letter queue
   */
  redrive(name: string): Promise<MessageMoveTask>;
  /** Deletes the messages of a queue, those in flight included. @throws ApiError `not_found` */
  purge(name: string): Promise<{ readonly purged: number }>;
}

export function queueControl({ stations, queues }: Processing): QueueControl {
  const find = (name: string): Queue<Envelope> => {
    const queue = queues.find((each) => each.name === name);
    if (queue) return queue;
    throw new ApiError(
      'not_found',
      `There is no queue "${name}"; there are ${queues.map((each) => each.name).join(', ')}`,
    );
  };
  return {
    list: () => Promise.all(queues.map(queueView)),
    async peek(name, options = {}) {
      validateParams(PeekQuery, options);
      const queue = find(name);
      const messages = await queue.peekMessages(options.limit);
      return { queue: await queueView(queue), messages: messages.map(messageView) };
    },
    async redrive(name) {
      const queue = find(name);
      const station = stations.find((each) => each.queue === queue);
      if (station) {
        throw new ApiError(
          'conflict',
          `"${name}" is no dead-letter queue; redrive "${station.deadLetterQueue.name}"`,
        );
      }
      return await queue.startMessageMoveTask();
    },
    async purge(name) {
      return { purged: find(name).discard(() => true) };
    },
  };
}

/** How many messages a queue holds, whatever their state. */
export function messagesIn(attributes: QueueAttributes): number {
  return (
    attributes.ApproximateNumberOfMessages +
    attributes.ApproximateNumberOfMessagesNotVisible +
    attributes.ApproximateNumberOfMessagesDelayed
  );
}

async function queueView(queue: Queue<Envelope>): Promise<QueueView> {
  return { name: queue.name, ...(await queue.attributes()), ...(await queue.statistics()) };
}
