import { LIMITS } from '../../spec/limits.ts';
import type { Operation } from '../../spec/operations.ts';
import { IngestRequest } from '../../spec/schemas/ingest.ts';
import { LifecycleEvent, SessionReport, SessionStateReport } from '../../spec/schemas/lifecycle.ts';
import { validationFailed } from '../http/api-error.ts';
import { validate } from '../http/validate.ts';

/**
 * Passes when the body of an operation is valid.
 * @throws ApiError `validation_failed` with every issue
 */
export function validateBody(schema: NonNullable<Operation['body']>, body: unknown): void {
  if (schema === IngestRequest) validateBatch(body);
  else if (schema === SessionReport) validateReport(body);
  else validate(schema, body);
}

/** Of a batch that is too long only so much is looked at as shows that it is. */
function validateBatch(body: unknown): void {
  const events = (body as { events?: unknown } | null)?.events;
  const tooLong = Array.isArray(events) && events.length > LIMITS.eventsPerBatch;
  validate(IngestRequest, tooLong ? { events: events.slice(0, LIMITS.eventsPerBatch + 1) } : body);
}

/** Chooses the form first, so that the issues are those of the form that was meant. */
function validateReport(body: unknown): void {
  const has = (key: string) =>
    typeof body === 'object' && body !== null && Object.hasOwn(body, key);
  if (has('event_type') === has('state')) {
    throw validationFailed([
      {
        pointer: '',
        message: `The body has ${has('state') ? 'both `event_type` and `state`' : 'neither `event_type` nor `state`'}; send either the event form (event_type, session_id, started_at for a session_start) or the state form (session_id, state, timestamp)`,
        code: 'invalid_union',
      },
    ]);
  }
  validate(has('state') ? SessionStateReport : LifecycleEvent, body);
}
