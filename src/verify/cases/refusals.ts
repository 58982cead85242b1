import type { ErrorCode } from '../../../spec/errors.ts';
import { errorCodesOf, type OperationId } from '../../../spec/operations.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { conflict, tokenSpent } from './refusals/conflict.ts';
import { invalidJson, notAcceptable, unsupportedMediaType } from './refusals/malformed.ts';
import { otherMethods } from './refusals/methods.ts';
import { notFound } from './refusals/not-found.ts';
import { badParameters } from './refusals/parameters.ts';
import { tooLarge } from './refusals/too-large.ts';
import { unauthorized } from './refusals/unauthorized.ts';
import { insufficientPermissions } from './refusals/wrong-credential.ts';
import { ALL_OPERATIONS, operationOf } from './operations.ts';

/** What makes an operation answer each error; `null` where nothing from outside does. */
export const PROVOKED: Record<ErrorCode, ((operation: OperationId) => ConformanceCase[]) | null> = {
  unauthorized,
  insufficient_permissions: insufficientPermissions,
  not_found: notFound,
  // What a body must not be is in bodies.ts.
  validation_failed: badParameters,
  invalid_json: invalidJson,
  unsupported_media_type: unsupportedMediaType,
  payload_too_large: tooLarge,
  not_acceptable: notAcceptable,
  token_spent: tokenSpent,
  conflict,
  // Of every path, not of an operation: below.
  method_not_allowed: null,
  // Where a server sets its limit is its own affair.
  rate_limited: null,
  internal: null,
  unavailable: null,
};

/** Each documented refusal of each operation. */
export const refusals: readonly ConformanceCase[] = [
  ...ALL_OPERATIONS.flatMap((operation) =>
    errorCodesOf(operationOf(operation)).flatMap((code) => PROVOKED[code]?.(operation) ?? []),
  ),
  ...otherMethods,
];
