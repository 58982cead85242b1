import * as z from 'zod';
import { sessionId, uuid } from '../../../../spec/schemas/primitives.ts';
import { orgOf, type Envelope } from '../../../fanout/envelope.ts';
import type { PeekedMessage } from '../../../fanout/index.ts';
import type { Processing } from '../../../processing/processing.ts';
import { QUEUES } from '../../../processing/queue-names.ts';
import { messageView, type MessageView } from '../../queues/message-view.ts';
import { OrgId } from '../../org-id.ts';
import { ofOrg, withFields, type Watched } from './watched.ts';

/** A message that a queue has given up; all that is given must hold. */
export const DeadLetterCondition = z.strictObject({
  dead_letter: z.strictObject({
    queue: z.enum(QUEUES).optional().meta({ description: 'The queue that gave it up.' }),
    event_id: uuid('The event that it carries.').optional(),
    session_id: sessionId('The session that it belongs to.').optional(),
  }),
  org_id: OrgId.optional(),
});
export type DeadLetterCondition = z.infer<typeof DeadLetterCondition>;

export interface FoundDeadLetter {
  readonly org_id: string;
  readonly dead_letter: MessageView;
}

export function watchedDeadLetter(
  condition: DeadLetterCondition,
  { stations }: Processing,
): Watched<FoundDeadLetter> {
  const { dead_letter, org_id } = condition;
  const { queue, session_id } = dead_letter;
  const event_id = dead_letter.event_id?.toLowerCase();
  const watchedStations = stations.filter(
    (each) => queue === undefined || each.queue.name === queue,
  );
  const holds = (body: Envelope) =>
    (org_id === undefined || orgOf(body) === org_id) &&
    (session_id === undefined || sessionOf(body) === session_id) &&
    (event_id === undefined ||
      (body.kind === 'event' && body.event.event_id.toLowerCase() === event_id));
  return {
    wanted: `a dead letter${ofOrg(condition)}${withFields(dead_letter)}`,
    async look() {
      for (const { deadLetterQueue } of watchedStations) {
        const message = await deadLetterQueue.findMessage(holds);
        if (message) return foundIn(message);
      }
      return undefined;
    },
    watch(found) {
      const stops = watchedStations.map(({ deadLetterQueue }) =>
        deadLetterQueue.onDeadLetter((message) => {
          if (holds(message.body)) found(foundIn(message));
        }),
      );
      return () => stops.forEach((stop) => stop());
    },
    async instead() {
      const depths = stations.map(async ({ deadLetterQueue }) => {
        const { ApproximateNumberOfMessages } = await deadLetterQueue.attributes();
        return `${ApproximateNumberOfMessages} in ${deadLetterQueue.name}`;
      });
      return `there are ${(await Promise.all(depths)).join(', ')}`;
    },
  };
}

function sessionOf(body: Envelope): string {
  return body.kind === 'event' ? body.event.session_id : body.report.session_id;
}

function foundIn(message: PeekedMessage<Envelope>): FoundDeadLetter {
  return { org_id: orgOf(message.body), dead_letter: messageView(message) };
}
