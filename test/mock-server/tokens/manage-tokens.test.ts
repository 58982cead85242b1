import { beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../mock-server/index.ts';
import { Token, TokenCreated, type CreateTokenRequest } from '../../../spec/schemas/token.ts';
import { apiOf, pointers, startMock, type Answer, type Api } from '../support/api.ts';
import { rawRequest, startListening } from '../support/http.ts';
import { event, uuid } from '../support/samples.ts';

const PATH = '/v1/deploy-tokens';

let clock: VirtualClock;
let mock: ReturnType<typeof startMock>;
let api: Api;

beforeEach(async () => {
  clock = new VirtualClock();
  mock = startMock({ clock });
  api = apiOf(mock, await mock.mintJwt({ org_id: 'org_a' }));
});

const create = async (fields: Partial<CreateTokenRequest> = {}): Promise<TokenCreated> => {
  const { status, body } = await api.post(PATH, { name: 'n', ...fields });
  expect(status).toBe(201);
  return TokenCreated.parse(body);
};
const rotate = (id: string, grace_seconds?: number, by = api): Promise<Answer> =>
  by.post(`${PATH}/${id}/rotate`, { grace_seconds });
const rotatable = async () => `${PATH}/${(await create()).id}/rotate`;
const revoke = (id: string, by = api): Promise<Answer> => by.send('DELETE', `${PATH}/${id}`);
const statusOf = async (token: string) => (await apiOf(mock, token).get('/v1/sessions')).status;
const listed = async (id: string): Promise<Token> =>
  (await api.walk(`${PATH}?limit=2`, 'tokens')).find((token) => token.id === id);

describe('createToken', () => {
  test('mints a service token of the org of the JWT, good for ever', async () => {
    const created = await create({ name: 'production-fleet-01' });
    expect(created).toEqual({
      id: expect.any(String),
      name: 'production-fleet-01',
      type: 'service',
      token: expect.stringMatching(/^qt_deploy_[0-9a-f]{32}$/),
      created_at: '2026-01-01T00:00:00Z',
      expires_at: null,
    });
    const answer = await apiOf(mock, created.token).ingest(event());
    expect(answer.status).toBe(200);
    expect((await api.get('/v1/events')).body.events).toMatchObject([{ org_id: 'org_a' }]);
  });

  test.each(['install', 'enrollment', 'service', 'personal'] as const)(
    'mints one of type %s',
    async (type) => {
      const { token } = await create({ type });
      expect(token).toMatch(type === 'personal' ? /^qt_pk_/ : /^qt_deploy_/);
      const single = type === 'install' || type === 'enrollment';
      expect(await statusOf(token)).toBe(single ? 403 : 200);
      const registration = await api.post('/v1/machines/register', { machine_id: 'm' }, { token });
      expect(registration.status).toBe(single ? 201 : 403);
    },
  );

  test('with an expiry: it works until then, and no longer', async () => {
    const { token, expires_at } = await create({ expires_at: '2026-01-01T01:00:10.500+01:00' });
    expect(expires_at).toBe('2026-01-01T00:00:10.500Z');
    await clock.advance(10_499);
    expect(await statusOf(token)).toBe(200);
    await clock.advance(1);
    const answer = await apiOf(mock, token).get('/v1/sessions');
    expect(answer).toMatchObject({
      status: 401,
      body: { code: 'unauthorized', error: 'The token expired on 2026-01-01T00:00:10.500Z' },
    });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test.each(['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', '0000-01-01T00:00:00Z'])(
    'an expires_at of %s is past',
    async (expires_at) => {
      const answer = await api.post(PATH, { name: 'n', expires_at });
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
      expect(pointers(answer)).toEqual(['/expires_at']);
      expect((await api.get(PATH)).body.tokens).toEqual([]);
    },
  );

  test.each<[string, object]>([
    ['/name', {}],
    ['/name', { name: '' }],
    ['/name', { name: 'x'.repeat(129) }],
    ['/type', { name: 'n', type: 'deploy' }],
    ['/expires_at', { name: 'n', expires_at: 'tomorrow' }],
  ])('what breaks the contract is 400: %s of %j', async (pointer, body) => {
    const answer = await api.post(PATH, body);
    expect(answer.status).toBe(400);
    expect(pointers(answer)).toEqual([pointer]);
  });

  test('an expired single-use token is 401, not 409', async () => {
    const { token } = await create({ type: 'install', expires_at: '2026-01-01T00:01:00Z' });
    const register = () => api.post('/v1/machines/register', { machine_id: 'm' }, { token });
    expect((await register()).status).toBe(201);
    expect((await register()).status).toBe(409);
    await clock.advance(60_000);
    expect((await register()).status).toBe(401);
  });
});

describe('listTokens', () => {
  test('newest first, page by page, never the raw value or its hash', async () => {
    const made: TokenCreated[] = [];
    for (let n = 0; n < 5; n++) {
      made.unshift(await create({ name: `t${n}` }));
      if (n % 2 === 0) await clock.advance(1000);
    }
    const tokens = await api.walk(`${PATH}?limit=2`, 'tokens');
    expect(tokens.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    for (const token of tokens) {
      Token.parse(token);
      expect(Object.keys(token).toSorted()).toEqual(Object.keys(Token.shape).toSorted());
    }
  });

  test('a cursor survives inserts; a bad one is 400', async () => {
    for (let n = 0; n < 4; n++) await create({ name: `t${n}` });
    const { next_cursor } = (await api.get(`${PATH}?limit=2`)).body;
    await create({ name: 'later' });
    const rest = await api.get(`${PATH}?cursor=${next_cursor}`);
    expect(rest.body.tokens.map(({ name }: Token) => name)).toEqual(['t1', 't0']);
    expect(rest.body.next_cursor).toBeNull();
    expect(pointers(await api.get(`${PATH}?cursor=x`))).toEqual(['cursor']);
  });

  test('tells the last use, to the minute', async () => {
    const { id, token } = await create();
    expect((await listed(id)).last_used_at).toBeNull();
    await clock.advance(5_000);
    await statusOf(token);
    expect((await listed(id)).last_used_at).toBe('2026-01-01T00:00:05Z');
    await clock.advance(59_000);
    await statusOf(token);
    expect((await listed(id)).last_used_at).toBe('2026-01-01T00:00:05Z');
    await clock.advance(1_000);
    await statusOf(token);
    expect((await listed(id)).last_used_at).toBe('2026-01-01T00:01:05Z');
  });

  test('a use that was refused is none', async () => {
    const { id, token } = await create({ type: 'install' });
    expect(await statusOf(token)).toBe(403);
    expect((await listed(id)).last_used_at).toBeNull();
  });
});

describe('rotateToken', () => {
  test('the successor is as the old one was, which works no longer', async () => {
    const old = await create({ name: 'fleet', expires_at: '2027-01-01T00:00:00Z' });
    expect(await statusOf(old.token)).toBe(200);
    const answer = await rotate(old.id);
    expect(answer.status).toBe(201);
    const successor = TokenCreated.parse(answer.body);
    expect(successor).toEqual({ ...old, id: expect.any(String), token: expect.any(String) });
    expect([successor.id, successor.token]).not.toContain(old.id);
    expect(await statusOf(successor.token)).toBe(200);
    const refused = await apiOf(mock, old.token).get('/v1/sessions');
    expect(refused.status).toBe(401);
    expect(refused.body.error).toContain('was rotated');
  });

  test('the old one works for the grace period by the clock of the server', async () => {
    const old = await create();
    const { token } = (await rotate(old.id, 3600)).body;
    expect((await listed(old.id)).expires_at).toBe('2026-01-01T01:00:00Z');
    await clock.advance(3_599_999);
    expect(await Promise.all([old.token, token].map(statusOf))).toEqual([200, 200]);
    await clock.advance(1);
    expect(await Promise.all([old.token, token].map(statusOf))).toEqual([401, 200]);
  });

  test('but not beyond its own expiry', async () => {
    const old = await create({ expires_at: '2026-01-01T00:00:10Z' });
    const successor = (await rotate(old.id, 3600)).body;
    expect(successor.expires_at).toBe('2026-01-01T00:00:10Z');
    await clock.advance(10_000);
    expect(await Promise.all([old.token, successor.token].map(statusOf))).toEqual([401, 401]);
  });

  test('the successor can be rotated in its turn, and revoking the old one leaves it good', async () => {
    const first = await create();
    const second = (await rotate(first.id, 60)).body;
    const third = (await rotate(second.id, 60)).body;
    await revoke(first.id);
    await revoke(second.id);
    const all = [first, second, third].map(({ token }) => statusOf(token));
    expect(await Promise.all(all)).toEqual([401, 401, 200]);
  });

  test('of simultaneous rotations exactly one succeeds', async () => {
    const { id } = await create();
    const answers = await Promise.all(Array.from({ length: 10 }, () => rotate(id, 60)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(9).fill(409)]);
    expect((await api.get(PATH)).body.tokens).toHaveLength(2);
  });

  test.each<[string, (created: TokenCreated) => Promise<unknown>, Partial<CreateTokenRequest>]>([
    ['of type personal', async () => {}, { type: 'personal' }],
    ['of type install', async () => {}, { type: 'install' }],
    ['was rotated on 2026-01-01T00:00:00Z', ({ id }) => rotate(id, 60), {}],
    ['was rotated, and stopped working', ({ id }) => rotate(id), {}],
    ['was revoked on 2026-01-01T00:00:00Z', ({ id }) => revoke(id), {}],
    [
      'expired on 2026-01-01T00:00:01Z',
      () => clock.advance(1000),
      { expires_at: '2026-01-01T00:00:01Z' },
    ],
  ])('409 for one that %s, which it says', async (why, prepare, fields) => {
    const created = await create(fields);
    await prepare(created);
    const before = (await api.get(PATH)).body.tokens;
    const answer = await rotate(created.id);
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(answer.body.error).toContain(why);
    expect((await api.get(PATH)).body.tokens).toEqual(before);
  });

  test.each([-1, 0.5, 604_801, '60', null])('a grace of %j is 400', async (grace_seconds) => {
    const { id, token } = await create();
    const answer = await api.post(`${PATH}/${id}/rotate`, { grace_seconds });
    expect(answer.status).toBe(400);
    expect(pointers(answer)).toEqual(['/grace_seconds']);
    expect(await statusOf(token)).toBe(200);
  });

  test('needs no body: in process, by fetch, and with neither length nor type', async () => {
    const server = await startListening(mock);
    const jwt = await mock.mintJwt({ org_id: 'org_a' });
    for (const target of [mock, server]) {
      const answer = await apiOf(target, jwt).send('POST', await rotatable());
      expect(answer.status, answer.text).toBe(201);
    }
    const head = `POST ${await rotatable()} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${jwt}\r\n`;
    expect(await rawRequest(server.port, `${head}Connection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 201 /,
    );
  });

  test('a body that is there is read, whatever it lacks', async () => {
    const server = await startListening(mock);
    const { id } = await create();
    const jwt = await mock.mintJwt({ org_id: 'org_a' });
    const answer = await apiOf(server, jwt).send('POST', `${PATH}/${id}/rotate`, {
      body: new TextEncoder().encode('{"grace_seconds":60}'),
    });
    expect(answer.status).toBe(415);
  });
});

describe('revokeToken', () => {
  test('is effective at once, for a token that is in use, and may be repeated', async () => {
    const { id, token } = await create();
    expect(await statusOf(token)).toBe(200);
    const answer = await revoke(id);
    expect(answer).toMatchObject({ status: 204, text: '' });
    const refused = await apiOf(mock, token).ingest(event());
    expect(refused).toMatchObject({
      status: 401,
      body: { error: 'The token was revoked on 2026-01-01T00:00:00Z' },
    });
    await clock.advance(1000);
    expect((await revoke(id)).status).toBe(204);
    expect((await listed(id)).revoked_at).toBe('2026-01-01T00:00:00Z');
  });

  test('also ends the grace of a token that was rotated', async () => {
    const { id, token } = await create();
    await rotate(id, 3600);
    expect(await statusOf(token)).toBe(200);
    await revoke(id);
    expect(await statusOf(token)).toBe(401);
  });

  test('a single-use token that is revoked while its registration is sent registers nothing', async () => {
    const { id, token } = await create({ type: 'install' });
    let send!: (body: string) => void;
    const sent = new Promise<string>((resolve) => (send = resolve));
    let read!: () => void;
    const authenticated = new Promise<void>((resolve) => (read = resolve));
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          read();
          controller.enqueue(new TextEncoder().encode(await sent));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const registering = api.post('/v1/machines/register', body, { token });
    await authenticated;
    await revoke(id);
    send('{"machine_id":"m"}');
    expect((await registering).status).toBe(409);
    expect((await api.get(PATH)).body.tokens).toHaveLength(1);
  });

  test('an id in capitals is the same id', async () => {
    const { id, token } = await create();
    expect((await revoke(id.toUpperCase())).status).toBe(204);
    expect(await statusOf(token)).toBe(401);
  });
});

describe('tokens of another org', () => {
  test('are 404 to rotate and revoke, as unknown ones are, and stay good', async () => {
    const { id, token } = await create();
    const other = apiOf(mock, await mock.mintJwt({ org_id: 'org_b' }));
    for (const of of [id, uuid(1)]) {
      for (const answer of [await rotate(of, 0, other), await revoke(of, other)]) {
        expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
        expect(answer.body.error).toBe(`There is no token ${of}`);
      }
    }
    expect(await statusOf(token)).toBe(200);
  });

  test('are in no list, not by a cursor either', async () => {
    for (let n = 0; n < 3; n++) await create({ name: 'of-a' });
    const other = apiOf(mock, await mock.mintJwt({ org_id: 'org_b' }));
    const { next_cursor } = (await api.get(`${PATH}?limit=1`)).body;
    for (const path of [PATH, `${PATH}?cursor=${next_cursor}`]) {
      expect((await other.get(path)).body.tokens).toEqual([]);
    }
    await other.post(PATH, { name: 'of-b' });
    expect((await other.get(PATH)).text).not.toContain('of-a');
    expect((await api.get(PATH)).text).not.toContain('of-b');
  });
});
