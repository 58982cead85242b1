import type { OperationId } from '../../../../spec/operations.ts';
import type { ConformanceCase } from '../../conformance-case.ts';
import type { Sending } from '../../sending.ts';
import type { Trial } from '../../trial.ts';
import { basisOf } from '../basis.ts';
import { operationOf } from '../operations.ts';
import { validRequest } from '../valid-request.ts';

interface BadCredential {
  readonly what: string;
  readonly title: string;
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

const UNSIGNED: BadCredential = {
  what: 'unsigned-jwt',
  title: 'a JWT that nobody signed is answered 401',
  sending: () => ({ credential: unsignedJwt() }),
};

/** 401: what came is no credential, or none that is good. */
export function unauthorized(operation: OperationId): ConformanceCase[] {
  const takesJwt = ['jwt', 'token-or-jwt'].includes(operationOf(operation).auth);
  return [...BAD, ...(takesJwt ? [UNSIGNED] : [])].map(({ what, title, sending }) => ({
    id: `${operation}/refusals/${what}`,
    operation,
    title,
    basis: basisOf(operation),
    async run(trial: Trial) {
      const request = { ...validRequest(operation, trial), ...sending(trial) };
      const { headers } = await trial.refuse(operation, request, 'unauthorized');
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
    sub: 'verify',
    aud: 'authenticated',
    role: 'authenticated',
    exp: Math.floor(Date.now() / 1000) + 3_600,
    app_metadata: { org_id: 'org_local' },
  };
  return `${base64({ alg: 'none', typ: 'JWT' })}.${base64(claims)}.`;
}

function base64(value: object): string {
  return btoa(JSON.stringify(value)).replaceAll('=', '');
}
