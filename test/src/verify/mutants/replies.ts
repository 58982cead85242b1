import type { Mutant } from './mutant.ts';
import {
  answers,
  asks,
  errors,
  instead,
  json,
  like,
  refusal,
  without,
  type Json,
} from './rewriting.ts';

/** What is wrong with answers as such: status, headers, form. */
export const replyMutants: readonly Mutant[] = [
  {
    name: 'no-request-id',
    does: 'has no x-request-id header',
    isDecided: true,
    foundBy: ['health/success', 'listSessions/success'],
    breakRule: instead('all', async ({ request }, serve) =>
      like(await serve(request), { headers: (headers) => headers.delete('x-request-id') }),
    ),
  },
  {
    name: 'two-request-ids',
    does: 'has another request id in the body than in the header',
    isDecided: true,
    foundBy: ['getSession/refusals/unknown-id'],
    breakRule: errors((body) => ({ ...body, request_id: crypto.randomUUID() })),
  },
  {
    name: 'no-www-authenticate',
    does: 'has no WWW-Authenticate header beside a 401',
    isDecided: true,
    foundBy: ['listSessions/refusals/no-credential'],
    breakRule: instead('all', async ({ request }, serve) =>
      like(await serve(request), { headers: (headers) => headers.delete('www-authenticate') }),
    ),
  },
  {
    name: 'no-allow',
    does: 'has no Allow header beside a 405',
    isDecided: true,
    foundBy: ['listSessions/refusals/other-method'],
    breakRule: (serve) => async (request) =>
      like(await serve(request), { headers: (headers) => headers.delete('allow') }),
  },
  {
    name: 'other-method-not-found',
    does: 'answers 404 to a method that the path does not take',
    isDecided: true,
    foundBy: ['listSessions/refusals/other-method'],
    breakRule: (serve) => async (request) => {
      const response = await serve(request);
      return response.status === 405 ? refusal(404, 'not_found') : response;
    },
  },
  {
    name: 'error-without-sentence',
    does: 'answers errors without saying why',
    foundBy: ['listSessions/refusals/no-credential'],
    breakRule: errors(({ error, ...body }) => ({ ...body, message: error })),
  },
  {
    name: 'error-without-code',
    does: 'answers errors without a code',
    isDecided: true,
    foundBy: ['listSessions/refusals/no-credential'],
    breakRule: errors((body) => without(body, 'code')),
  },
  {
    name: 'error-as-object',
    does: 'answers errors with an object for the sentence',
    foundBy: ['listSessions/refusals/no-credential'],
    breakRule: errors(({ error, code }) => ({ error: { message: error, code } })),
  },
  {
    name: 'issues-without-place',
    does: 'does not say where an issue is',
    isDecided: true,
    foundBy: ['ingestEvents/limits/501-events'],
    breakRule: errors(({ issues, ...body }) =>
      Array.isArray(issues)
        ? { ...body, issues: issues.map((issue: object) => ({ ...issue, pointer: '' })) }
        : body,
    ),
  },
  {
    name: 'unauthorized-is-403',
    does: 'answers 403 where there is no credential',
    foundBy: ['listSessions/refusals/no-credential'],
    breakRule: instead('all', async ({ request, authorization }, serve) => {
      const response = await serve(request);
      return response.status === 401 && authorization === ''
        ? like(response, { status: 403 })
        : response;
    }),
  },
  {
    name: 'wrong-kind-is-401',
    does: 'answers 401 to a good credential of the wrong kind',
    isDecided: true,
    foundBy: ['listTokens/refusals/service-credential'],
    breakRule: instead('all', async ({ request }, serve) => {
      const response = await serve(request);
      return response.status === 403 ? refusal(401, 'unauthorized') : response;
    }),
  },
  {
    name: 'unauthenticated-reads',
    does: 'reads without a credential',
    foundBy: ['listSessions/refusals/no-credential'],
    breakRule(serve) {
      let good = '';
      return instead('listSessions', async ({ request, authorization }) => {
        const response = await serve(request.clone());
        if (response.ok) good = authorization;
        if (response.status !== 401 || authorization || !good) return response;
        return serve(new Request(request.url, { headers: { authorization: good } }));
      })(serve);
    },
  },
  {
    name: 'bad-json-is-500',
    does: 'answers 500 to a body that is no JSON',
    foundBy: ['ingestEvents/refusals/no-json', 'ingestEvents/refusals/cut-off-json'],
    breakRule: instead('all', async ({ request }, serve) => {
      const response = await serve(request);
      const { code } = response.status === 400 ? ((await response.clone().json()) as Json) : {};
      return code === 'invalid_json' ? like(response, { status: 500 }) : response;
    }),
  },
  {
    name: 'errors-as-text',
    does: 'answers errors as plain text',
    foundBy: ['listSessions/refusals/no-credential'],
    breakRule: instead('all', async ({ request }, serve) => {
      const response = await serve(request);
      const { status, headers } = response;
      if (status < 400) return response;
      const copy = new Headers(headers);
      copy.set('content-type', 'text/plain');
      return new Response('Unauthorized', { status, headers: copy });
    }),
  },
  {
    name: 'answers-of-other-type',
    does: 'says that its JSON is text',
    foundBy: ['listSessions/success', 'listEvents/success'],
    breakRule: instead(['listSessions', 'listEvents'], async ({ request, query }, serve) => {
      const response = await serve(request);
      // The set-up asks for one session, and is not to fail.
      if (query.get('limit') === '1') return response;
      return like(response, { headers: (headers) => headers.set('content-type', 'text/html') });
    }),
  },
  {
    name: 'answer-is-no-json',
    does: 'answers something that is no JSON',
    foundBy: ['listEvents/success'],
    breakRule: instead('listEvents', async ({ request }, serve) => {
      const response = await serve(request);
      return response.ok ? new Response('<events/>', response) : response;
    }),
  },
  {
    name: 'list-without-key',
    does: 'answers a list as a bare array',
    foundBy: ['listEvents/success'],
    breakRule: answers('listEvents', ({ events }) => events),
  },
  {
    name: 'hangs',
    does: 'never answers one operation',
    foundBy: ['getEventStats/success'],
    breakRule: instead('getEventStats', () => new Promise<never>(() => {})),
  },
  {
    name: 'hangs-up',
    does: 'breaks the connection of one operation',
    foundBy: ['listEvents/success'],
    breakRule: instead('listEvents', () => Promise.reject(new TypeError('fetch failed'))),
  },
  {
    name: 'redirects',
    does: 'redirects one operation to somewhere else',
    foundBy: ['getEventStats/success'],
    breakRule: instead('getEventStats', async () =>
      json(302, {}, new Headers({ location: 'https://example.com/' })),
    ),
  },
  {
    name: 'camel-case',
    does: 'answers names in camel case',
    foundBy: ['getSession/success'],
    breakRule: answers('getSession', (session) =>
      Object.fromEntries(
        Object.entries(session).map(([key, value]) => [
          key.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
          value,
        ]),
      ),
    ),
  },
  {
    name: 'nulls-left-out',
    does: 'leaves fields out that are null',
    foundBy: ['getSession/success'],
    breakRule: answers('getSession', (session) =>
      Object.fromEntries(Object.entries(session).filter(([, value]) => value !== null)),
    ),
  },
  {
    name: 'jwt-refused',
    does: 'refuses JWTs where tokens are good',
    foundBy: ['listSessions/success-by-jwt'],
    breakRule: instead('listSessions', async ({ request, authorization }, serve) =>
      authorization.split('.').length === 3 ? refusal(401, 'unauthorized') : serve(request),
    ),
  },
  {
    name: 'without-name-created',
    does: 'creates a token without a name',
    foundBy: ['createToken/bodies/CreateTokenRequest/refuses-without-name'],
    breakRule: asks('createToken', (body) => ({ name: 'no name', ...body })),
  },
];
