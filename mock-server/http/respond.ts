import { ApiError } from './api-error.ts';
import { brokenOff } from './broken-off.ts';

/** What became of a request that succeeded. */
export interface Outcome {
  readonly status: number;
  /** A stream goes out as server-sent events, anything else as JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** After how many bytes the body breaks off. @default it comes whole */
  readonly breakOffAt?: number;
}

/** The answer to a request that succeeded. */
export function success(outcome: Outcome, method: string, requestId: string): Response {
  const { status, body, breakOffAt } = outcome;
  const isStream = body instanceof ReadableStream;
  const headers: Record<string, string> = {
    ...outcome.headers,
    ...(body !== undefined && (isStream ? EVENT_STREAM : JSON_TEXT)),
    'x-request-id': requestId,
  };
  if (method === 'HEAD' && isStream) void body.cancel();
  if (method === 'HEAD' || body === undefined) return new Response(null, { status, headers });
  if (breakOffAt === undefined) {
    return new Response(isStream ? body : JSON.stringify(body), { status, headers });
  }
  if (isStream) return new Response(brokenOff(body, breakOffAt), { status, headers });
  const whole = new TextEncoder().encode(JSON.stringify(body));
  headers['content-length'] = String(whole.length);
  // Not by a Blob, which has no stream in jsdom.
  const sent = brokenOff(
    new Response(whole).body!,
    // At least the last byte is missing: a body that is short but whole would be no fault.
    Math.min(breakOffAt, whole.length - 1),
  );
  return new Response(sent, { status, headers });
}

const EVENT_STREAM = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };
const JSON_TEXT = { 'content-type': 'application/json' };

/** The answer to a request that failed (contract.md §5). */
export function failure(error: unknown, method: string, request_id: string): Response {
  // The reason of a fault of our own stays inside: it may quote what must not leave.
  const known =
    error instanceof ApiError
      ? error
      : new ApiError('internal', 'The server failed; this is a bug');
  return new Response(method === 'HEAD' ? null : errorBody(known, request_id), {
    status: known.status,
    headers: { ...JSON_TEXT, 'x-request-id': request_id, ...known.headers },
  });
}

/** The body of every error (contract.md §5). */
export function errorBody({ message, code, issues }: ApiError, request_id: string): string {
  return JSON.stringify({ error: message, code, request_id, ...(issues && { issues }) });
}
