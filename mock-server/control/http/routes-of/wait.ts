import { AnyCondition } from '../../waiting/condition.ts';
import { OK, route, type ControlRoute } from '../route.ts';
import { TimeoutQuery } from '../../waiting/timeout.ts';

/** Waiting for what is to come. */
export const WAIT_ROUTES: readonly ControlRoute[] = [
  route({
    name: 'drain',
    method: 'POST',
    path: '/_mock/drain',
    summary: 'Waits until all that was accepted is processed.',
    query: TimeoutQuery,
    example: { path: '/_mock/drain?timeout_ms=10000' },
    async call(control, { query }) {
      await control.drain({ timeout: query.timeout_ms });
      return OK;
    },
  }),
  route({
    name: 'waitFor',
    method: 'POST',
    path: '/_mock/waitFor',
    summary: 'Waits for a session in a state, a stored event, an alert or a dead letter.',
    query: TimeoutQuery,
    body: AnyCondition,
    example: { body: { session: '59247-1777085379101', state: 'ended' } },
    call: (control, { query, body }) => control.waitFor(body, { timeout: query.timeout_ms }),
  }),
  route({
    name: 'expectNone',
    method: 'POST',
    path: '/_mock/expectNone',
    summary: 'Drains, and fails when the condition holds then.',
    query: TimeoutQuery,
    body: AnyCondition,
    example: { body: { alert: { severity: 'critical' } } },
    async call(control, { query, body }) {
      await control.expectNone(body, { timeout: query.timeout_ms });
      return OK;
    },
  }),
];
