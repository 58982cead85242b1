import { describe, expect, test } from 'vitest';
import { operations, type Operations } from '../../../generated/operations.ts';
import { createQuintClient } from '../../../src/index.ts';
import { json, rejection, stub } from './support.ts';

const EVENT = {
  schema_version: 2 as const,
  event_id: '550e8400-e29b-41d4-a716-446655440000',
  timestamp: '2026-04-12T14:32:00Z',
  source: 'hook',
  platform: 'claude-code',
  action_type: 'PROCESS_EXEC',
  session_id: '59247-1777085379101:sub:1',
  agent_id: 'agent',
};

describe('a client has', () => {
  const { client } = stub(() => json({}));

  test.each(Object.keys(operations))('%s, and its safe form', (operation) => {
    expect(client[operation as keyof Operations<unknown>]).toBeTypeOf('function');
    expect(client.safe[operation as keyof Operations<unknown>]).toBeTypeOf('function');
  });

  test('pages of the lists, and of nothing else', () => {
    const lists = Object.entries(operations).filter(([, [, , kind]]) => kind === 'page');
    expect(Object.keys(client.pages)).toEqual(lists.map(([operation]) => operation));
  });
});

describe('a request', () => {
  test('has the body as JSON', async () => {
    const { client, requests } = stub(() => json({ ingested: 1, duplicates: 0 }));
    await expect(client.ingestEvents({ events: [EVENT] })).resolves.toEqual({
      ingested: 1,
      duplicates: 0,
    });
    expect(requests[0]).toMatchObject({ method: 'POST', url: 'https://api.test/v1/ingest' });
    expect(requests[0]!.headers.get('content-type')).toBe('application/json');
    expect(requests[0]!.headers.get('authorization')).toBe('Bearer qt_deploy_test');
    await expect(requests[0]!.json()).resolves.toEqual({ events: [EVENT] });
  });

  test('has the query, without what is undefined', async () => {
    const { client, requests } = stub(() => json({ sessions: [], next_cursor: null }));
    await client.listSessions({ root_only: true, platform: 'a b&c=d' });
    expect(requests[0]!.url).toBe(
      'https://api.test/v1/sessions?root_only=true&platform=a%20b%26c%3Dd',
    );
    expect(requests[0]!.headers.has('content-type')).toBe(false);
  });

  test('has path parameters in their place, escaped', async () => {
    const { client, requests } = stub(() => json({ events: [], next_cursor: null }));
    await client.listSessionEvents('a/b?c#d:sub:1$&', { limit: 5 });
    expect(requests[0]!.url).toBe(
      'https://api.test/v1/sessions/a%2Fb%3Fc%23d%3Asub%3A1%24%26/events?limit=5',
    );
  });

  test.each([
    ['', '""'],
    ['.', '"."'],
    ['..', '".."'],
    [undefined, '"undefined"'],
    ['\uD800', 'URI malformed'],
  ])('is not sent to another path for the id %j', async (id, told) => {
    const { client, requests } = stub(() => json({}));
    const error = await rejection(client.getSession(id as string));
    expect(error).toMatchObject({ code: 'invalid_request', attempts: 1, retryable: false });
    expect(error.message).toMatch(/^GET \/v1\/sessions\/\{id\}: not sent: /);
    expect(error.message).toContain(told);
    expect(requests).toHaveLength(0);
  });

  test('has no body where an optional one is left out', async () => {
    const { client, requests } = stub(() => json({ id: 'x' }, { status: 201 }));
    await client.rotateToken('6f0e4d3b-8a55-4e7f-90b1-c3d4c1a9b7d2');
    expect(requests[0]!.body).toBeNull();
    expect(requests[0]!.headers.has('content-type')).toBe(false);
  });

  test('is not sent when its body is no JSON', async () => {
    const { client, requests } = stub(() => json({}));
    const error = await rejection(client.createToken({ name: 1n as never }));
    expect(error.message).toBe(
      'POST /v1/deploy-tokens: not sent: Do not know how to serialize a BigInt',
    );
    expect(error.cause).toBeInstanceOf(TypeError);
    expect(requests).toHaveLength(0);
  });

  test('has the headers of the call before those of the client before the token', async () => {
    const { client, requests } = stub(() => json({ status: 'ok' }), {
      headers: { 'x-a': 'client', 'x-b': 'client', 'x-c': 'client' },
    });
    await client.health({ headers: { 'X-A': 'call', 'x-b': null, Authorization: 'Bearer jwt' } });
    expect(Object.fromEntries(requests[0]!.headers)).toEqual({
      'x-a': 'call',
      'x-c': 'client',
      authorization: 'Bearer jwt',
    });
  });
});

describe('an answer', () => {
  test('without a body is undefined', async () => {
    const { client } = stub(() => new Response(null, { status: 204 }));
    await expect(client.revokeToken('id')).resolves.toBeUndefined();
  });

  test.each([
    ['HTML', '<!doctype html><title>Login</title>'],
    ['cut JSON', '{"status":"o'],
    ['empty', ''],
    ['null', 'null'],
    ['no object', '"ok"'],
  ])('that is a success, but %s, is an invalid_response', async (_, body) => {
    const { client, requests } = stub(
      () => new Response(body, { headers: { 'x-request-id': 'r-1' } }),
    );
    const error = await rejection(client.health());
    expect(error).toMatchObject({ code: 'invalid_response', status: 200, requestId: 'r-1' });
    expect(error.message).toBe(
      'GET /health: 200 without the JSON it should have: is https://api.test the Quint API?',
    );
    expect(requests).toHaveLength(1);
  });
});

test('fetch is looked up at the call, so that what replaces it later is used', async () => {
  const client = createQuintClient({ baseUrl: 'https://api.test' });
  const original = globalThis.fetch;
  globalThis.fetch = async () => json({ status: 'ok' });
  try {
    await expect(client.health()).resolves.toEqual({ status: 'ok' });
  } finally {
    globalThis.fetch = original;
  }
});
