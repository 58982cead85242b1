import type { OperationId } from '../../../spec/operations.ts';
import type { CredentialName } from '../credentials.ts';
import { operationOf } from './operations.ts';

/**
 * The credentials without which an operation cannot be called. Registration tokens are minted, a new one
 * for each case, since every one is spent: that takes a JWT.
 */
export function needsOf(operation: OperationId): readonly CredentialName[] {
  const { auth } = operationOf(operation);
  return auth === 'jwt' || auth === 'registration-token' ? ['jwt'] : [];
}
