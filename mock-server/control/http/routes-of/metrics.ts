import { EXPOSITION_TYPE } from '../../metrics/exposition.ts';
import { route, type ControlRoute } from '../route.ts';

/** What other tools read. */
export const METRICS_ROUTES: readonly ControlRoute[] = [
  route({
    name: 'jwks',
    method: 'GET',
    path: '/_mock/jwks.json',
    summary: 'The public half of the server’s own signing key.',
    example: {},
    call: (control) => control.jwks(),
  }),
  route({
    name: 'metrics',
    method: 'GET',
    path: '/metrics',
    summary: 'Counters and gauges in Prometheus’ text format.',
    contentType: EXPOSITION_TYPE,
    example: {},
    call: (control) => control.metrics(),
  }),
];
