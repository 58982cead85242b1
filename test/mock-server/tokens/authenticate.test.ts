import { describe, expect, test } from 'vitest';
import {
  operations,
  type Auth,
  type Operation,
  type OperationId,
} from '../../../spec/operations.ts';
import { TokenType } from '../../../spec/schemas/token.ts';
import { apiOf, startApi } from '../support/api.ts';
import { CREDENTIAL, rawBody, rawRequest, startListening } from '../support/http.ts';
import { event, uuid } from '../support/samples.ts';
import { sha256Hex } from '../../../mock-server/sha256.ts';

const guarded = (Object.entries(operations) as [OperationId, Operation][])
  .filter(([, { auth }]) => auth !== 'none')
  .map(
    ([id, { method, path, auth }]) =>
      [id, method, path.replace('{id}', uuid(1)), auth as Exclude<Auth, 'none'>] as const,
  );

describe.each(guarded)('%s', (_, method, path) => {
  test('without a credential: 401, "Authorization header required"', async () => {
    const answer = await startApi().send(method, path, {}, { token: null });
    expect(answer).toMatchObject({
      status: 401,
      body: { code: 'unauthorized', error: 'Authorization header required' },
    });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });
});

const ADMITTED: Record<Exclude<Auth, 'none'>, readonly string[]> = {
  'deploy-token': ['service', 'personal'],
  'token-or-jwt': ['service', 'personal', 'jwt'],
  jwt: ['jwt'],
  'registration-token': ['install', 'enrollment'],
};

describe.each(guarded)('%s', (_, method, path, auth) => {
  const refused = ([...TokenType.options, 'jwt'] as const).filter(
    (kind) => !ADMITTED[auth].includes(kind),
  );

  test.each(refused)('with a good credential of kind %s: 403', async (type) => {
    const api = startApi();
    const token = (await api.mock.tokens())[type];
    const answer = await api.send(method, path, {}, { token });
    expect(answer).toMatchObject({ status: 403, body: { code: 'insufficient_permissions' } });
    expect(answer.text).not.toContain(token);
  });

  test('with a bad JWT: 401', async () => {
    const token = (await startApi().mock.tokens()).jwt;
    const answer = await startApi().send(method, path, {}, { token });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('with an unknown token: 401', async () => {
    const token = 'qt_deploy_00000000000000000000000000000000';
    const answer = await startApi().send(method, path, {}, { token });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.text).not.toContain(token);
  });
});

test.each(['/health', '/ready'])('%s needs no credential, and takes any', async (path) => {
  const api = startApi();
  expect((await api.get(path, { token: null })).status).toBe(200);
  expect((await api.get(path, { token: 'nonsense' })).status).toBe(200);
});

const sending = (authorization: string) =>
  startApi().get('/v1/sessions', { token: null, headers: { authorization } });

describe('the Authorization header', () => {
  const GOOD = 'qt_deploy_YOUR_TOKEN';

  test.each([`Bearer ${GOOD}`, `bearer ${GOOD}`, `BEARER   ${GOOD}`, `  Bearer ${GOOD}  `])(
    '"%s" is good',
    async (authorization) => {
      expect((await sending(authorization)).status).toBe(200);
    },
  );

  test.each([
    '',
    'Bearer',
    'Bearer ',
    GOOD,
    `Basic ${GOOD}`,
    `Basic ${btoa(`user:${GOOD}`)}`,
    `Token ${GOOD}`,
    `Bearer${GOOD}`,
    `Bearer: ${GOOD}`,
    `Bearer ${GOOD} ${GOOD}`,
    `Bearer ${GOOD}, Bearer ${GOOD}`,
    `Bearer "${GOOD}"`,
    `Bearer ${GOOD.toLowerCase()}`,
    `Bearer ${GOOD.slice(0, -1)}`,
    `Bearer ${GOOD}é`,
    'Bearer __proto__',
    'Bearer constructor',
    'Bearer null',
    `Bearer ${'x'.repeat(10_000)}`,
    // What is stored must not open anything.
    `Bearer ${sha256Hex('qt_deploy_YOUR_TOKEN')}`,
  ])('"%.60s" is 401, and is not echoed', async (authorization) => {
    const answer = await sending(authorization);
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(answer.text).not.toContain(GOOD);
  });

  test('a prefix decides nothing', async () => {
    const api = startApi();
    const { personal, install } = await api.mock.tokens();
    expect(personal).toMatch(/^qt_pk_[0-9a-f]{32}$/);
    expect(install).toMatch(/^qt_deploy_[0-9a-f]{32}$/);
    const swapped = personal.replace('qt_pk_', 'qt_deploy_');
    expect((await api.get('/v1/sessions', { token: swapped })).status).toBe(401);
  });

  test('a token in the URL is none', async () => {
    const answer = await startApi().get(`/v1/sessions?access_token=${GOOD}&token=${GOOD}`, {
      token: null,
    });
    expect(answer.status).toBe(401);
    expect(answer.text).not.toContain(GOOD);
  });
});

test('a credential is asked for before the body is read', async () => {
  const { port } = await startListening();
  const withoutBody = `POST /v1/ingest HTTP/1.1\r\n${CREDENTIAL.replace('YOUR', 'NO')}Connection: close\r\nContent-Length: 100\r\n\r\n`;
  const received = await rawRequest(port, withoutBody);
  expect(received).toMatch(/^HTTP\/1\.1 401 /);
  expect(rawBody(received).code).toBe('unauthorized');
});

test('a personal token ingests and reads', async () => {
  const { mock } = startApi();
  const api = apiOf(mock, (await mock.tokens()).personal);
  expect((await api.ingest(event())).status).toBe(200);
  expect((await api.get('/v1/events')).body.events).toHaveLength(1);
});

test('what only looks a little like a JWT is an unknown token', async () => {
  for (const token of ['a.b.c', 'a.b', 'eyJ.eyJ', '..', 'a.b.c.d', 'a.b.ü']) {
    expect((await startApi().get('/v1/sessions', { token })).status).toBe(401);
  }
});
