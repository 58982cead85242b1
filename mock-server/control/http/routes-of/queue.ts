import { PeekQuery } from '../../queues/queues-view.ts';
import { route, type ControlRoute } from '../route.ts';

/** The queues. */
export const QUEUE_ROUTES: readonly ControlRoute[] = [
  route({
    name: 'queues.list',
    method: 'GET',
    path: '/_mock/queues',
    summary: 'Every queue, with AWS’s names for what is in it.',
    example: {},
    call: async ({ queues }) => ({ queues: await queues.list() }),
  }),
  route({
    name: 'queues.peek',
    method: 'GET',
    path: '/_mock/queues/{name}',
    summary: 'The oldest messages of a queue, untouched, and why each is not deliverable.',
    query: PeekQuery,
    example: { path: '/_mock/queues/quint-events-pipeline-dlq?limit=10' },
    call: ({ queues }, { params, query }) => queues.peek(params['name']!, query),
  }),
  route({
    name: 'queues.redrive',
    method: 'POST',
    path: '/_mock/queues/{name}/redrive',
    summary: 'Moves the messages of a dead-letter queue back to where they came from.',
    example: { path: '/_mock/queues/quint-events-pipeline-dlq/redrive' },
    call: ({ queues }, { params }) => queues.redrive(params['name']!),
  }),
  route({
    name: 'queues.purge',
    method: 'POST',
    path: '/_mock/queues/{name}/purge',
    summary: 'Deletes the messages of a queue.',
    example: { path: '/_mock/queues/quint-events-pipeline-dlq/purge' },
    call: ({ queues }, { params }) => queues.purge(params['name']!),
  }),
];
