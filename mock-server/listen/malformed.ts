import { ApiError } from '../http/api-error.ts';
import { errorBody } from '../http/respond.ts';
import { randomIds } from '../ids.ts';

/** The answer where not even Node's parser makes a request of what came, in the form of contract.md §5. */
export function malformed(code: string | undefined): string {
  const overflow = code === 'HPE_HEADER_OVERFLOW';
  const request_id = randomIds.uuid();
  const message = overflow
    ? 'The request line and headers are over 16 KiB.'
    : 'This is not a whole HTTP request.';
  const body = errorBody(new ApiError('validation_failed', message), request_id);
  return [
    `HTTP/1.1 ${overflow ? '431 Request Header Fields Too Large' : '400 Bad Request'}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${request_id}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
