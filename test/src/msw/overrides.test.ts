import { bypass, http, HttpResponse, passthrough } from 'msw';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SESSION_DETAIL } from '../../../spec/examples.ts';
import { errorCodesOf, operations, type OperationId } from '../../../spec/operations.ts';
import { ERROR_CODES } from '../../../spec/errors.ts';
import type { SessionDetail } from '../../../src/index.ts';
import { ContractViolation } from '../../../src/msw/index.ts';
import { event, intercepted } from './support/handlers.ts';

let opened: ReturnType<typeof intercepted>;
const shown = vi.spyOn(console, 'error').mockImplementation(() => {});

beforeEach(() => {
  opened = intercepted();
  shown.mockClear();
});
afterEach(() => opened[Symbol.asyncDispose]());

/** A session that the contract allows. */
const SESSION: SessionDetail = { ...SESSION_DETAIL, children: [] };

const NONE = [null, null, null, null];
/** `WWW-Authenticate`, `Retry-After`, `RateLimit`, `RateLimit-Policy`. */
const HEADERS: Record<number, unknown[]> = {
  401: ['Bearer', null, null, null],
  429: [null, '1', '"ingest";r=0;t=60', '"ingest";q=600000;w=60'],
  503: [null, '1', null, null],
};

const json = (status: number, body: unknown) => () => Response.json(body, { status });
const errorOf = (code: string) => ({ error: 'No.', code, request_id: 'r' });

describe('an override answers instead of the server', () => {
  test('with a success, by what the request says', async () => {
    const { client, msw, quint } = opened;
    msw.use(quint.getSession(({ params, reply }) => reply({ ...SESSION, id: params.id })));
    expect(await client.getSession('a/b?c')).toEqual({ ...SESSION, id: 'a/b?c' });
    msw.use(
      quint.listSessions(({ query, reply }) =>
        reply({ sessions: [], next_cursor: `${query.limit! + 1}` }),
      ),
      quint.ingestEvents(({ body, reply }) =>
        reply({ ingested: body.events.length, duplicates: 0 }),
      ),
      quint.revokeToken(({ reply }) => reply()),
    );
    expect(await client.listSessions({ limit: 7 })).toEqual({ sessions: [], next_cursor: '8' });
    expect(await client.ingestEvents({ events: [event(), event()] })).toMatchObject({
      ingested: 2,
    });
    expect(await client.revokeToken(crypto.randomUUID())).toBeUndefined();
    expect(quint.violations).toEqual([]);
    expect((await client.safe.listAlerts()).error).toBeUndefined();
  });

  test.each(Object.keys(operations) as OperationId[])(
    'of %s, with each documented refusal',
    async (id) => {
      const { msw, quint } = opened;
      const operation = operations[id];
      for (const code of errorCodesOf(operation)) {
        msw.use(
          quint[id](({ refuse }: { refuse: (code: never) => Response }) =>
            refuse(code as never),
          ) as never,
        );
        const answer = await fetch(
          `https://api.quintai.dev${operation.path.replace('{id}', crypto.randomUUID())}`,
          { method: operation.method, ...bodyOf(id) },
        );
        const { status, meaning } = ERROR_CODES[code];
        expect([answer.status, await answer.json()]).toEqual([
          status,
          { code, error: meaning, request_id: answer.headers.get('x-request-id') },
        ]);
        const documented = ['www-authenticate', 'retry-after', 'ratelimit', 'ratelimit-policy'];
        expect(documented.map((name) => answer.headers.get(name))).toEqual(HEADERS[status] ?? NONE);
      }
      expect(quint.violations).toEqual([]);
    },
  );

  test('with a refusal in its own words', async () => {
    const { client, msw, quint } = opened;
    const issues = [{ pointer: '/events/0/labels', message: 'too many', code: 'custom' }];
    msw.use(
      quint.ingestEvents(({ refuse }) => refuse('validation_failed', { message: 'No.', issues })),
      quint.listEvents(({ refuse }) => refuse('unavailable', { headers: { 'Retry-After': '9' } })),
    );
    expect((await client.safe.ingestEvents({ events: [event()] })).error).toMatchObject({
      message: 'POST /v1/ingest: 400 No.',
      issues,
    });
    const { response } = await client.safe.listEvents();
    expect(response?.headers.get('retry-after')).toBe('9');
  });

  test('with a Response of its own, returned or thrown', async () => {
    const { client, msw, quint } = opened;
    msw.use(
      quint.getSession(() => HttpResponse.json(SESSION)),
      quint.health(() => {
        throw Response.json({ status: 'ok', since: 'ever' });
      }),
    );
    expect(await client.getSession('s')).toEqual(SESSION);
    expect(await client.health()).toEqual({ status: 'ok', since: 'ever' });
  });

  test('with one Response for all requests', async () => {
    const { client, msw, quint } = opened;
    const shared = HttpResponse.json(SESSION);
    msw.use(quint.getSession(() => shared));
    for (const id of ['a', 'b', 'c']) expect(await client.getSession(id)).toEqual(SESSION);
    expect(quint.violations).toEqual([]);
    expect(quint.journal.forOperation('getSession')[2]).toMatchObject({
      response: { body: SESSION },
    });
  });

  test('with a failed connection', async () => {
    const { client, msw, quint } = opened;
    msw.use(quint.getSession(() => HttpResponse.error()));
    expect((await client.safe.getSession('s')).error?.code).toBe('network_error');
    expect(quint.journal.forOperation('getSession')).toMatchObject([
      { response: null, overridden: true },
    ]);
  });

  test('to HEAD as to GET, without a body', async () => {
    const { msw, quint } = opened;
    msw.use(quint.getSession(({ reply }) => reply(SESSION)));
    const answer = await fetch('https://api.quintai.dev/v1/sessions/s', { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
});

describe('an override leaves to the server', () => {
  test('what it answers with nothing, body and all', async () => {
    const { client, msw, quint } = opened;
    const seen: string[] = [];
    msw.use(
      quint.ingestEvents(async ({ request }) => {
        seen.push(
          ((await request.json()) as { events: { session_id: string }[] }).events[0]!.session_id,
        );
        return undefined;
      }),
    );
    expect(await client.ingestEvents({ events: [event('s-7')] })).toMatchObject({ ingested: 1 });
    expect(await client.getSession('s-7')).toMatchObject({ id: 's-7' });
    expect(seen).toEqual(['s-7']);
    expect(quint.journal.forOperation('ingestEvents')).toHaveLength(1);
  });

  test('what breaks the contract', async () => {
    const { client, msw, quint } = opened;
    const resolver = vi.fn();
    msw.use(quint.ingestEvents(resolver), quint.listSessions(resolver), quint.getEvent(resolver));
    const refused = [
      await client.safe.ingestEvents({ events: [] }),
      await client.safe.listSessions({ limit: 0 }),
      await client.safe.getEvent('no-uuid'),
    ];
    expect(refused.map(({ error }) => error?.code)).toEqual(Array(3).fill('validation_failed'));
    expect(resolver).not.toHaveBeenCalled();
  });

  test('every request but the first, with `once`; all, after resetHandlers()', async () => {
    const { client, msw, quint } = opened;
    await client.ingestEvents({ events: [event()] });
    msw.use(quint.getSession(({ refuse }) => refuse('internal'), { once: true }));
    expect((await client.safe.getSession('s-1')).error?.status).toBe(500);
    expect(await client.getSession('s-1')).toMatchObject({ id: 's-1' });
    msw.use(quint.getSession(({ refuse }) => refuse('internal')));
    msw.resetHandlers();
    expect(await client.getSession('s-1')).toMatchObject({ id: 's-1' });
  });

  test('what `once` is not used up by: a request that it does not answer', async () => {
    const { client, msw, quint } = opened;
    msw.use(
      quint.ingestEvents(({ reply }) => reply({ ingested: 77, duplicates: 0 }), { once: true }),
      quint.getSession(
        ({ params, refuse }) => (params.id === 's-1' ? refuse('internal') : undefined),
        { once: true },
      ),
    );
    // At once, so that the second comes while it is found out what is wrong with the first.
    const [refused, answered] = await Promise.all([
      client.safe.ingestEvents({ events: [] }),
      client.ingestEvents({ events: [event()] }),
    ]);
    expect([refused.error?.status, answered.ingested]).toEqual([400, 77]);
    expect((await client.ingestEvents({ events: [event()] })).ingested).toBe(1);

    const statuses = [];
    for (const id of ['s-2', 's-1', 's-1']) {
      statuses.push((await client.safe.getSession(id)).response?.status);
    }
    expect(statuses).toEqual([404, 500, 200]);
  });

  test('other operations whose path looks alike', async () => {
    const { client, msw, quint } = opened;
    msw.use(
      quint.getEvent(({ refuse }) => refuse('not_found')),
      quint.getSession(({ refuse }) => refuse('not_found')),
    );
    expect((await client.getEventStats()).total_events).toBe(0);
    const report = { session_id: 's', state: 'idle', timestamp: '2026-04-25T04:00:00Z' } as const;
    expect(await client.ingestSession(report)).toEqual({ ok: true });
  });

  test('nothing, where it lets the request through to the network', async () => {
    const { msw, quint } = opened;
    msw.use(quint.health(() => passthrough()));
    await expect(fetch('https://api.quintai.dev/health')).rejects.toThrow('fetch failed');
    expect(quint.journal.forOperation('health')).toMatchObject([{ response: null }]);
    await expect(fetch(bypass('https://api.quintai.dev/health'))).rejects.toThrow('fetch failed');
    expect(quint.journal.list()).toHaveLength(1);
  });
});

describe('an answer that the contract does not allow becomes a 500 that says why', () => {
  test.each<[string, () => Response, object[]]>([
    [
      'a body beside the schema',
      json(200, { ...SESSION, risk_summary: { total_events: -1, max_risk: 101, avg_risk: 0 } }),
      [
        { pointer: '/risk_summary/total_events', message: expect.stringContaining('>=0') },
        { pointer: '/risk_summary/max_risk', message: expect.stringContaining('<=100') },
      ],
    ],
    [
      'a status that is not documented',
      json(418, {}),
      [
        {
          pointer: 'status',
          message: expect.stringContaining('getSession answers 200, 400, 401, 403, 404'),
        },
      ],
    ],
    [
      'a success of another status',
      json(201, SESSION),
      [{ pointer: 'status', message: expect.any(String) }],
    ],
    [
      'another content type',
      () => HttpResponse.text(JSON.stringify(SESSION)),
      [{ pointer: 'content-type', message: 'must be application/json, not text/plain' }],
    ],
    [
      'no content type',
      () => new Response(new Blob([JSON.stringify(SESSION)]), {}),
      [{ pointer: 'content-type', message: 'must be application/json, and is missing' }],
    ],
    [
      'no JSON',
      () => new Response('{', { headers: { 'content-type': 'application/json' } }),
      [{ pointer: '', message: 'is not JSON' }],
    ],
    [
      'an error without its body',
      json(404, { message: 'Nothing' }),
      [
        { pointer: '/error', message: expect.any(String) },
        { pointer: '/code', message: expect.any(String) },
        { pointer: '/request_id', message: expect.any(String) },
      ],
    ],
    [
      'a 401 without its header',
      json(401, errorOf('unauthorized')),
      [{ pointer: 'www-authenticate', message: 'is missing: each 401 has WWW-Authenticate' }],
    ],
    [
      'a 503 without its header',
      json(503, errorOf('unavailable')),
      [{ pointer: 'retry-after', message: 'is missing: each 503 has Retry-After' }],
    ],
    [
      'a header that is not as documented',
      () =>
        Response.json(errorOf('unavailable'), { status: 503, headers: { 'retry-after': 'soon' } }),
      [{ pointer: 'retry-after', message: 'must be a whole number, not soon' }],
    ],
    [
      'a code of another status',
      json(404, errorOf('unauthorized')),
      [{ pointer: '/code', message: 'unauthorized goes with 401, not with 404' }],
    ],
    [
      'a code that the operation does not have',
      json(400, errorOf('invalid_json')),
      [
        {
          pointer: '/code',
          message: 'getSession does not document invalid_json; its 400 is validation_failed',
        },
      ],
    ],
  ])('%s', async (_, answer, issues) => {
    const { client, msw, quint } = opened;
    msw.use(quint.getSession(answer));
    const { error } = await client.safe.getSession('s');
    expect(error).toMatchObject({ status: 500, code: 'internal' });
    expect(quint.violations).toHaveLength(1);
    const [violation] = quint.violations;
    expect(violation).toBeInstanceOf(ContractViolation);
    expect(violation).toMatchObject({ operation: 'getSession', issues });
    expect(shown).toHaveBeenCalledWith(`[quint] ${violation!.message}`);
    expect(quint.journal.forOperation('getSession')).toMatchObject([
      {
        overridden: true,
        response: { ok: false, status: 500, body: { error: violation!.message } },
      },
    ]);
  });

  test('the message names the operation, the place, and the remedy', async () => {
    const { client, msw, quint } = opened;
    msw.use(quint.getSession(({ reply }) => reply({ ...SESSION, state: 'gone' as 'idle' })));
    await client.safe.getSession('s');
    expect(quint.violations[0]!.message).toBe(
      `The override of getSession (GET /v1/sessions/{id}) answered 200 with what the contract does not allow:
  /state: Invalid option: expected one of "active"|"idle"|"ended"
A 200 of it holds SessionDetail. \`reply(body)\` and \`refuse(code)\` build answers whose types say what is allowed.`,
    );
  });

  test('the message of a status that is not documented speaks of no body', async () => {
    const { client, msw, quint } = opened;
    msw.use(quint.health(json(404, {})));
    await client.safe.health();
    expect(quint.violations[0]!.message).toBe(
      `The override of health (GET /health) answered 404 with what the contract does not allow:
  status: 404 is not documented; health answers 200, 406, 500, 503
\`reply(body)\` and \`refuse(code)\` build answers whose types say what is allowed. What is no answer of the API, such as the 502 of a gateway, is for a handler of MSW’s own, \`http.get(url, …)\`.`,
    );
  });

  test('a 429 has to say when to come back', async () => {
    const { client, msw, quint } = opened;
    msw.use(quint.ingestEvents(json(429, errorOf('rate_limited'))));
    await client.safe.ingestEvents({ events: [event()] });
    expect(quint.violations[0]!.message).toContain('retry-after: is missing: each 429 has');
  });

  test.each<[string, unknown]>([
    ['of type object', { id: 1 }],
    ['of type string', 'ended'],
    ['null', null],
  ])('what is no Response, but %s', async (what, given) => {
    const { client, msw, quint } = opened;
    msw.use(quint.getSession(vi.fn().mockReturnValue(given)));
    const { error } = await client.safe.getSession('s');
    expect(error).toMatchObject({ status: 500, code: 'internal' });
    expect(quint.violations).toMatchObject([
      {
        operation: 'getSession',
        status: undefined,
        message: `The override of getSession (GET /v1/sessions/{id}) answered what is no Response, but ${what}.
\`reply(body)\` and \`refuse(code)\` build answers whose types say what is allowed. \`undefined\` leaves the request to the server.`,
      },
    ]);
    expect(shown).toHaveBeenCalledTimes(1);
  });

  test('a stream that is answered twice', async () => {
    const { client, msw, quint } = opened;
    const headers = { 'content-type': 'text/event-stream' };
    const shared = new Response('id: 7\n\n', { headers });
    msw.use(quint.stream(() => shared));
    await new Response(await client.stream()).text();
    expect((await client.safe.stream()).error?.status).toBe(500);
    expect(quint.violations.map(({ message }) => message)).toEqual([
      'The override of stream (GET /v1/stream) answered 200 with a body that was read before, or is being read: make a new Response for each request.',
    ]);
  });

  test('a body where there is none, and none where there is one', async () => {
    const { client, msw, quint } = opened;
    msw.use(
      quint.stream(() => Response.json({})),
      quint.listAlerts(
        () => new Response(null, { headers: { 'content-type': 'application/json' } }),
      ),
    );
    await client.safe.stream();
    await client.safe.listAlerts();
    expect(quint.violations.map(({ issues }) => issues)).toEqual([
      [{ pointer: 'content-type', message: 'must be text/event-stream, not application/json' }],
      [{ pointer: '', message: 'is not JSON' }],
    ]);
  });

  test('what a newer server may answer is allowed', async () => {
    const { client, msw, quint } = opened;
    msw.use(
      quint.getSession(() => Response.json({ ...SESSION, mood: 'good', platform: 'of-next-year' })),
      quint.listAlerts(() => Response.json(errorOf('of_next_year'), { status: 400 })),
    );
    expect(await client.getSession('s')).toMatchObject({ mood: 'good' });
    expect((await client.safe.listAlerts()).error?.code).toBe('of_next_year');
    expect(quint.violations).toEqual([]);
  });

  test('the latest 100 are kept, until a reset', async () => {
    const { msw, quint } = opened;
    let nth = 0;
    msw.use(quint.health(() => Response.json({ status: nth++ })));
    for (let sent = 0; sent <= 100; sent++) await fetch('https://api.quintai.dev/health');
    expect(quint.violations).toHaveLength(100);
    await quint.reset();
    expect(quint.violations).toEqual([]);
  });
});

test('an override without a function is refused at once', () => {
  const { quint } = opened;
  // @ts-expect-error a resolver is needed
  expect(() => quint.getSession()).toThrow(
    new TypeError(
      "quint.getSession() takes a function that answers, like quint.getSession(({ refuse }) => refuse('unavailable'))",
    ),
  );
});

test('the HTML of a gateway is for a handler of MSW’s own', async () => {
  const { client, msw, quint } = opened;
  msw.use(http.get('*/v1/sessions/:id', () => HttpResponse.html('<h1>502</h1>', { status: 502 })));
  expect((await client.safe.getSession('s')).error).toMatchObject({
    status: 502,
    code: 'http_error',
  });
  expect(quint.violations).toEqual([]);
});

test('an error that a resolver throws is MSW’s to report', async () => {
  const { msw, quint } = opened;
  const reported = vi.fn();
  msw.events.on('unhandledException', ({ error }) => reported((error as Error).message));
  msw.use(
    quint.health(() => {
      throw new Error('a bug of the test');
    }),
  );
  expect((await fetch('https://api.quintai.dev/health')).status).toBe(500);
  expect(reported).toHaveBeenCalledWith('a bug of the test');
});

/** A body that the contract allows, of the operations that take one. */
function bodyOf(id: OperationId): RequestInit {
  const bodies: { [Id in OperationId]?: object } = {
    ingestEvents: { events: [event()] },
    ingestSession: { session_id: 's', state: 'idle', timestamp: '2026-04-25T04:00:00Z' },
    registerMachine: { machine_id: 'm' },
    createToken: { name: 'n' },
    rotateToken: {},
  };
  if (!bodies[id]) return {};
  return { body: JSON.stringify(bodies[id]), headers: { 'content-type': 'application/json' } };
}
