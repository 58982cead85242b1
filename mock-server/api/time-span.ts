import { utc } from '../instant.ts';

/** The bounds of a query in UTC, which is what the store asks for. */
export function inUtc<Query extends { since?: string | undefined; until?: string | undefined }>(
  query: Query,
): Query {
  const { since, until } = query;
  return {
    ...query,
    ...(since !== undefined && { since: utc(since) }),
    ...(until !== undefined && { until: utc(until) }),
  };
}
