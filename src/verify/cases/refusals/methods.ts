import type { ConformanceCase } from '../../conformance-case.ts';
import type { Trial } from '../../trial.ts';
import { needsOf } from '../needs.ts';
import { ALL_OPERATIONS, operationOf } from '../operations.ts';
import { validRequest } from '../valid-request.ts';

/** 405: a method that no operation of the path has; one case for each path. */
export const otherMethods: readonly ConformanceCase[] = ALL_OPERATIONS.filter(
  (id, index) =>
    ALL_OPERATIONS.findIndex((other) => operationOf(other).path === operationOf(id).path) === index,
).map((operation) => ({
  id: `${operation}/refusals/other-method`,
  operation,
  title: 'a method that the path does not take is refused, with those that it takes in Allow',
  basis: 'decided',
  needs: needsOf(operation),
  async run(trial: Trial) {
    const { path } = operationOf(operation);
    const { id } = validRequest(operation, trial);
    const request = { ...(id !== undefined && { id }), method: 'PATCH', as: 'token' as const };
    const { headers } = await trial.refuse(operation, request, 'method_not_allowed');
    const allow = headers.get('allow')?.split(/\s*,\s*/) ?? [];
    for (const { method } of ALL_OPERATIONS.map(operationOf).filter((each) => each.path === path)) {
      // RFC 9110 §15.5.6.
      trial.prefer(
        allow.includes(method),
        `an Allow header with ${method}`,
        `it is ${allow.join(', ') || 'absent'}`,
      );
    }
  },
}));
