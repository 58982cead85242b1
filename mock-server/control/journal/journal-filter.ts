import * as z from 'zod';
import { operations, type OperationId } from '../../../spec/operations.ts';
import { sessionId, text, timestamp } from '../../../spec/schemas/primitives.ts';

/** Which requests of the journal to list; all that is given must hold. */
export const JournalFilter = z.strictObject({
  operation: z
    .enum(Object.keys(operations) as [OperationId, ...OperationId[]])
    .optional()
    .meta({ description: 'Only requests to this operation.' }),
  org_id: text('Only requests of this org.').optional(),
  status: z
    .union([z.int().min(100).max(599), z.string().regex(/^([1-5][0-9]{2}|[1-5]xx|reset)$/)], {
      error: 'must be a status such as 429, a class such as 4xx, or reset',
    })
    .optional()
    .meta({
      description:
        'Only requests answered with this status (`429`), one of this class (`4xx`), or not at all (`reset`).',
    }),
  session_id: sessionId('Only requests that speak of this session.').optional(),
  event_id: text('Only refused batches that held an event of this id.').optional(),
  since: timestamp('Only requests that came at or after this time.').optional(),
  limit: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .meta({ description: 'How many at most.', default: 100 }),
});
export type JournalFilter = z.infer<typeof JournalFilter>;
