import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { QuintError } from '../../../src/index.ts';
import { json, rejection, serve, stub } from './support.ts';

const once = { retry: false } as const;

describe('an error of the API', () => {
  const issues = [{ pointer: '/events/3/event_id', message: 'must be a UUID', code: 'invalid' }];
  const { client } = stub(() =>
    json(
      { error: 'must be\na UUID', code: 'validation_failed', request_id: 'r-1', issues },
      { status: 400, headers: { 'x-request-id': 'r-1' } },
    ),
  );

  test('says what happened, to which request, in one line', async () => {
    const error = await rejection(client.ingestEvents({ events: [] }));
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(QuintError);
    expect(String(error)).toBe('QuintError: POST /v1/ingest: 400 must be a UUID');
    expect(error.stack).toMatch(/^QuintError: POST \/v1\/ingest: 400 must be a UUID\n/);
  });

  test('has fields for a program', async () => {
    const error = await rejection(client.ingestEvents({ events: [] }));
    expect(error).toMatchObject({
      code: 'validation_failed',
      status: 400,
      requestId: 'r-1',
      issues,
      retryable: false,
      operation: 'ingestEvents',
      attempts: 1,
    });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'QuintError',
      message: 'POST /v1/ingest: 400 must be a UUID',
      code: 'validation_failed',
      status: 400,
      requestId: 'r-1',
      issues,
      retryable: false,
      operation: 'ingestEvents',
      attempts: 1,
    });
  });

  test('of a code that this version does not know keeps it', async () => {
    const newer = stub(() => json({ error: 'Pay first', code: 'unpaid' }, { status: 402 }));
    await expect(newer.client.health()).rejects.toMatchObject({ code: 'unpaid', status: 402 });
  });

  test('says how to mend a missing token', async () => {
    const none = stub(
      () => json({ error: 'Authorization header required', code: 'unauthorized' }, { status: 401 }),
      { token: '' },
    );
    const error = await rejection(none.client.listEvents());
    expect(error.message).toBe(
      'GET /v1/events: 401 Authorization header required: set `token` or QUINT_DEPLOY_TOKEN',
    );
  });
});

describe('an error of something before the API', () => {
  test.each([
    ['an HTML page', '<h1>no</h1>', 'GET /health: 404 Not Found'],
    ['an empty body', '', 'GET /health: 404 Not Found'],
    ['null', 'null', 'GET /health: 404 Not Found'],
    ['an object', '{"error":{"message":"no"}}', 'GET /health: 404 Not Found'],
  ])('that is %s is an http_error', async (_, body, message) => {
    const { client } = stub(() => new Response(body, { status: 404, statusText: 'Not Found' }));
    const error = await rejection(client.health());
    expect(error).toMatchObject({ code: 'http_error', status: 404, message });
  });
});

describe('a network error', () => {
  test('names the server and the reason', async () => {
    const url = await serve((request) => request.socket.destroy());
    const { client } = stub(() => json({}), { baseUrl: url, fetch: undefined, ...once });
    const error = await rejection(client.health());
    expect(error).toMatchObject({ code: 'network_error', retryable: true, attempts: 1 });
    expect(error.status).toBeUndefined();
    expect(error.message).toBe(`GET /health: connection to ${url} failed: other side closed`);
    expect(error.cause).toMatchObject({ message: 'other side closed', code: 'UND_ERR_SOCKET' });
  });

  test('has a reason even where the system gives but a code', async () => {
    const { client } = stub(() => {
      const cause = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });
      throw new TypeError('fetch failed', { cause });
    }, once);
    const error = await rejection(client.health());
    expect(error.message).toBe('GET /health: connection to https://api.test failed: ECONNREFUSED');
  });

  test.each([['boom'], [null], [undefined], [{}]])(
    'survives a fetch that throws %j',
    async (it) => {
      const { client } = stub(() => Promise.reject(it), once);
      await expect(client.health()).rejects.toMatchObject({ code: 'network_error' });
    },
  );
});

describe('QuintError.is', () => {
  test('knows its own, and nothing else', async () => {
    const { client } = stub(() => json({}, { status: 404 }));
    expect(QuintError.is(await rejection(client.health()))).toBe(true);
    for (const other of [new Error('x'), { code: 'not_found' }, null, undefined, 'x']) {
      expect(QuintError.is(other)).toBe(false);
    }
  });

  test('knows that of another copy of the package', async () => {
    const { outputFiles } = await build({
      entryPoints: ['src/index.ts'],
      bundle: true,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      write: false,
    });
    const copy = (n: number) =>
      import(
        `data:text/javascript,${encodeURIComponent(`${outputFiles[0]!.text}\n// copy ${n}`)}`
      ) as Promise<typeof import('../../../src/index.ts')>;
    const [one, two] = await Promise.all([copy(1), copy(2)]);
    const client = one.createQuintClient({ fetch: () => json({}, { status: 404 }) });
    const error = await rejection(client.health());
    expect(error).toBeInstanceOf(one.QuintError);
    expect(error).not.toBeInstanceOf(two.QuintError);
    expect(two.QuintError.is(error)).toBe(true);
    expect(QuintError.is(error)).toBe(true);
  });
});
