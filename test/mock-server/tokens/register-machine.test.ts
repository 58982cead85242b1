import { describe, expect, test } from 'vitest';
import { apiOf, startApi, type Api, type Sending } from '../support/api.ts';
import { startListening } from '../support/http.ts';
import { event } from '../support/samples.ts';

const MACHINE = {
  machine_id: '3f8a1c5e9b7d4260a1b2c3d4e5f60718',
  hostname: 'dev-laptop',
  os: 'darwin',
};

const register = (api: Api, token: string, body: unknown = MACHINE, more: Sending = {}) =>
  api.post('/v1/machines/register', body, { token, ...more });

test.each(['install', 'enrollment'] as const)(
  'a token of type %s becomes a service token',
  async (type) => {
    const api = startApi();
    const answer = await register(api, (await api.mock.tokens())[type]);
    expect(answer).toMatchObject({ status: 201, body: { org_id: 'org_local' } });
    expect(answer.body.service_token).toMatch(/^qt_deploy_[0-9a-f]{32}$/);
    const machine = apiOf(api.mock, answer.body.service_token);
    expect((await machine.ingest(event())).status).toBe(200);
    expect((await machine.get('/v1/sessions/s-1')).status).toBe(200);
  },
);

test('of the org that the single-use token is of', async () => {
  const api = startApi();
  const token = await api.mock.mintToken({ org_id: 'org_other', type: 'enrollment' });
  const { body } = await register(api, token);
  expect(body.org_id).toBe('org_other');
  await apiOf(api.mock, body.service_token).ingest(event());
  expect((await api.get('/v1/events')).body.events).toEqual([]);
});

test('a token is good once', async () => {
  const api = startApi();
  const { install } = await api.mock.tokens();
  await register(api, install);
  expect(await register(api, install)).toMatchObject({
    status: 409,
    body: { code: 'token_spent' },
  });
});

test.each([2, 20])('of %i simultaneous registrations exactly one succeeds', async (n) => {
  const server = await startListening();
  const { enrollment } = await server.mock.tokens();
  const answers = await Promise.all(
    Array.from({ length: n }, () => register(apiOf(server), enrollment)),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(n - 1).fill(409)]);
  for (const { status, body } of answers) if (status === 409) expect(body.code).toBe('token_spent');
});

test('of two that passed authentication before either sent its body, exactly one succeeds', async () => {
  const api = startApi();
  const { install } = await api.mock.tokens();
  const bodies = [1, 2].map(() => heldBack(JSON.stringify(MACHINE)));
  const answers = bodies.map(({ stream }) => register(api, install, stream));
  await Promise.all(bodies.map(({ asked }) => asked));
  for (const { release } of bodies) release();
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([201, 409]);
});

/** A body that is sent when `release` is called; `asked` resolves when the server reads it. */
function heldBack(text: string) {
  let release!: () => void;
  let noteAsked!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  const asked = new Promise<void>((resolve) => (noteAsked = resolve));
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        noteAsked();
        await released;
        controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, asked, release };
}

describe('what is refused does not spend the token', () => {
  test.each<[string, unknown, Sending]>([
    ['an empty object', {}, {}],
    ['no JSON', '{', {}],
    ['an empty machine_id', { machine_id: '' }, {}],
    ['a machine_id that is too long', { machine_id: 'x'.repeat(129) }, {}],
    ['a hostname that is none', { ...MACHINE, hostname: 1 }, {}],
    ['half a surrogate pair', String.raw`{"machine_id":"\ud83d"}`, {}],
    ['another media type', MACHINE, { headers: { 'content-type': 'text/plain' } }],
    ['another encoding', MACHINE, { headers: { 'content-encoding': 'br' } }],
    ['broken gzip', MACHINE, { headers: { 'content-encoding': 'gzip' } }],
    ['an Accept that excludes the answer', MACHINE, { headers: { accept: 'text/html' } }],
    ['too much', { ...MACHINE, pad: 'x'.repeat(11_000_000) }, {}],
  ])('%s', async (_, body, sending) => {
    const api = startApi();
    const { install } = await api.mock.tokens();
    expect((await register(api, install, body, sending)).status).toBeGreaterThanOrEqual(400);
    expect((await register(api, install)).status).toBe(201);
  });

  test('nor does its use elsewhere', async () => {
    const api = startApi();
    const { install } = await api.mock.tokens();
    const elsewhere = apiOf(api.mock, install);
    expect((await elsewhere.ingest(event())).status).toBe(403);
    expect((await elsewhere.get('/v1/sessions')).status).toBe(403);
    expect((await register(api, install)).status).toBe(201);
  });
});

const twice = async (
  first: [org: string, fingerprint: string],
  second: [org: string, fingerprint: string],
) => {
  const api = startApi();
  const bodies = [];
  for (const [org_id, machine_id] of [first, second]) {
    const token = await api.mock.mintToken({ org_id, type: 'install' });
    bodies.push((await register(api, token, { machine_id })).body);
  }
  return bodies;
};

describe('registering a machine again', () => {
  test('yields the same machine, and another token', async () => {
    const [a, b] = await twice(['org_a', 'fp'], ['org_a', 'fp']);
    expect(b.machine_id).toBe(a.machine_id);
    expect(b.service_token).not.toBe(a.service_token);
  });

  test('another fingerprint, or another org, is another machine', async () => {
    const [a, b] = await twice(['org_a', 'fp'], ['org_a', 'fq']);
    expect(b.machine_id).not.toBe(a.machine_id);
    const [c, d] = await twice(['org_a', 'fp'], ['org_b', 'fp']);
    expect(d.machine_id).not.toBe(c.machine_id);
  });
});
