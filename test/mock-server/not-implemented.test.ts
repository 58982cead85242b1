import { expect, test } from 'vitest';
import { startApi } from './support/api.ts';
import { uuid } from './support/samples.ts';

test.each([
  ['getEventStats', 'GET', '/v1/events/stats'],
  ['listAlerts', 'GET', '/v1/alerts'],
  ['stream', 'GET', '/v1/stream'],
  ['createToken', 'POST', '/v1/deploy-tokens'],
  ['listTokens', 'GET', '/v1/deploy-tokens'],
  ['rotateToken', 'POST', `/v1/deploy-tokens/${uuid(1)}/rotate`],
  ['revokeToken', 'DELETE', `/v1/deploy-tokens/${uuid(1)}`],
])('%s says that it is not served yet', async (_, method, path) => {
  const api = startApi();
  const answer = await api.send(method, path);
  expect(answer).toMatchObject({
    status: 501,
    body: { code: 'not_implemented', error: expect.stringContaining('mock server') },
  });
});

test('a JWT is not taken for a token that is unknown', async () => {
  const jwt = `${btoa('{"alg":"ES256"}')}.${btoa('{"sub":"u"}')}.c2lnbmF0dXJl`;
  const answer = await startApi().post('/v1/deploy-tokens', { name: 'fleet' }, { token: jwt });
  expect(answer.status).toBe(501);
  expect(answer.body.error).toContain('JWT');
});
