/** The numbers that a sender can run into. Documented: 500 events, 10 MB. Decided: the others (contract.md §1, §2, §5). */
export const LIMITS = {
  /** Events per `ingestEvents` request: 1 to this many. */
  eventsPerBatch: 500,
  /** Bytes of a request body, counted after decompression. */
  bodyBytes: 10 * 1024 * 1024,
  /** Characters of a `session_id`: the limit of an SNS `MessageGroupId`. */
  sessionIdLength: 128,
  /** Levels of arrays and objects inside an unknown field of an event; a body nested deeper could not be written out again. */
  nestingDepth: 2_000,
  /** Characters of a machine's fingerprint and of a token's name. */
  nameLength: 128,
  /** Seconds for which a rotated token may go on working: a week. */
  graceSeconds: 604_800,
  /** Issues listed in one error body; further ones are left out. */
  issuesPerError: 100,
  /** Items per page of a list: 1 to `max`. */
  page: { default: 100, max: 1000 },
} as const;
