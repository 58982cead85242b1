import { ApiError } from '../../../http/api-error.ts';
import { FAULT_HEADER, FAULT_PARAMETER } from '../../faults/fault-names.ts';
import { FaultRule } from '../../faults/fault-rule.ts';
import { OrgFilter } from '../../org-id.ts';
import { OK, route, type ControlRoute } from '../route.ts';

/** Faults to inject. */
export const FAULT_ROUTES: readonly ControlRoute[] = [
  route({
    name: 'faults.list',
    method: 'GET',
    path: '/_mock/faults',
    summary: 'The faults that are injected, and how often each was.',
    example: {},
    call: ({ faults }) => ({ faults: faults.list() }),
  }),
  route({
    name: 'faults.add',
    method: 'POST',
    path: '/_mock/faults',
    summary: `Injects a fault: a status, a delay, a reset, a truncated body, a failing or slow queue. A request asks for one of its own by the header ${FAULT_HEADER} or the parameter ${FAULT_PARAMETER}, such as "status=503".`,
    body: FaultRule,
    example: {
      body: {
        match: { operation: 'ingestEvents' },
        times: 2,
        status: 429,
        headers: { 'retry-after': '3' },
      },
    },
    call: ({ faults }, { body }) => faults.add(body),
  }),
  route({
    name: 'faults.remove',
    method: 'DELETE',
    path: '/_mock/faults/{id}',
    summary: 'Takes back one fault.',
    example: { path: '/_mock/faults/fault-1' },
    call({ faults }, { params }) {
      if (faults.remove(params['id']!)) return OK;
      throw new ApiError('not_found', `There is no fault ${params['id']}`);
    },
  }),
  route({
    name: 'faults.clear',
    method: 'DELETE',
    path: '/_mock/faults',
    summary: 'Takes back all faults, or those bound to one org.',
    query: OrgFilter,
    example: {},
    call({ faults }, { query }) {
      faults.clear(query);
      return OK;
    },
  }),
];
