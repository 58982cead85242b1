import { afterEach, describe, expect, test, vi } from 'vitest';
import { createQuintClient } from '../../../src/index.ts';
import { json, rejection, stub } from './support.ts';

afterEach(() => void vi.unstubAllEnvs());

const sent = async (options: Parameters<typeof createQuintClient>[0]) => {
  let request!: Request;
  const client = createQuintClient({
    ...options,
    fetch: (it) => {
      request = it;
      return json({ status: 'ok' });
    },
  });
  await client.health();
  return { url: request.url, authorization: request.headers.get('authorization') };
};

describe('baseUrl', () => {
  test('is the product’s by default', async () => {
    vi.stubEnv('QUINT_API_URL', undefined);
    expect(await sent({})).toMatchObject({ url: 'https://api.quintai.dev/health' });
  });

  test('comes from QUINT_API_URL', async () => {
    vi.stubEnv('QUINT_API_URL', 'http://127.0.0.1:8787/');
    expect(await sent({})).toMatchObject({ url: 'http://127.0.0.1:8787/health' });
  });

  test('as an option goes before the environment, and keeps its path', async () => {
    vi.stubEnv('QUINT_API_URL', 'http://127.0.0.1:8787');
    expect(await sent({ baseUrl: 'https://proxy.test/quint/' })).toMatchObject({
      url: 'https://proxy.test/quint/health',
    });
  });

  test.each([
    '',
    'api.quintai.dev',
    'localhost:8787',
    '/api',
    'ftp://api.quintai.dev',
    'https://api.quintai.dev:99999',
    'https://user:hunter2@api.quintai.dev',
    'https://api.quintai.dev?key=hunter2',
    'https://api.quintai.dev#hunter2',
  ])('%j is refused, unquoted', (baseUrl) => {
    expect(() => createQuintClient({ baseUrl })).toThrow(
      new TypeError(
        'baseUrl (or QUINT_API_URL) must be like https://api.quintai.dev, without user, query or fragment',
      ),
    );
  });
});

describe('token', () => {
  test('is left out when there is none', async () => {
    vi.stubEnv('QUINT_DEPLOY_TOKEN', undefined);
    expect(await sent({})).toMatchObject({ authorization: null });
  });

  test('comes from QUINT_DEPLOY_TOKEN', async () => {
    vi.stubEnv('QUINT_DEPLOY_TOKEN', 'qt_deploy_env');
    expect(await sent({})).toMatchObject({ authorization: 'Bearer qt_deploy_env' });
    expect(await sent({ token: 'qt_deploy_own' })).toMatchObject({
      authorization: 'Bearer qt_deploy_own',
    });
    expect(await sent({ token: '' })).toMatchObject({ authorization: null });
  });

  test('as a function is asked before every attempt', async () => {
    const tokens = ['stale', 'fresh'];
    const { client, requests } = stub(
      (_, nth) => (nth === 1 ? json({}, { status: 503 }) : json({ status: 'ok' })),
      { token: async () => tokens.shift() },
    );
    await client.health();
    expect(requests.map((request) => request.headers.get('authorization'))).toEqual([
      'Bearer stale',
      'Bearer fresh',
    ]);
  });

  test('as a function that fails ends the call before anything is sent', async () => {
    const cause = new Error('no keychain');
    const { client, requests } = stub(() => json({}), {
      token: () => {
        throw cause;
      },
    });
    const error = await rejection(client.health());
    expect(error).toMatchObject({ code: 'invalid_request', cause });
    expect(error.message).toBe('GET /health: not sent: no keychain');
    expect(requests).toHaveLength(0);
  });

  const REFUSED =
    'token (or QUINT_DEPLOY_TOKEN) has a space, a line break or a character outside ASCII: trim it';

  test.each(['qt_deploy_hunter2\n', 'qt_\u0000', 'two words', 'qt_ключ'])(
    '%j is refused, unquoted',
    async (token) => {
      expect(() => createQuintClient({ token })).toThrow(new TypeError(REFUSED));
      const { client } = stub(() => json({}), { token: () => token });
      const error = await rejection(client.health());
      expect(error.message).toBe(`GET /health: not sent: ${REFUSED}`);
    },
  );
});

test('works where there is no process', async () => {
  vi.stubGlobal('process', undefined);
  try {
    expect((await sent({})).url).toBe('https://api.quintai.dev/health');
  } finally {
    vi.unstubAllGlobals();
  }
});

test('explicit undefined means the default', async () => {
  const { client, requests } = stub(
    (_, nth) => (nth === 1 ? json({}, { status: 503 }) : json({ status: 'ok' })),
    { timeout: undefined, headers: undefined },
  );
  await client.health({ retry: undefined, timeout: undefined, signal: undefined });
  expect(requests).toHaveLength(2);
});
