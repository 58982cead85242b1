import type { ErrorIssue, IngestResponse } from '../../generated/types.ts';
import type { QuintError } from '../client/errors.ts';
import type { Result } from '../client/safe.ts';

/** What a request came to, and so what to do with its events (contract.md §9). */
export type Outcome =
  /** The server has them all. */
  | { readonly kind: 'accepted' }
  /** It names the events, by their place in the batch, that it will never take; it took none. */
  | {
      readonly kind: 'refused';
      readonly error: QuintError;
      readonly issues: ReadonlyMap<number, ErrorIssue[]>;
    }
  /** It does not take them together, and names none: the batch is halved. */
  | { readonly kind: 'indigestible'; readonly error: QuintError }
  /** It may take them later. */
  | {
      readonly kind: 'failed';
      readonly error: Error;
      readonly retryAfter?: string | null;
      /** It failed itself, perhaps at what it was sent; it did not merely turn the request away. */
      readonly serverFault?: boolean;
    };

/** Said by what stands before the server, or by a server that has no time. */
const NOT_NOW = new Set([502, 503, 504]);

/** @param count events of the batch */
export function outcomeOf(result: Result<IngestResponse>, count: number): Outcome {
  const { data, error, response } = result;
  if (!error) return disagreement(data, count) ?? { kind: 'accepted' };
  const { status } = error;
  // What is not JSON is no answer of the API, and says nothing of the events.
  if (status === 400 && /json/i.test(response?.headers.get('content-type') ?? '')) {
    const issues = issuesByEvent(error.issues, count);
    return issues.size > 0 ? { kind: 'refused', error, issues } : { kind: 'indigestible', error };
  }
  if (status === 413) return { kind: 'indigestible', error };
  return {
    kind: 'failed',
    error,
    retryAfter: response?.headers.get('retry-after') ?? null,
    serverFault: status !== undefined && status >= 500 && !NOT_NOW.has(status),
  };
}

/** A server that answers for fewer events than it was sent has lost some. To send them again does no harm. */
function disagreement(data: IngestResponse | undefined, count: number): Outcome | undefined {
  const { ingested, duplicates } = data ?? {};
  if (typeof ingested !== 'number' || typeof duplicates !== 'number') return undefined;
  if (ingested + duplicates === count) return undefined;
  const text = `the server took ${ingested} events and knew ${duplicates}, but was sent ${count}`;
  return { kind: 'failed', error: new Error(text) };
}

function issuesByEvent(
  issues: readonly ErrorIssue[] = [],
  count: number,
): Map<number, ErrorIssue[]> {
  const found = new Map<number, ErrorIssue[]>();
  for (const issue of issues) {
    const { 1: digits, 2: rest = '' } = /^\/events\/(\d{1,9})(\/.*)?$/s.exec(issue?.pointer) ?? [];
    const index = Number(digits ?? NaN);
    if (!(index < count)) continue;
    found.set(index, [...(found.get(index) ?? []), { ...issue, pointer: rest }]);
  }
  return found;
}
