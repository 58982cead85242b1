import { ApiError } from '../http/api-error.ts';

/** 401 (contract.md §4): what came is no credential, or one that is good no more. */
export function unauthorized(message: string): ApiError {
  return new ApiError('unauthorized', message);
}

/** 409: a single-use token was used before. */
export function tokenSpent(): ApiError {
  return new ApiError('token_spent', 'This single-use token has been used; ask for a new one');
}
