/** Every number of the contract that a sender can run into. Sources: `POST /v1/ingest` documentation; contract.md §1, §2, §5. */
export const LIMITS = {
  /** Events per `ingestEvents` request: 1 to this many. */
  eventsPerBatch: 500,
  /** Bytes of a request body, counted after decompression. */
  bodyBytes: 10 * 1024 * 1024,
  /** Characters of a `session_id`: the limit of an SNS `MessageGroupId`. */
  sessionIdLength: 128,
  /** Levels of arrays and objects inside an unknown field of an event. */
  nestingDepth: 2_000,
  /** Issues listed in one error body; further ones are left out. */
  issuesPerError: 100,
  /** Items per page of a list: 1 to `max`. */
  page: { default: 100, max: 1000 },
} as const;
