import * as z from 'zod';
import { EVENT } from '../examples.ts';
import { LIMITS } from '../limits.ts';
import { QuintEvent } from './event.ts';
import { count } from './primitives.ts';

/** A batch. One invalid event refuses all of it: nothing is published (contract.md §2). */
export const IngestRequest = z
  .object({
    events: z
      .array(QuintEvent)
      .min(1)
      .max(LIMITS.eventsPerBatch)
      .meta({ description: `1–${LIMITS.eventsPerBatch} events.` }),
  })
  .meta({
    id: 'IngestRequest',
    description: `1–${LIMITS.eventsPerBatch} events, at most ${LIMITS.bodyBytes} bytes.`,
    examples: [{ events: [EVENT] }],
  });
export type IngestRequest = z.infer<typeof IngestRequest>;

/** Decided in contract.md §1 and §2: `ingested` + `duplicates` = the events of the batch. */
export const IngestResponse = z
  .object({
    ingested: count('Events that were new.'),
    duplicates: count(
      'Events whose `event_id` this org had sent before; they changed nothing. Never claims too many.',
    ),
  })
  .meta({ id: 'IngestResponse', description: 'What became of the batch.' });
export type IngestResponse = z.infer<typeof IngestResponse>;
