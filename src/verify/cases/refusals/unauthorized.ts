import type { OperationId } from '../../../../spec/operations.ts';
import { checkRefusal } from '../../check-answer.ts';
import type { ConformanceCase } from '../../conformance-case.ts';
import type { CredentialName } from '../../credentials.ts';
import { isMissing } from '../../decided.ts';
import { lack } from '../../lacking.ts';
import type { Sending } from '../../sending.ts';
import { told } from '../../told.ts';
import type { Trial } from '../../trial.ts';
import { basisOf } from '../basis.ts';
import { operationOf } from '../operations.ts';
import { validRequest } from '../valid-request.ts';
import { resigned, withAnotherClaim } from './forged-jwt.ts';

interface BadCredential {
  readonly what: string;
  readonly title: string;
  readonly needs?: readonly CredentialName[];
  readonly sending: (trial: Trial) => Sending;
}

const BAD: readonly BadCredential[] = [
  {
    what: 'no-credential',
    title: 'a request without a credential is answered 401',
    sending: () => ({ as: null }),
  },
  {
    what: 'unknown-token',
    title: 'a token that nobody minted is answered 401',
    sending: ({ ids }) => ({ credential: `qt_deploy_${ids.uuid().replaceAll('-', '')}` }),
  },
  {
    what: 'empty-credential',
    title: 'an Authorization header without a token is answered 401',
    sending: () => ({ as: null, headers: { authorization: 'Bearer' } }),
  },
  {
    what: 'other-scheme',
    title: 'a scheme other than Bearer is answered 401',
    sending: () => ({ as: null, headers: { authorization: `Basic ${btoa('user:password')}` } }),
  },
];

const TOKENS: readonly BadCredential[] = [
  {
    what: 'token-of-another-end',
    title: 'a good token whose last character is another is answered 401',
    needs: ['token'],
    sending: (trial) => {
      const token = trial.credential('token');
      return { credential: token.slice(0, -1) + (token.endsWith('0') ? '1' : '0') };
    },
  },
  {
    what: 'token-cut-off',
    title: 'a good token without its last character is answered 401',
    needs: ['token'],
    sending: (trial) => ({ credential: trial.credential('token').slice(0, -1) }),
  },
  {
    what: 'token-and-more',
    title: 'a good token with more behind it is answered 401',
    needs: ['token'],
    sending: (trial) => ({ credential: `${trial.credential('token')}-0` }),
  },
];

const JWTS: readonly BadCredential[] = [
  {
    what: 'unsigned-jwt',
    title: 'a JWT that nobody signed is answered 401',
    sending: () => ({ credential: unsignedJwt() }),
  },
  {
    what: 'jwt-of-another-signature',
    title: 'a good JWT whose signature was changed is answered 401',
    needs: ['jwt'],
    sending: (trial) => ({ credential: resigned(trial) }),
  },
  {
    what: 'jwt-of-other-claims',
    title: 'a good JWT whose claims were changed is answered 401',
    needs: ['jwt'],
    sending: (trial) => ({ credential: withAnotherClaim(trial) }),
  },
];

/** 401: what came is no credential, or none that is good. */
export function unauthorized(operation: OperationId): ConformanceCase[] {
  const { auth } = operationOf(operation);
  const takesJwt = ['jwt', 'token-or-jwt'].includes(auth);
  const takesToken = ['deploy-token', 'token-or-jwt'].includes(auth);
  return [...BAD, ...(takesToken ? TOKENS : []), ...(takesJwt ? JWTS : [])].map((bad) => ({
    id: `${operation}/refusals/${bad.what}`,
    operation,
    title: bad.title,
    basis: basisOf(operation),
    needs: bad.needs ?? [],
    async run(trial: Trial) {
      const request = { ...validRequest(operation, trial), ...bad.sending(trial) };
      const answer = await trial.send(operation, request);
      const { status, headers } = answer;
      if (isMissing(operation, status)) lack(trial, `${operation} at its path`, told(answer));
      checkRefusal(answer, 'unauthorized', trial);
      // RFC 9110 §11.6.1.
      trial.prefer(
        headers.has('www-authenticate'),
        'a WWW-Authenticate header beside 401',
        'there is none',
      );
    },
  }));
}

/** With `alg` `none`, and all that a server could look for. */
function unsignedJwt(): string {
  const claims = {
    aud: 'authenticated',
    sub: 'verify',
    role: 'authenticated',
    exp: Math.floor(Date.now() / 1000) + 3_600,
    app_metadata: { org_id: 'org_local' },
  };
  return `${base64({ alg: 'none', typ: 'JWT' })}.${base64(claims)}.`;
}

function base64(value: object): string {
  return btoa(JSON.stringify(value)).replaceAll('=', '');
}
