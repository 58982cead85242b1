import type { OperationId } from '../../../../spec/operations.ts';
import type { ConformanceCase } from '../../conformance-case.ts';
import { basisOf } from '../basis.ts';
import { needsOf } from '../needs.ts';
import { validRequest } from '../valid-request.ts';

/** 404: an id that names nothing. */
export function notFound(operation: OperationId): ConformanceCase[] {
  return [
    {
      id: `${operation}/refusals/unknown-id`,
      operation,
      title: 'an id that names nothing is answered 404',
      basis: basisOf(operation),
      needs: needsOf(operation),
      run: (trial) => trial.refuse(operation, validRequest(operation, trial), 'not_found'),
    },
  ];
}
