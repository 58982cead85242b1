import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createQuintClient, type QuintClientOptions } from '../../../src/index.ts';
import { json, rejection, stub } from './support.ts';

const SECRET = 'qt_deploy_0123456789abcdef';

const BAD = { status: 400 };

/** All that a log could make of it. */
function told(value: any): string {
  return [
    inspect(value, { depth: Infinity, showHidden: true, getters: true }),
    String(value),
    JSON.stringify(value),
    value?.stack,
    inspect(value?.cause, { depth: Infinity, showHidden: true }),
  ].join('\n');
}

describe('the token is not told', () => {
  test('by the client', () => {
    expect(told(createQuintClient({ token: SECRET }))).not.toContain(SECRET);
  });

  const request = { headers: { authorization: `Bearer ${SECRET}` } };

  test.each<[string, QuintClientOptions]>([
    [
      'of an API that quotes it',
      { fetch: () => json({ error: `bad ${SECRET}` }, { status: 400 }) },
    ],
    [
      'of an API that quotes it in an issue',
      {
        fetch: () =>
          json({ code: SECRET, issues: [{ pointer: '', message: SECRET, code: '' }] }, BAD),
      },
    ],
    ['of a proxy that quotes it', { fetch: () => new Response(SECRET, { status: 502 }) }],
    ['of a success that quotes it', { fetch: () => new Response(`{"${SECRET}`) }],
    [
      'of a fetch that quotes it',
      { fetch: () => Promise.reject(new Error(`sent ${SECRET}`, { cause: `as ${SECRET}` })) },
    ],
    [
      'of a fetch that throws the request',
      {
        fetch: (it) =>
          Promise.reject(Object.assign(new Error('no'), { request: it, config: request })),
      },
    ],
    ['of a token that no header can carry', { token: () => `${SECRET}\n` }],
    ['of a header that cannot be sent', { headers: { authorization: `Bearer\n${SECRET}` } }],
    ['of a timeout', { fetch: () => new Promise(() => {}), timeout: 1 }],
  ])('by the error %s', async (_, options) => {
    const { client } = stub(() => json({}), { token: SECRET, retry: false, ...options });
    const result = await client.safe.health();
    expect(result.error).toBeDefined();
    expect(told(result)).not.toContain(SECRET);
    expect(told(result.error)).not.toContain(SECRET);
    expect(told(await rejection(client.health()))).not.toContain(SECRET);
  });

  test.each([
    { token: `${SECRET}\n` },
    { baseUrl: `https://user:${SECRET}@api.test` },
    { baseUrl: `https://api.test?token=${SECRET}` },
    { baseUrl: SECRET },
  ])('by the refusal of %j', (options) => {
    try {
      createQuintClient(options);
      expect.unreachable();
    } catch (error) {
      expect(told(error)).not.toContain(SECRET);
    }
  });
});

test('a token that is too short for a secret does not garble the words of the API', async () => {
  const { client } = stub(() => json({ error: 'The token is spent', code: 'token_spent' }, BAD), {
    token: 'token',
  });
  await expect(client.health()).rejects.toMatchObject({
    code: 'token_spent',
    message: 'GET /health: 400 The token is spent',
  });
});
