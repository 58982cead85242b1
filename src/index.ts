export { createQuintClient } from './client/create-client.ts';
export { QuintError } from './client/errors.ts';
export { LIMITS } from '../spec/limits.ts';

export type { QuintClient } from './client/create-client.ts';
export type { ClientErrorCode, OperationErrorCode, QuintErrorFields } from './client/errors.ts';
export type { CallOptions, QuintClientOptions, RetryOptions } from './client/options.ts';
export type { PagedOperations } from './client/pages.ts';
export type { Result, SafeOperations } from './client/safe.ts';
export type { ErrorStatus, ListOperation, OperationErrors } from '../generated/operations.ts';
export type * from '../generated/types.ts';
