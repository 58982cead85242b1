import { QuintError } from '../client/errors.ts';

/** Why what came is no stream of this API. */
export function invalid(why: string, { status, headers }: Response): QuintError {
  return new QuintError(`GET /v1/stream: ${why}`, {
    code: 'invalid_response',
    status,
    requestId: headers.get('x-request-id') ?? undefined,
    retryable: false,
    operation: 'stream',
    attempts: 1,
  });
}
