/**
 * The vectors whose verdict follows from the product's own pages: their examples, the forms that they
 * name, the fields that they call required, and the number of events. All others are decided
 * (contract.md §2–§4): of an event the pages say no more than that its schema is validated, so that only
 * what breaks the wire format beyond doubt must be refused.
 */
export const DOCUMENTED_BODIES: Readonly<Record<string, readonly string[]>> = {
  IngestRequest: [
    "the wire format's own example",
    'two sessions',
    '500 events',
    'null',
    'an array',
    'a string',
    'without events',
    'events that are no array',
    '501 events',
  ],
  QuintEvent: [
    "the wire format's own example",
    'timestamp without a fraction',
    'session_id of a root process',
    'session_id of a sub-agent',
    'session_id 128 characters',
    'session_id 129 characters',
    'null',
    'an array',
    'a string',
    'without session_id',
    'session_id of another type',
    'timestamp of another type',
    'schema_version 3',
  ],
  SessionReport: [
    'the event form: start',
    'the state form',
    'neither form',
    'an unknown transition',
    'an unknown state',
    'the state form without timestamp',
  ],
  SessionStart: ["the ingestion page's own example"],
  SessionStateReport: [
    "the endpoint page's own example",
    'the required fields alone, active',
    'the required fields alone, idle',
    'the required fields alone, ended',
    'without session_id',
    'without timestamp',
    'an unknown state',
  ],
  CreateTokenRequest: ["the page's own example", 'without name'],
};

/** Whether a vector, by the name of its schema and its own, is documented. */
export function isDocumented(schema: string, name: string): boolean {
  return DOCUMENTED_BODIES[schema]?.includes(name) ?? false;
}
