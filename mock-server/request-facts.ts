import type { OperationId } from '../spec/operations.ts';

/** What is known of a request; filled in on its way, and kept by the journal when it is answered. */
export interface RequestFacts {
  readonly request_id: string;
  /** When it came, by the server's clock, in epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  /** Path and query as they were sent. */
  readonly path: string;
  operation: OperationId | null;
  /** The decoded parameters of its path. */
  params: Readonly<Record<string, string>>;
  org_id: string | null;
  /** The SHA-256 of the token it came with. */
  token_hash: string | null;
  /** The body it carries, once it is read; it may break the contract. */
  body: unknown;
  /** How many events of it were new, and how many were not; none as long as it has not taken effect. */
  counts: { readonly ingested: number; readonly duplicates: number } | null;
  /** The faults that were injected. */
  faults: readonly string[];
}

const NO_PARAMS = Object.freeze({});
const NO_FAULTS: readonly string[] = Object.freeze([]);

export function requestFacts(request: Request, request_id: string, at: number): RequestFacts {
  const { pathname, search } = new URL(request.url);
  return {
    request_id,
    at,
    method: request.method,
    path: pathname + search,
    operation: null,
    params: NO_PARAMS,
    org_id: null,
    token_hash: null,
    body: undefined,
    counts: null,
    faults: NO_FAULTS,
  };
}
