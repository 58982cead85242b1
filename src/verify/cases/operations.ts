import { operations, type Operation, type OperationId } from '../../../spec/operations.ts';

export const ALL_OPERATIONS = Object.keys(operations) as readonly OperationId[];

export function operationOf(id: OperationId): Operation {
  return operations[id];
}
