import { ApiError } from './api-error.ts';

/** What became of a request that succeeded. */
export interface Outcome {
  readonly status: number;
  readonly body: unknown;
}

/** The answer to a request that succeeded. */
export function success({ status, body }: Outcome, method: string, requestId: string): Response {
  const headers: Record<string, string> = { 'x-request-id': requestId };
  if (body === undefined) return new Response(null, { status, headers });
  headers['content-type'] = 'application/json';
  return new Response(method === 'HEAD' ? null : JSON.stringify(body), { status, headers });
}

/** The answer to a request that failed (contract.md §5). */
export function failure(error: unknown, method: string, request_id: string): Response {
  // The reason of a fault of our own stays inside: it may quote what must not leave.
  const known =
    error instanceof ApiError
      ? error
      : new ApiError('internal', 'The server failed; this is a bug');
  return new Response(method === 'HEAD' ? null : errorBody(known, request_id), {
    status: known.status,
    headers: { 'content-type': 'application/json', 'x-request-id': request_id, ...known.headers },
  });
}

/** The body of every error (contract.md §5). */
export function errorBody({ message, code, issues }: ApiError, request_id: string): string {
  return JSON.stringify({ error: message, code, request_id, ...(issues && { issues }) });
}
