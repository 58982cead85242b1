import type { OperationId } from '../../../spec/operations.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { isOurs } from '../decided.ts';

/** The basis of what is documented of an operation, if the operation itself is. */
export function basisOf(operation: OperationId): NonNullable<ConformanceCase['basis']> {
  return isOurs(operation) ? 'decided' : 'documented';
}
