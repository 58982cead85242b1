import type { OperationId } from '../../../spec/operations.ts';
import type { Sending } from '../sending.ts';
import type { Trial } from '../trial.ts';
import { mintedToUse } from './minted.ts';
import { operationOf } from './operations.ts';
import { validRequest } from './valid-request.ts';

/** A valid request, with a registration token of its own where the operation takes one. */
export async function authorizedRequest(operation: OperationId, trial: Trial): Promise<Sending> {
  const request = validRequest(operation, trial);
  if (operationOf(operation).auth !== 'registration-token') return request;
  return { ...request, credential: (await mintedToUse(trial, 'enrollment')).token };
}
