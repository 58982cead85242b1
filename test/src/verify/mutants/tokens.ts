import { setImmediate } from 'node:timers/promises';
import { ERROR_CODES } from '../../../../spec/errors.ts';
import type { Mutant } from './mutant.ts';
import { answers, by, instead, json, like, read, withBody, without } from './rewriting.ts';

/** What is wrong with tokens. */
export const tokenMutants: readonly Mutant[] = [
  {
    name: 'jwt-signature-unchecked',
    does: 'takes a JWT of any signature, so long as it has one',
    foundBy: ['listSessions/refusals/jwt-of-another-signature'],
    breakRule: takingJwts((signature, good) => good !== signature),
  },
  {
    name: 'jwt-claims-unsigned',
    does: 'takes a good signature beside other claims',
    foundBy: ['listSessions/refusals/jwt-of-other-claims'],
    breakRule: takingJwts((signature, good) => good === signature),
  },
  ...(
    [
      ['begins alike', 'token-of-another-end', 28],
      ['is cut off', 'token-cut-off', Infinity],
    ] as const
  ).map(([how, found, compared]): Mutant => ({
    name: `token-that-${how.replaceAll(' ', '-')}-taken`,
    does: `takes a token that ${how}`,
    foundBy: [`listSessions/refusals/${found}`],
    breakRule: takingLike((sent, good) =>
      compared === Infinity
        ? good.startsWith(sent) && sent.length > 28
        : good.slice(0, compared) === sent.slice(0, compared),
    ),
  })),
  {
    name: 'token-and-more-taken',
    does: 'takes a token with more behind it',
    foundBy: ['listSessions/refusals/token-and-more'],
    breakRule: takingLike((sent, good) => sent.startsWith(good)),
  },
  {
    name: 'spent-token-taken',
    does: 'lets a registration token be used again',
    foundBy: ['registerMachine/tokens/single-use', 'registerMachine/refusals/spent-token'],
    breakRule(serve) {
      const registered = new Map<string, unknown>();
      return instead('registerMachine', async ({ request, authorization }) => {
        const response = await serve(request);
        if (response.status === 201) registered.set(authorization, await response.clone().json());
        const before = registered.get(authorization);
        return response.status === 409 && before ? json(201, before) : response;
      })(serve);
    },
  },
  {
    name: 'registrations-race',
    does: 'lets two registrations at once use one token',
    foundBy: ['registerMachine/tokens/at-once'],
    breakRule(serve) {
      const underWay = new Map<string, number>();
      return instead('registerMachine', async ({ request, authorization }) => {
        const count = underWay.get(authorization) ?? 0;
        underWay.set(authorization, count + 1);
        // By the next turn of the event loop, those that were sent at once have come.
        await setImmediate();
        const response = await serve(request);
        underWay.set(authorization, underWay.get(authorization)! - 1);
        const isRaced = count > 0 && response.status === ERROR_CODES.token_spent.status;
        return isRaced
          ? json(201, { machine_id: crypto.randomUUID(), org_id: 'o', service_token: 'qt_deploy_' })
          : response;
      })(serve);
    },
  },
  {
    name: 'bad-body-spends-token',
    does: 'spends a registration token on a body that it refuses',
    isDecided: true,
    foundBy: ['registerMachine/tokens/bad-body'],
    breakRule: instead('registerMachine', async ({ request }, serve) => {
      const response = await serve(request.clone());
      if (response.status === 400) await serve(withBody(request, { machine_id: 'x' }));
      return response;
    }),
  },
  {
    name: 'machine-registered-anew',
    does: 'takes a machine that registers again for another one',
    isDecided: true,
    foundBy: ['registerMachine/tokens/same-machine'],
    breakRule: answers('registerMachine', (machine) => ({
      ...machine,
      machine_id: crypto.randomUUID(),
    })),
  },
  {
    name: 'service-token-no-good',
    does: 'hands out a service token that does not work',
    foundBy: ['registerMachine/tokens/single-use'],
    breakRule: answers('registerMachine', (machine) => ({
      ...machine,
      service_token: machine.service_token.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    })),
  },
  {
    name: 'registration-token-ingests',
    does: 'lets a registration token ingest',
    foundBy: ['registerMachine/tokens/single-use'],
    breakRule: instead('ingestEvents', async (call, serve) => {
      const response = await serve(call.request.clone());
      if (response.status !== 403) return response;
      const order = { method: 'POST', headers: { 'content-type': 'application/json' } };
      const body = JSON.stringify({ org_id: 'verify', type: 'service' });
      const url = new URL('/_mock/mintToken', call.request.url);
      const minted = await serve(new Request(url, { ...order, body }));
      const { token } = (await minted.json()) as { token: string };
      return serve(by(`Bearer ${token}`, call));
    }),
  },
  {
    name: 'token-manages-tokens',
    does: 'lets a service token list tokens',
    foundBy: ['listTokens/refusals/service-credential'],
    breakRule: instead('listTokens', async ({ request }, serve) => {
      const response = await serve(request);
      return response.status === 403 ? json(200, { tokens: [], next_cursor: null }) : response;
    }),
  },
  {
    name: 'revoked-token-good',
    does: 'goes on to take a token that was revoked',
    foundBy: ['revokeToken/tokens/revoked'],
    breakRule: instead('revokeToken', async (call, serve) => {
      const isAllowed = (await serve(read(call, 'listTokens'))).ok;
      if (!isAllowed) return serve(call.request);
      return new Response(null, { status: 204, headers: { 'x-request-id': 'r' } });
    }),
  },
  {
    name: 'rotated-token-good',
    does: 'goes on to take a token that was rotated',
    isDecided: true,
    foundBy: ['rotateToken/tokens/rotated'],
    breakRule: instead('rotateToken', async ({ request }, serve) =>
      serve(withBody(request, { grace_seconds: 3_600 })),
    ),
  },
  {
    name: 'no-grace',
    does: 'ends a rotated token at once, whatever grace was asked for',
    isDecided: true,
    foundBy: ['rotateToken/tokens/grace'],
    breakRule: instead('rotateToken', async ({ request }, serve) =>
      serve(withBody(request, { grace_seconds: 0 })),
    ),
  },
  {
    name: 'rotation-returns-the-old',
    does: 'answers a rotation with a token that does not work',
    foundBy: ['rotateToken/tokens/rotated'],
    breakRule: answers('rotateToken', (token) => ({
      ...token,
      token: token.token.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    })),
  },
  {
    name: 'raw-tokens-listed',
    does: 'shows raw tokens in the list',
    foundBy: ['createToken/tokens/shown-once'],
    breakRule(serve) {
      const raw = new Map<string, string>();
      const noting = answers('createToken', (token) => {
        raw.set(token.id, token.token);
        return token;
      });
      const telling = answers('listTokens', ({ tokens, ...page }) => ({
        ...page,
        tokens: tokens.map((token) => ({ ...token, token: raw.get(token.id) })),
      }));
      return noting(telling(serve));
    },
  },
  {
    name: 'token-created-200',
    does: 'answers 200 where a token was created',
    isDecided: true,
    foundBy: ['createToken/success'],
    breakRule: instead('createToken', async ({ request }, serve) => {
      const response = await serve(request);
      return response.status === 201 ? like(response, { status: 200 }) : response;
    }),
  },
  {
    name: 'token-created-without-id',
    does: 'creates a token without telling its id',
    foundBy: ['createToken/success'],
    breakRule: answers('createToken', (token) => without(token, 'id')),
  },
];

/** Takes what is no good for a credential that was good before, if it is like that. */
function takingLike(isLike: (sent: string, good: string) => boolean): Mutant['breakRule'] {
  return (serve) => {
    const good = new Set<string>();
    return instead('all', async (call) => {
      const response = await serve(call.request.clone());
      const { authorization } = call;
      if (response.ok && authorization) good.add(authorization);
      if (response.status !== ERROR_CODES.unauthorized.status) return response;
      const alike = [...good].find((each) => isLike(authorization, each));
      return alike === undefined ? response : serve(by(alike, call));
    })(serve);
  };
}

/** Takes JWTs that nobody signed so. @param isTaken given the signature, and that of the good one */
function takingJwts(
  isTaken: (signature: string, good: string | undefined) => boolean,
): Mutant['breakRule'] {
  return (serve) => {
    let good: string | undefined;
    return async (request) => {
      const isMint = new URL(request.url).pathname === '/_mock/mintJwt';
      if (isMint) {
        const response = await serve(request);
        good = ((await response.clone().json()) as { jwt: string }).jwt;
        return response;
      }
      return instead('all', async (call) => {
        const response = await serve(call.request.clone());
        const [, , signature] = call.authorization.split('.');
        const isBad = response.status === ERROR_CODES.unauthorized.status;
        if (!isBad || !signature || !isTaken(signature, good?.split('.')[2])) return response;
        return serve(by(`Bearer ${good}`, call));
      })(serve)(request);
    };
  };
}
