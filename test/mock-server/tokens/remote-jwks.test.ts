import { exportJWK, generateKeyPair } from 'jose';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { VirtualClock } from '../../../mock-server/index.ts';
import { startApi } from '../support/api.ts';
import { SECRET, sign } from './support/sign.ts';

const json =
  (value: unknown): RequestListener =>
  (_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
  };

/** A mock server that takes the JWTs of an issuer, whose JWKS is behind a port of its own. */
async function startWithIssuer(answer: RequestListener) {
  let asked = 0;
  const issuer = createServer((request, response) => {
    asked++;
    answer(request, response);
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    issuer.closeAllConnections();
    issuer.close();
  });
  const jwksUrl = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks.json`;
  const api = startApi({ clock: new VirtualClock(), jwt: { jwksUrl, secret: SECRET } });
  const send = (token: string) => api.get('/v1/sessions', { token });
  return { api, send, asked: () => asked };
}

async function keyPair(kid?: string) {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), ...(kid !== undefined && { kid }) };
  const header = { alg: 'ES256', ...(kid !== undefined && { kid }) };
  return { jwk, privateKey, jwt: await sign(privateKey, header) };
}

test('ES256 by the JWKS of the issuer is good, and fetches it once', async () => {
  const { jwk, jwt } = await keyPair('k1');
  const { send, asked } = await startWithIssuer(json({ keys: [jwk] }));
  expect(asked()).toBe(0);
  for (const { status } of await Promise.all([1, 2, 3].map(() => send(jwt)))) {
    expect(status).toBe(200);
  }
  expect(asked()).toBe(1);
});

test("the server's own JWTs, and those of HS256, do not ask the issuer", async () => {
  const { api, send, asked } = await startWithIssuer(json({ keys: [] }));
  expect((await send((await api.mock.tokens()).jwt)).status).toBe(200);
  expect((await send(await sign(SECRET))).status).toBe(200);
  expect(asked()).toBe(0);
});

test('a JWT without kid is good where there is one key, and 401 where there are two', async () => {
  const [one, two] = [await keyPair(), await keyPair()];
  const alone = await startWithIssuer(json({ keys: [one.jwk] }));
  expect((await alone.send(one.jwt)).status).toBe(200);
  const both = await startWithIssuer(json({ keys: [one.jwk, two.jwk] }));
  const answer = await both.send(one.jwt);
  expect(answer.status).toBe(401);
  expect(answer.body.error).toContain('"kid"');
});

test('a key that is not there is 401, and does not make every request fetch again', async () => {
  const [known, unknown] = [await keyPair('k1'), await keyPair('k2')];
  const { send, asked } = await startWithIssuer(json({ keys: [known.jwk] }));
  for (let n = 0; n < 10; n++) expect((await send(unknown.jwt)).status).toBe(401);
  expect(asked()).toBe(1);
});

test('a kid of the issuer with the signature of somebody else is 401', async () => {
  const [known, other] = [await keyPair('k1'), await keyPair('k2')];
  const { send } = await startWithIssuer(json({ keys: [known.jwk] }));
  const forged = await sign(other.privateKey, { alg: 'ES256', kid: 'k1' });
  expect((await send(forged)).status).toBe(401);
});

test('HS256 with the public key of the issuer as its secret is 401', async () => {
  const { jwk } = await keyPair('k1');
  const { send } = await startWithIssuer(json({ keys: [jwk] }));
  for (const secret of [JSON.stringify(jwk), jwk.x!]) {
    expect((await send(await sign(secret, { alg: 'HS256', kid: 'k1' }))).status).toBe(401);
  }
});

describe('a JWKS that cannot be had is 503, with Retry-After, and not the fault of the JWT:', () => {
  test.each<[string, RequestListener]>([
    ['an error', (_, response) => response.writeHead(500).end()],
    ['a missing page', (_, response) => response.writeHead(404).end('{"keys":[]}')],
    ['a redirect', (_, response) => response.writeHead(302, { location: '/' }).end()],
    ['no JSON', (_, response) => response.end('<html>')],
    ['no JWKS', json({ key: 'x' })],
    ['a broken connection', (request) => request.socket.destroy()],
  ])('%s', async (_, answer) => {
    const { jwt } = await keyPair('k1');
    const { send } = await startWithIssuer(answer);
    const refused = await send(jwt);
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(refused.text).not.toContain('127.0.0.1');
  });

  test('and once it can be had, the same JWT is good', async () => {
    const { jwk, jwt } = await keyPair('k1');
    let up = false;
    const { send } = await startWithIssuer((request, response) => {
      if (up) json({ keys: [jwk] })(request, response);
      else response.writeHead(503).end();
    });
    expect((await send(jwt)).status).toBe(503);
    up = true;
    expect((await send(jwt)).status).toBe(200);
  });
});

test.each(['', 'supabase', '/jwks.json', 'file:///etc/passwd', 'ftp://user:hidden@host/'])(
  'a JWKS URL that is none is refused, and not quoted: "%s"',
  (jwksUrl) => {
    expect(() => startApi({ jwt: { jwksUrl } })).toThrow(/^The URL of the JWKS must be/);
  },
);
