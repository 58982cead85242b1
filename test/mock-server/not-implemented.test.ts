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

test.each(['/v1/sessions', '/v1/deploy-tokens'])('%s says so of a JWT, too', async (path) => {
  const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1In0.c2lnbmF0dXJl';
  const answer = await startApi().get(path, { token: jwt });
  expect(answer.status).toBe(501);
  expect(answer.body.error).toContain('JWT');
});

test('what only looks a little like a JWT is an unknown token', async () => {
  const answer = await startApi().get('/v1/sessions', { token: 'a.b.c' });
  expect(answer.status).toBe(401);
});
