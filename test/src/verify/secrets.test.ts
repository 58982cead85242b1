import { expect, test } from 'vitest';
import { createMockServer } from '../../../mock-server/index.ts';
import { reporters, verify, type VerifyOptions } from '../../../src/verify/index.ts';
import { Secrets } from '../../../src/verify/secrets.ts';
import { CREDENTIALS, isSetUp, NO_SESSIONS } from './support.ts';

const TOKEN = CREDENTIALS.token;

/** A server that tells in every answer but that to the set-up, who is calling, and fails. */
const chatty: NonNullable<VerifyOptions['fetch']> = async (url, { headers, body }) => {
  if (isSetUp(url)) return Response.json(NO_SESSIONS);
  const { authorization = 'none' } = headers as Record<string, string>;
  const credential = authorization.replace('Bearer ', '');
  const size = body instanceof Uint8Array ? body.length : 0;
  const said = {
    error: `no ${credential} here, ${'x'.repeat(size % 400)} ${credential}`,
    everybody: Object.values(CREDENTIALS),
    link: `${url}?token=${encodeURIComponent(credential)}`,
  };
  return Response.json(said, {
    status: 418,
    headers: { 'x-token': credential, 'www-authenticate': `Bearer realm="${credential}"` },
  });
};

/** No piece of a secret that is long enough to mean something, in any spelling. */
function expectSafe(text: string, secrets: readonly string[]): void {
  for (const whole of secrets) {
    // The header of a JWT is that of any other, such as a forged one.
    const secret = whole.replace(/^eyJ[^.]*\./, '');
    for (const spelling of [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
    ]) {
      const at = text.indexOf(spelling.slice(0, 12));
      expect(at < 0 ? '' : text.slice(Math.max(0, at - 300), at + 100)).toBe('');
    }
  }
}

test('no report has a credential in it, whatever the server tells', async () => {
  const bodies: string[] = [];
  const seen: string[] = [];
  const report = await verify({
    baseUrl: 'http://server',
    fetch: chatty,
    ...CREDENTIALS,
    only: ['ingestEvents', 'getSession', 'registerMachine', 'createToken', 'stream'],
    strict: true,
    saveBody: (body) => `file-${bodies.push(body)}`,
    onResult: (result) => seen.push(JSON.stringify(result)),
  });
  expect(report.counts.failed).toBeGreaterThan(100);
  for (const reporter of Object.values(reporters)) {
    const text = reporter(report);
    expect(text).toContain('$QUINT_DEPLOY_TOKEN');
    expectSafe(text, Object.values(CREDENTIALS));
  }
  expectSafe(seen.join(''), Object.values(CREDENTIALS));
  expectSafe(bodies.join(''), Object.values(CREDENTIALS));
});

test('nor one that the server mints meanwhile, or that quint-mock has minted for the run', async () => {
  const mock = createMockServer();
  const minted = new Set<string>();
  // Answers what it should not, and mints tokens of a form of its own.
  const leaking: NonNullable<VerifyOptions['fetch']> = async (url, init) => {
    const { authorization = '' } = (init.headers ?? {}) as Record<string, string>;
    const back = authorization.replace('Bearer own-', 'Bearer ');
    const headers = { ...(init.headers as object), ...(back && { authorization: back }) };
    const response = await mock.fetch(url, { ...init, headers });
    const { pathname } = new URL(url);
    if (!response.ok || !/tokens|register|_mock\/mint/.test(pathname)) {
      return isSetUp(url) || /^\/(v1\/stream|_mock)/.test(pathname)
        ? response
        : leak(response, minted);
    }
    const text = (await response.text()).replaceAll(/"qt_[a-z]+_[0-9a-f]{32}"/g, (token) => {
      const own = `"own-${token.slice(1)}`;
      minted.add(own.slice(1, -1));
      return own;
    });
    return new Response(text, response);
  };
  const report = await verify({
    baseUrl: 'http://mock',
    fetch: leaking,
    only: ['createToken', 'listTokens', 'rotateToken', 'revokeToken', 'registerMachine'],
    strict: true,
    timeout: 300,
  });
  await mock.close();
  expect(report.counts.failed).toBeGreaterThan(50);
  expect(minted.size).toBeGreaterThan(5);
  for (const reporter of Object.values(reporters)) expectSafe(reporter(report), [...minted]);
});

/** An answer in which all tokens are told that were minted, and whose status is wrong. */
function leak(response: Response, minted: ReadonlySet<string>): Response {
  const all = [...minted].slice(-3).join(' ');
  return Response.json(
    { error: all },
    { status: response.ok ? 299 : 499, headers: { 'x-all': all } },
  );
}

test('a message that it cannot run has none, either', async () => {
  const fetch = async () => Response.json({ error: `${TOKEN} is unknown` }, { status: 401 });
  await expect(verify({ baseUrl: 'http://server', fetch, token: TOKEN })).rejects.toThrow(
    /^the token is not good.*\$QUINT_DEPLOY_TOKEN is unknown/,
  );
});

test('a secret is found where it is cut off, escaped, or begins another', () => {
  const { mask } = bound(new Secrets({ token: 'secret+1', otherToken: 'secret+1"/longer' }));
  expect(mask('secret+1 secret+1"/longer secret+1\\"/longer secret%2B1')).toBe(
    '$QUINT_DEPLOY_TOKEN $QUINT_OTHER_TOKEN $QUINT_OTHER_TOKEN $QUINT_DEPLOY_TOKEN',
  );
  expect(mask('a secret+1"/lon… b secret+1"/… c sec… …')).toBe('a … b … c sec… …');
});

function bound(secrets: Secrets) {
  return { mask: (text: string) => secrets.mask(text) };
}

test('what looks like a token is taken for one in what a server says', () => {
  const secrets = new Secrets({});
  const other = 'qt_pk_0123456789abcdef0123456789abcdef';
  expect(secrets.maskAll(`a ${other} b ${other.slice(0, 20)}…`)).toBe(
    'a $QUINT_MINTED_TOKEN b $QUINT_MINTED_TOKEN…',
  );
});
