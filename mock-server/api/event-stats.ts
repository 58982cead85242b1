import { validationFailed } from '../http/api-error.ts';
import { compareTimes, utcOf } from '../instant.ts';
import type { Handler } from '../operation.ts';
import { inUtc } from './time-span.ts';

const DAY_MS = 86_400_000;
/** Before it there is no RFC 3339 text. */
const FIRST_INSTANT = Date.parse('0000-01-01T00:00:00Z');

/** Over the 24 hours that end at `until`, which is now unless given, or over the span that is given. */
export const getEventStats: Handler<'getEventStats'> = async (
  { query, caller },
  { store, clock },
) => {
  const given = inUtc(query);
  const until = given.until ?? utcOf(clock.now());
  const since = given.since ?? utcOf(Math.max(Date.parse(until) - DAY_MS, FIRST_INSTANT));
  if (compareTimes(until, since) < 0) throw emptySpan(given.until, until);
  return { since, until, ...(await store.actions.stats(caller.org_id, { since, until })) };
};

function emptySpan(given: string | undefined, until: string) {
  const code = 'empty_span';
  return given === undefined
    ? validationFailed([
        {
          pointer: 'since',
          message: `is after the server's time, ${until}; give until, too`,
          code,
        },
      ])
    : validationFailed([{ pointer: 'until', message: 'must not be before since', code }]);
}
