import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { MemoryStore } from '../../../mock-server/store/memory-store.ts';
import { MemoryTokenCache } from '../../../mock-server/tokens/token-cache.ts';
import { Tokens } from '../../../mock-server/tokens/tokens.ts';
import { Jwts } from '../../../mock-server/tokens/jwts.ts';
import { sha256Hex } from '../../../mock-server/sha256.ts';
import { operations } from '../../../spec/operations.ts';
import { randomIds, VirtualClock } from '../../../mock-server/index.ts';
import { startApi } from '../support/api.ts';
import { uuid } from '../support/samples.ts';
import { claims, SECRET, sign } from './support/sign.ts';

const OWNER = { org_id: 'o', name: 'n' } as const;

test('SHA-256 is SHA-256', () => {
  expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('table and cache see the hash of a token, never the token', async () => {
  const seen: unknown[] = [];
  const spy = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
        return async (...args: unknown[]) => {
          const result = await method.apply(target, args);
          seen.push(args, result);
          return result;
        };
      },
    });
  const tokens = new Tokens({
    table: spy(new MemoryStore().apiTokens),
    cache: spy(new MemoryTokenCache()),
    ids: randomIds,
    clock: new VirtualClock(),
  });
  const { raw, row } = await tokens.mint({ ...OWNER, type: 'service' });
  await tokens.noteUse(row);
  await tokens.spend(row);
  await tokens.rotate(row, 60);
  await tokens.revoke(row);
  await tokens.find(raw);
  await tokens.find('unknown-secret');
  const told = inspect(seen, { depth: null });
  expect(told).toContain(sha256Hex(raw));
  expect(told).not.toContain(raw);
  expect(told).not.toContain(raw.slice(-32));
  expect(told).not.toContain('unknown-secret');
});

test('the hash of a token is no token', async () => {
  const api = startApi();
  const token = sha256Hex('qt_deploy_YOUR_TOKEN');
  expect((await api.get('/v1/sessions', { token })).status).toBe(401);
});

test('minted tokens are random', async () => {
  const { mock } = startApi();
  const tokens = await Promise.all(
    Array.from({ length: 200 }, () => mock.mintToken({ org_id: 'o', type: 'service' })),
  );
  expect(new Set(tokens).size).toBe(200);
});

test('no answer to a credential that is refused holds any part of it', async () => {
  const clock = new VirtualClock();
  const api = startApi({ clock, jwt: { secret: SECRET } });
  const { install, service, jwt } = await api.mock.tokens();
  const [header, payload] = jwt.split('.');
  const credentials = [
    install,
    service,
    jwt,
    await sign(SECRET),
    await sign(SECRET, { alg: 'HS256' }, claims({ exp: 1 })),
    await sign(SECRET, { alg: 'HS256' }, claims({ aud: 'hidden-audience' })),
    await sign(SECRET, { alg: 'HS256' }, claims({ app_metadata: { org_id: 'hidden org' } })),
    await sign(SECRET.toUpperCase()),
    `${header}.${payload}.hidden-signature`,
    'hidden-head.hidden-body.hidden-signature',
    'hidden-token',
  ];
  for (const { method, path } of Object.values(operations)) {
    if (path === '/v1/stream') continue; // Who is admitted would never come to its end.
    for (const token of credentials) {
      const answer = await api.send(method, path.replace('{id}', uuid(1)), {}, { token });
      if (answer.status < 400) continue;
      const told = answer.text + inspect([...answer.headers]);
      const parts = token.split('.').filter((part) => part !== header);
      for (const part of [...parts, 'hidden', SECRET, sha256Hex(token)]) {
        expect(told).not.toContain(part);
      }
    }
  }
});

test('what checks JWTs shows neither its secret nor its private key', async () => {
  const jwts = new Jwts(new VirtualClock(), { secret: SECRET });
  await jwts.mint({ org_id: 'o' });
  const shown = inspect(jwts, { depth: null, showHidden: true }) + JSON.stringify(jwts);
  expect(shown).not.toContain(SECRET);
  expect(JSON.stringify(await jwts.jwks())).not.toContain('"d"');
});

test('the reason why a JWT was refused does not carry its claims along', async () => {
  const jwts = new Jwts(new VirtualClock(), { secret: SECRET });
  const expired = await sign(SECRET, { alg: 'HS256' }, claims({ exp: 1, email: 'hidden@mail' }));
  const error: unknown = await jwts.verify(expired).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('hidden@mail');
});

test('a raw token is in the answer that mints it, and in no later one', async () => {
  const api = startApi();
  const { jwt: token } = await api.mock.tokens();
  const created = (await api.post('/v1/deploy-tokens', { name: 'n' }, { token })).body;
  const path = `/v1/deploy-tokens/${created.id}`;
  const rotated = (await api.post(`${path}/rotate`, {}, { token })).body;
  const later = [
    await api.get('/v1/deploy-tokens', { token }),
    await api.post(`${path}/rotate`, {}, { token }),
    await api.send('DELETE', path, {}, { token }),
    await api.get('/v1/sessions', { token: created.token }),
  ];
  for (const raw of [created.token, rotated.token]) {
    for (const { text } of later) expect(text).not.toContain(raw.slice(-32));
  }
});
