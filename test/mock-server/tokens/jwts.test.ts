import fc from 'fast-check';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type JWK,
} from 'jose';
import { describe, expect, test } from 'vitest';
import { randomIds, VirtualClock } from '../../../mock-server/index.ts';
import { MemoryStore } from '../../../mock-server/store/memory-store.ts';
import { Jwts } from '../../../mock-server/tokens/jwts.ts';
import { readyMadeTokens } from '../../../mock-server/tokens/ready-made.ts';
import { MemoryTokenCache } from '../../../mock-server/tokens/token-cache.ts';
import { Tokens } from '../../../mock-server/tokens/tokens.ts';
import { apiOf, startApi } from '../support/api.ts';
import { SEED_STATE } from '../support/samples.ts';
import { claims, SECRET, sign, START_S, unsigned } from './support/sign.ts';

const serving = () => startApi({ clock: new VirtualClock(), jwt: { secret: SECRET } });

const statusOf = async (token: string) => (await serving().get('/v1/sessions', { token })).status;

describe('the ready-made JWT', () => {
  test('reads, reports, and manages tokens of org_local', async () => {
    const { mock } = startApi();
    const { jwt, service } = await mock.tokens();
    const api = apiOf(mock, jwt);
    expect((await api.report(SEED_STATE)).status).toBe(200);
    expect((await api.get('/v1/sessions')).body.sessions).toHaveLength(1);
    expect((await apiOf(mock, service).get('/v1/sessions')).body.sessions).toHaveLength(1);
    expect((await api.get('/v1/deploy-tokens')).body.tokens).toHaveLength(4);
  });

  test('is good for a year by the clock', async () => {
    const clock = new VirtualClock();
    const jwts = new Jwts(clock);
    const { jwt } = await readyMadeTokens(
      new Tokens({
        table: new MemoryStore().apiTokens,
        cache: new MemoryTokenCache(),
        ids: randomIds,
        clock,
      }),
      jwts,
      true,
    );
    await clock.advance(365 * 86_400_000 - 1000);
    expect(await jwts.verify(jwt)).toEqual({ org_id: 'org_local', token: undefined });
    await clock.advance(1000);
    await expect(jwts.verify(jwt)).rejects.toMatchObject({
      code: 'unauthorized',
      message: 'The JWT has expired',
    });
  });

  test('of one server is none of another', async () => {
    const { jwt } = await startApi().mock.tokens();
    expect(await statusOf(jwt)).toBe(401);
  });
});

describe('mintJwt', () => {
  test('makes one for any org, subject and time', async () => {
    const clock = new VirtualClock();
    const { mock } = startApi({ clock });
    const jwt = await mock.mintJwt({ org_id: 'org_x', subject: 'me', expires_in: 60 });
    const payload = JSON.parse(atob(jwt.split('.')[1]!)) as unknown;
    expect(payload).toEqual({
      aud: 'authenticated',
      role: 'authenticated',
      sub: 'me',
      iat: START_S,
      exp: START_S + 60,
      app_metadata: { org_id: 'org_x' },
    });
    const api = apiOf(mock, jwt);
    expect((await api.get('/v1/sessions')).status).toBe(200);
    await clock.advance(60_000);
    expect((await api.get('/v1/sessions')).status).toBe(401);
  });

  test('makes one that has expired', async () => {
    const { mock } = startApi();
    const jwt = await mock.mintJwt({ org_id: 'org_x', expires_in: 0 });
    expect((await apiOf(mock, jwt).get('/v1/sessions')).status).toBe(401);
  });

  test('refuses an odd org, and half a second', async () => {
    const { mock } = startApi();
    await expect(mock.mintJwt({ org_id: 'a b' })).rejects.toThrow(TypeError);
    await expect(mock.mintJwt({ org_id: 'o', expires_in: 0.5 })).rejects.toThrow(TypeError);
  });
});

test('the JWKS holds the public key only, and it is the one that signs', async () => {
  const jwts = new Jwts(new VirtualClock());
  const { keys } = await jwts.jwks();
  expect(keys).toEqual([
    {
      kty: 'EC',
      crv: 'P-256',
      x: expect.stringMatching(/^[\w-]{43}$/),
      y: expect.stringMatching(/^[\w-]{43}$/),
      kid: expect.stringMatching(/^[0-9a-f]{32}$/),
      alg: 'ES256',
      use: 'sig',
    },
  ]);
  const jwt = await jwts.mint({ org_id: 'o' });
  const key = await importJWK(keys[0] as JWK);
  const { payload } = await jwtVerify(jwt, key, { currentDate: new Date(START_S * 1000) });
  expect(payload['app_metadata']).toEqual({ org_id: 'o' });
});

describe('HS256 by the shared secret', () => {
  test('is good', async () => {
    expect(await statusOf(await sign(SECRET))).toBe(200);
  });

  test('is refused where the server has no secret', async () => {
    const answer = await startApi({ clock: new VirtualClock() }).get('/v1/sessions', {
      token: await sign(SECRET),
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(answer.body.error).toContain('algorithm');
  });

  test('of another secret is refused', async () => {
    expect(await statusOf(await sign(SECRET.replace('!', '?')))).toBe(401);
  });

  test.each(['HS384', 'HS512'])('%s is no HS256', async (alg) => {
    expect(await statusOf(await sign(SECRET.repeat(2), { alg }))).toBe(401);
    expect(await statusOf(await sign(SECRET, { alg }))).toBe(401);
  });

  test.each(['', 'short', 'x'.repeat(31), 'é'.repeat(15)])(
    'a secret shorter than 32 bytes is refused, and not quoted: "%s"',
    (secret) => {
      const error = thrownBy(() => startApi({ jwt: { secret } }));
      expect(error).toBeInstanceOf(TypeError);
      expect((error as Error).message).toMatch(/\d+ bytes; it needs at least 32/);
      if (secret !== '') expect((error as Error).message).not.toContain(secret);
    },
  );

  test('32 bytes of UTF-8 are enough', async () => {
    const secret = 'é'.repeat(16);
    const api = startApi({ clock: new VirtualClock(), jwt: { secret } });
    expect((await api.get('/v1/sessions', { token: await sign(secret) })).status).toBe(200);
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a forged JWT is 401:', () => {
  test('unsigned', async () => {
    expect(await statusOf(unsigned())).toBe(401);
  });

  test.each(['none', 'None', 'NONE', 'nOnE', ''])('alg "%s" with any signature', async (alg) => {
    const [, payload, signature] = (await sign(SECRET)).split('.');
    const header = base64Url({ alg });
    expect(await statusOf(`${header}.${payload}.${signature}`)).toBe(401);
    expect(await statusOf(`${header}.${payload}.`)).toBe(401);
  });

  test('HS256 with the public key of the server as its secret', async () => {
    const clock = new VirtualClock();
    for (const options of [{}, { secret: SECRET }]) {
      const jwts = new Jwts(clock, options);
      const [jwk] = (await jwts.jwks()).keys;
      const spki = await exportSPKI((await importJWK({ ...jwk, ext: true } as JWK)) as CryptoKey);
      for (const secret of [spki, JSON.stringify(jwk), jwk!.x, jwk!.x + jwk!.y]) {
        const forged = await sign(secret, { alg: 'HS256', kid: jwk!.kid });
        await expect(jwts.verify(forged)).rejects.toMatchObject({ code: 'unauthorized' });
      }
    }
  });

  test('ES256 by a key of its own, with the kid of the server or none', async () => {
    const api = serving();
    const { privateKey } = await generateKeyPair('ES256');
    const [header] = (await api.mock.tokens()).jwt.split('.');
    const { kid } = JSON.parse(atob(header!)) as { kid: string };
    for (const forged of [{ kid }, {}, { kid: 'other' }]) {
      const token = await sign(privateKey, { alg: 'ES256', ...forged });
      expect((await api.get('/v1/sessions', { token })).status).toBe(401);
    }
  });

  test('ES256 with a key in its header', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const token = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'ES256', jwk, jku: 'http://127.0.0.1:9/', x5u: 'http://evil/' })
      .sign(privateKey);
    expect(await statusOf(token)).toBe(401);
  });

  test('with other claims than were signed', async () => {
    const [header, , signature] = (await sign(SECRET)).split('.');
    const other = base64Url(claims({ app_metadata: { org_id: 'org_local' } }));
    expect(await statusOf(`${header}.${other}.${signature}`)).toBe(401);
  });
});

const answerTo = async (fields: Record<string, unknown>) => {
  const token = await sign(SECRET, { alg: 'HS256' }, claims(fields));
  return serving().get('/v1/sessions', { token });
};

describe('the claims', () => {
  test.each<[string, Record<string, unknown>]>([
    ['expired', { exp: START_S }],
    ['without exp', { exp: undefined }],
    ['with an exp that is no number', { exp: String(START_S + 60) }],
    ['without aud', { aud: undefined }],
    ['of another audience', { aud: 'anon' }],
    ['of audiences that are not this one', { aud: ['anon', 'Authenticated'] }],
    ['not good yet', { nbf: START_S + 1 }],
  ])('%s: 401', async (_, fields) => {
    expect(await answerTo(fields)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  });

  test.each<[string, Record<string, unknown>]>([
    ['a second before it expires', { exp: START_S + 1 }],
    ['of several audiences', { aud: ['x', 'authenticated'] }],
    ['from now on', { nbf: START_S }],
  ])('%s: 200', async (_, fields) => {
    expect((await answerTo(fields)).status).toBe(200);
  });

  test.each<[string, unknown]>([
    ['none', undefined],
    ['null', null],
    ['text', 'org_id'],
    ['empty', {}],
    ['with an org that is no text', { org_id: 7 }],
    ['with an empty org', { org_id: '' }],
    ['with an odd org', { org_id: 'a b' }],
    ['with a long org', { org_id: 'x'.repeat(65) }],
    ['with an org at the end of a line', { org_id: 'org_jwt\n' }],
    ['with several orgs', { org_id: ['org_jwt'] }],
  ])('app_metadata %s: 403', async (_, app_metadata) => {
    expect(await answerTo({ app_metadata })).toMatchObject({
      status: 403,
      body: { code: 'insufficient_permissions', error: expect.stringContaining('org_id') },
    });
  });

  test('user_metadata, which a user can write, names no org', async () => {
    expect((await answerTo({ app_metadata: {}, user_metadata: { org_id: 'o' } })).status).toBe(403);
  });

  test('another audience may be asked for', async () => {
    const api = startApi({
      clock: new VirtualClock(),
      jwt: { secret: SECRET, audience: 'dashboard' },
    });
    const status = async (token: string) => (await api.get('/v1/sessions', { token })).status;
    expect(await status(await sign(SECRET))).toBe(401);
    const dashboard = claims({ aud: 'dashboard' });
    expect(await status(await sign(SECRET, { alg: 'HS256' }, dashboard))).toBe(200);
    expect(await status((await api.mock.tokens()).jwt)).toBe(200);
  });
});

test('an org of a JWT and the same org of a token are one; others are others', async () => {
  const { mock } = startApi({ clock: new VirtualClock(), jwt: { secret: SECRET } });
  const token = apiOf(mock, await mock.mintToken({ org_id: 'org_jwt', type: 'service' }));
  await token.report(SEED_STATE);
  const sessions = async (jwt: string) =>
    (await apiOf(mock, jwt).get('/v1/sessions')).body.sessions;
  expect(await sessions(await sign(SECRET))).toHaveLength(1);
  expect(await sessions((await mock.tokens()).jwt)).toEqual([]);
});

function base64Url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

test('what only looks like a JWT is 401, whatever it is', async () => {
  const api = serving();
  const part = fc.oneof(
    fc.stringMatching(/^[\w-]{1,30}$/),
    fc.jsonValue().map(base64Url),
    fc
      .record({
        alg: fc.constantFrom('ES256', 'HS256', 'none', 'RS256', 1, null),
        kid: fc.oneof(fc.string(), fc.constant(undefined), fc.integer()),
        crit: fc.constantFrom(undefined, [], ['b64'], 'b64'),
        b64: fc.constantFrom(undefined, false, true),
      })
      .map(base64Url),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 3, maxLength: 3 }), async (parts) => {
      const answer = await api.get('/v1/sessions', { token: parts.join('.') });
      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    }),
    { numRuns: 300 },
  );
});
