import { LIMITS } from '../../spec/limits.ts';
import { IngestRequest } from '../../spec/schemas/ingest.ts';
import { validate } from '../http/validate.ts';

/** Of a batch that is too long only so much is looked at as shows that it is. */
export function validateBatch(body: unknown): void {
  const events = (body as { events?: unknown } | null)?.events;
  const tooLong = Array.isArray(events) && events.length > LIMITS.eventsPerBatch;
  validate(IngestRequest, tooLong ? { events: events.slice(0, LIMITS.eventsPerBatch + 1) } : body);
}
