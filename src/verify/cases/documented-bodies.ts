/**
 * The vectors whose verdict follows from the product's own pages: their examples, the forms that they
 * name, the fields that they call required, and the number of events. All others are decided
 * (contract.md §2–§4): the pages do not say which fields of an event are required, nor of what form.
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
  ],
  SessionReport: [
    'the event form: start',
    'the state form',
    'neither form',
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
