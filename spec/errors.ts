import { LIMITS } from './limits.ts';

/** Every error code of the contract, its status and what it means (contract.md §5). */
export const ERROR_CODES = {
  invalid_json: { status: 400, meaning: 'The body is not JSON.' },
  validation_failed: { status: 400, meaning: 'The request breaks the contract; see `issues`.' },
  unauthorized: {
    status: 401,
    meaning: 'No credential, or one that is unknown, revoked or expired.',
  },
  insufficient_permissions: { status: 403, meaning: 'The credential is of the wrong type.' },
  not_found: { status: 404, meaning: 'There is no such thing in this organisation.' },
  method_not_allowed: {
    status: 405,
    meaning: 'The path does not take this method; see `Allow`.',
  },
  not_acceptable: { status: 406, meaning: 'The `Accept` header excludes what is answered.' },
  token_spent: { status: 409, meaning: 'The single-use token has been used.' },
  conflict: { status: 409, meaning: 'It would break a constraint.' },
  payload_too_large: { status: 413, meaning: `The body is over ${LIMITS.bodyBytes / 2 ** 20} MB.` },
  unsupported_media_type: {
    status: 415,
    meaning: 'The body is not `application/json`, or its encoding is unknown.',
  },
  rate_limited: { status: 429, meaning: 'Over the rate limit; wait for `Retry-After`.' },
  internal: { status: 500, meaning: 'A fault of the server.' },
  unavailable: { status: 503, meaning: 'Not now; wait for `Retry-After`.' },
} as const satisfies Record<string, { status: number; meaning: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;
