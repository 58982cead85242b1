import * as z from 'zod';
import { OrgFilter } from '../../org-id.ts';
import { OK, route, type ControlRoute } from '../route.ts';
import { listScenarios, type Seed } from '../../seed.ts';

/** A state holds all that the tables hold: more than any request of the product. */
const STATE_BYTES = 256 * 1024 * 1024;

/** All that the server knows: reset, seed, export and import. */
export const STATE_ROUTES: readonly ControlRoute[] = [
  route({
    name: 'reset',
    method: 'POST',
    path: '/_mock/reset',
    summary: 'Forgets all that was sent, of all orgs or of one. Tokens stay.',
    body: OrgFilter,
    whenEmpty: {},
    example: { body: { org_id: 'org_local' } },
    async call(control, { body }) {
      await control.reset(body);
      return OK;
    },
  }),
  route({
    name: 'seed.list',
    method: 'GET',
    path: '/_mock/seed',
    summary: 'The scenarios that can be seeded.',
    example: {},
    call: () => ({ scenarios: listScenarios() }),
  }),
  route({
    name: 'seed',
    method: 'POST',
    path: '/_mock/seed',
    summary: 'Publishes a scenario, or {"org_id", "events", "reports"} of your own.',
    body: z.custom<Seed>(),
    bodyBytes: STATE_BYTES,
    example: { body: { scenario: 'incident' } },
    call: (control, { body }) => control.seed(body),
  }),
  route({
    name: 'state.export',
    method: 'GET',
    path: '/_mock/state',
    summary: 'Everything that the server knows, as JSON.',
    example: {},
    call: ({ state }) => state.export(),
  }),
  route({
    name: 'state.import',
    method: 'PUT',
    path: '/_mock/state',
    summary: 'Replaces everything by what was exported.',
    body: z.custom<unknown>(),
    bodyBytes: STATE_BYTES,
    example: { body: '@state.json' },
    call: ({ state }, { body }) => state.import(body),
  }),
];
