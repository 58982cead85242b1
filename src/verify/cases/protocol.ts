import { operations, type OperationId } from '../../../spec/operations.ts';
import type { QuintEvent } from '../../../spec/schemas/event.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Sending } from '../sending.ts';
import type { Trial } from '../trial.ts';
import { ALL_OPERATIONS, operationOf } from './operations.ts';
import { stored } from './scenario.ts';
import { validRequest } from './valid-request.ts';

/** What holds of requests and answers in general. */
export const protocol: readonly ConformanceCase[] = [
  {
    id: 'ingestEvents/protocol/credential-before-body',
    operation: 'ingestEvents',
    title: 'the credential is looked at before the body',
    run: (trial) => trial.refuse('ingestEvents', { as: null, body: '{' }, 'unauthorized'),
  },
  {
    id: 'listSessions/protocol/request-id',
    operation: 'listSessions',
    basis: 'decided',
    title: 'every answer has an x-request-id of its own',
    async run(trial: Trial) {
      const request = { query: { limit: 1 } };
      const [one, other] = [
        await trial.send('listSessions', request),
        await trial.send('listSessions', request),
      ].map(({ headers }) => headers.get('x-request-id'));
      trial.expect(
        Boolean(one) && one !== other,
        'two different x-request-id headers',
        `they are ${one} and ${other}`,
      );
    },
  },
  ...taken('gzip', 'a gzip body is taken', { gzip: true }),
  ...taken('charset', 'a body of application/json with a charset of UTF-8 is taken', {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  }),
  ...taken('any-answer', 'a client that accepts anything is answered', {
    headers: { accept: 'text/html, */*;q=0.1' },
  }),
  ...ALL_OPERATIONS.filter((id) => operationOf(id).errors?.includes('rate_limited')).map(
    (operation): ConformanceCase => ({
      id: `${operation}/protocol/rate-limit-headers`,
      operation,
      basis: 'decided',
      title: 'the answer says in RateLimit and RateLimit-Policy what is left',
      async run(trial: Trial) {
        const { headers } = await trial.send(operation, validRequest(operation, trial));
        for (const name of ['ratelimit', 'ratelimit-policy']) {
          const value = headers.get(name);
          trial.expect(
            value !== null && /^"[^"]+";[a-z]+=\d+/.test(value),
            `a header ${name}, a name and numbers`,
            `it is ${value ?? 'absent'}`,
          );
        }
      },
    }),
  ),
];

/** Valid requests to both ingests, differently put. */
function taken(what: string, title: string, sending: Sending): ConformanceCase[] {
  const ingests = ['ingestEvents', 'ingestSession'] as const satisfies readonly OperationId[];
  return ingests.map((operation) => ({
    id: `${operation}/protocol/${what}`,
    operation,
    basis: 'decided',
    title: `${operations[operation].path}: ${title}`,
    async run(trial: Trial) {
      const request = validRequest(operation, trial);
      await trial.succeed(operation, { ...request, ...sending });
      if (operation !== 'ingestEvents') return;
      const [event] = (request.body as { events: [QuintEvent] }).events;
      await stored(trial, event);
    },
  }));
}
