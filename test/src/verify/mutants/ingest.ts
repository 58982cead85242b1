import { ACTION_TYPES, PLATFORMS } from '../../../../spec/known-values.ts';
import { QuintEvent } from '../../../../spec/schemas/event.ts';
import type { Mutant } from './mutant.ts';
import {
  asks,
  batches,
  bodyOf,
  eachEvent,
  instead,
  json,
  like,
  refusal,
  withBody,
  type Json,
} from './rewriting.ts';

/** What is wrong with what is taken and what is refused. */
export const ingestMutants: readonly Mutant[] = [
  {
    name: 'part-of-batch-taken',
    does: 'takes the valid events of a batch, and leaves out the others',
    foundBy: ['ingestEvents/batch/invalid-first'],
    breakRule: eachEvent((event) => (QuintEvent.safeParse(event).success ? event : undefined)),
  },
  {
    name: 'batch-taken-up-to-error',
    does: 'refuses a batch with an invalid event, but stores those before it',
    foundBy: ['ingestEvents/batch/invalid-last'],
    breakRule: instead('ingestEvents', async ({ request }, serve) => {
      const body = await bodyOf(request);
      const response = await serve(request);
      const events = body?.['events'];
      if (response.status !== 400 || !Array.isArray(events)) return response;
      const bad = (events as unknown[]).findIndex((each) => !QuintEvent.safeParse(each).success);
      if (bad > 0) await serve(withBody(request, { events: events.slice(0, bad) }));
      return response;
    }),
  },
  // Each of them is one that validates nothing of an event.
  ...(
    [
      ['time', 'ingestEvents/batch/invalid-alone'],
      ['session', 'ingestEvents/bodies/QuintEvent/refuses-without-session_id'],
      ['version', 'ingestEvents/bodies/QuintEvent/refuses-schema_version-3'],
      ['object', 'ingestEvents/bodies/QuintEvent/refuses-a-string'],
      ['events', 'ingestEvents/bodies/IngestRequest/refuses-without-events'],
    ] as const
  ).map(([what, id]): Mutant => ({
    name: `no-${what}-validated`,
    does: 'takes whatever it is sent, without a look at it',
    foundBy: [id],
    breakRule: instead('ingestEvents', async ({ request }, serve) => {
      const response = await serve(request);
      return response.status === 400 ? json(200, { ingested: 1, duplicates: 0 }) : response;
    }),
  })),
  {
    name: 'unknown-platform-refused',
    does: 'refuses platforms that it does not know',
    isDecided: true,
    foundBy: ['ingestEvents/bodies/QuintEvent/takes-from-next-year'],
    breakRule: refusingUnless(
      ({ platform }) => typeof platform !== 'string' || isOneOf(PLATFORMS, platform),
    ),
  },
  {
    name: 'unknown-action-refused',
    does: 'refuses actions that it does not know',
    isDecided: true,
    foundBy: ['ingestEvents/bodies/QuintEvent/takes-from-next-year'],
    breakRule: refusingUnless(
      ({ action_type }) => typeof action_type !== 'string' || isOneOf(ACTION_TYPES, action_type),
    ),
  },
  {
    name: 'uuid-v4-alone',
    does: 'refuses an event_id that is a UUID of another version than 4',
    isDecided: true,
    foundBy: ['ingestEvents/bodies/QuintEvent/takes-event_id-of-version-7'],
    breakRule: refusingUnless(
      ({ event_id }) => !/^.{8}-.{4}-[0-35-9a-f].{3}-.{4}-.{12}$/i.test(String(event_id)),
    ),
  },
  {
    name: 'empty-batch-taken',
    does: 'takes an empty batch',
    isDecided: true,
    foundBy: ['ingestEvents/bodies/IngestRequest/refuses'],
    breakRule: asks('ingestEvents', (body) => {
      const { events } = body;
      const isEmpty = Array.isArray(events) && events.length === 0;
      return isEmpty ? json(200, { ingested: 0, duplicates: 0 }) : body;
    }),
  },
  {
    name: 'other-content-type-taken',
    does: 'takes JSON that says it is text',
    isDecided: true,
    foundBy: ['ingestEvents/refusals/text-body'],
    breakRule: instead('all', async ({ request }, serve) => {
      const type = request.headers.get('content-type');
      if (!type?.startsWith('text/plain')) return serve(request);
      const copy = new Request(request);
      copy.headers.set('content-type', 'application/json');
      return serve(copy);
    }),
  },
  {
    name: 'accepted-later',
    does: 'answers 202 to a batch',
    isDecided: true,
    foundBy: ['ingestEvents/success'],
    breakRule: instead('ingestEvents', async ({ request }, serve) => {
      const response = await serve(request);
      return response.ok ? like(response, { status: 202 }) : response;
    }),
  },
];

/** Refuses a batch with an event that is not as wanted. */
function refusingUnless(isGood: (event: Json) => boolean): Mutant['breakRule'] {
  return batches((events) => (events.every(isGood) ? events : refusal(400, 'validation_failed')));
}

function isOneOf(known: readonly string[], value: string): boolean {
  return known.includes(value);
}
