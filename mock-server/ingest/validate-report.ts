import { LifecycleEvent, SessionStateReport } from '../../spec/schemas/lifecycle.ts';
import { validationFailed } from '../http/api-error.ts';
import { validate } from '../http/validate.ts';

/** Chooses the form first, so that the issues are those of the form that was meant. */
export function validateReport(body: unknown): void {
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
