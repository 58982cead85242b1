import { describe, expect, test } from 'vitest';
import { guarded, type GuardRules } from '../../../mock-server/guard/guard.ts';
import { apiOf } from '../support/api.ts';

const LOCAL: GuardRules = { loopback: true, control: true, cors: [] };
const OPEN: GuardRules = { loopback: false, control: false, cors: [] };

/** A guarded server that notes what came through, and answers it. */
function guard(rules: Partial<GuardRules>, base: GuardRules = LOCAL) {
  const through: string[] = [];
  const inner = async (request: Request) => {
    through.push(`${request.method} ${request.url}`);
    return Response.json({ ok: true });
  };
  return { fetch: guarded(inner, { ...base, ...rules }), through };
}

async function statusOf(rules: Partial<GuardRules>, base: GuardRules, request: Request) {
  const { fetch, through } = guard(rules, base);
  const { status } = await fetch(request);
  // What is refused never reaches the server.
  expect(through).toHaveLength(status === 403 ? 0 : 1);
  return status;
}

const asked = (host: string) => new Request('http://localhost/health', { headers: { host } });

describe('the Host header on loopback', () => {
  test.each([
    'localhost',
    'LocalHost:4100',
    'quint.localhost:80',
    '127.0.0.1',
    '127.1.2.3:65535',
    '[::1]',
    '[::1]:4100',
  ])('%s is served', async (host) => {
    expect(await statusOf({}, LOCAL, asked(host))).toBe(200);
  });

  test.each([
    'evil.example',
    'evil.example:4100',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'notlocalhost',
    'evil.example:4100:localhost',
    'localhost@evil.example',
    '0.0.0.0:4100',
    '192.168.1.5',
    '[::2]',
    '',
  ])('"%s" is refused', async (host) => {
    expect(await statusOf({}, LOCAL, asked(host))).toBe(403);
  });

  test('is that of the URL where there is none', async () => {
    expect(await statusOf({}, LOCAL, new Request('http://localhost:4100/health'))).toBe(200);
    expect(await statusOf({}, LOCAL, new Request('http://evil.example/health'))).toBe(403);
  });

  test('anywhere else is not checked', async () => {
    expect(await statusOf({}, OPEN, asked('mock.ci.example:4100'))).toBe(200);
  });
});

function fromPage(origin: string, headers: Record<string, string> = {}, method = 'POST'): Request {
  return new Request('http://localhost:4100/v1/ingest', {
    method,
    headers: { host: 'localhost:4100', origin, ...headers },
  });
}

describe('the Origin header', () => {
  test.each(['http://localhost:4100', 'https://localhost:4100'])(
    'the server’s own, %s, is served',
    async (origin) => {
      expect(await statusOf({}, LOCAL, fromPage(origin))).toBe(200);
    },
  );

  test.each([
    'http://evil.example',
    'http://localhost',
    'http://localhost:4101',
    'http://127.0.0.1:4100',
    'null',
    '',
    'chrome-extension://abc',
    'http://localhost:4100.evil.example',
    'http://evil.example, http://localhost:4100',
  ])('"%s" is refused, on any address', async (origin) => {
    expect(await statusOf({}, LOCAL, fromPage(origin))).toBe(403);
    expect(await statusOf({}, OPEN, fromPage(origin))).toBe(403);
  });

  test('an allowed one is served, and no other', async () => {
    const cors = ['http://localhost:5173', 'https://console.example'];
    for (const origin of cors) expect(await statusOf({ cors }, LOCAL, fromPage(origin))).toBe(200);
    for (const origin of ['http://localhost:5174', 'http://console.example', 'null']) {
      expect(await statusOf({ cors }, LOCAL, fromPage(origin))).toBe(403);
    }
  });

  test('* allows every one', async () => {
    for (const origin of ['http://evil.example', 'null', 'chrome-extension://abc']) {
      expect(await statusOf({ cors: ['*'] }, LOCAL, fromPage(origin))).toBe(200);
    }
  });

  test('an allowed one does not make a strange Host good', async () => {
    const request = fromPage('http://localhost:5173', { host: 'evil.example' });
    expect(await statusOf({ cors: ['*'] }, LOCAL, request)).toBe(403);
  });

  test.each(['http://localhost:5173/', 'localhost:5173', 'http://LOCALHOST', 'http://a:80', ''])(
    'an entry "%s", which no browser sends, is an error at once',
    (origin) => {
      expect(() => guard({ cors: [origin] })).toThrow(/cors takes origins such as/);
    },
  );
});

describe('CORS', () => {
  const cors = ['http://localhost:5173'];
  const preflight = { 'access-control-request-method': 'POST' };

  test('a preflight of an allowed page is answered, and does not reach the server', async () => {
    const { fetch, through } = guard({ cors });
    const answer = await fetch(fromPage(cors[0]!, preflight, 'OPTIONS'));
    expect(answer.status).toBe(204);
    expect(Object.fromEntries(answer.headers)).toEqual({
      'access-control-allow-origin': cors[0],
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
      'access-control-allow-headers':
        'authorization, content-type, last-event-id, quint-mock-fault',
      'access-control-max-age': '7200',
      'access-control-expose-headers': 'x-request-id, retry-after, ratelimit, ratelimit-policy',
      vary: 'origin',
    });
    expect(through).toEqual([]);
  });

  test('a preflight of any other page is refused', async () => {
    for (const rules of [{}, { cors }]) {
      const { fetch } = guard(rules);
      const answer = await fetch(fromPage('http://evil.example', preflight, 'OPTIONS'));
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('OPTIONS that is no preflight goes to the server', async () => {
    const { fetch, through } = guard({ cors });
    await fetch(fromPage(cors[0]!, {}, 'OPTIONS'));
    await fetch(new Request('http://localhost/', { method: 'OPTIONS', headers: preflight }));
    expect(through).toHaveLength(2);
  });

  test('an allowed page may read the answer, also an error', async () => {
    const refusal = guarded(async () => Response.json({}, { status: 429 }), { ...LOCAL, cors });
    const { headers, status } = await refusal(fromPage(cors[0]!));
    expect(status).toBe(429);
    expect(headers.get('access-control-allow-origin')).toBe(cors[0]);
    expect(headers.get('access-control-expose-headers')).toContain('retry-after');
    expect(headers.get('vary')).toBe('origin');
  });

  test('who is no page is told that pages get other answers; without CORS nothing is added', async () => {
    const { headers } = await guard({ cors }).fetch(asked('localhost'));
    expect(headers.get('vary')).toBe('origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    const without = await guard({}).fetch(asked('localhost'));
    expect([...without.headers.keys()]).toEqual(['content-type']);
  });
});

/** A request to a server that others can reach. */
function to(path: string, headers: Record<string, string> = {}): Request {
  return new Request(`http://mock.ci.example${path}`, { headers });
}

describe('where control is off', () => {
  test.each(['/_mock', '/_mock/', '/_mock/reset', '/_mock/x/../state', '/metrics', '/metrics?a=b'])(
    '%s is refused',
    async (path) => {
      expect(await statusOf({}, OPEN, to(path))).toBe(403);
      expect(await statusOf({ control: true }, OPEN, to(path))).toBe(200);
    },
  );

  test('so are faults on request', async () => {
    const byHeader = to('/v1/events', { 'quint-mock-fault': 'status=500' });
    expect(await statusOf({}, OPEN, byHeader)).toBe(403);
    expect(await statusOf({}, OPEN, to('/v1/events?_mock_fault=reset'))).toBe(403);
    expect(await statusOf({ control: true }, OPEN, byHeader)).toBe(200);
  });

  test.each(['/_mock/jwks.json', '/v1/events?limit=1', '/health', '/_mocked', '/v1/metrics'])(
    '%s is served: it is public, or of the product',
    async (path) => {
      expect(await statusOf({}, OPEN, to(path))).toBe(200);
    },
  );
});

/** `apiOf` checks that every error has the form of contract.md §5. */
function ask(rules: GuardRules, path: string, headers: Record<string, string>) {
  const server = guarded(async () => Response.json({}), rules);
  return apiOf({ fetch: (input, init) => server(new Request(input, init)) }).get(path, { headers });
}

describe('a refusal', () => {
  test.each([
    { headers: { host: 'evil.example' }, names: ['evil.example', '127.0.0.1', '--host'] },
    { headers: { host: 'localhost', origin: 'http://a.test' }, names: ['--cors http://a.test'] },
    { headers: { host: 'localhost', origin: 'null' }, names: ["--cors '*'"] },
  ])('of $headers names the remedy', async ({ headers, names }) => {
    const { status, body } = await ask(LOCAL, '/health', headers as Record<string, string>);
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'forbidden' });
    for (const name of names) expect(body.error).toContain(name);
  });

  test('of the control plane names --control', async () => {
    const { status, body } = await ask(OPEN, '/_mock/reset', {});
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'forbidden' });
    expect(body.error).toContain('--control');
  });
});
