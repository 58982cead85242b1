import type { errors } from 'jose';
import type { ApiError } from '../http/api-error.ts';
import { unauthorized } from './refusals.ts';

/**
 * The 401 for what `jose` finds wrong with a JWT; undefined for any other error. It quotes nothing of
 * the JWT, and does not carry the original along: that one holds the claims.
 */
export function jwtRefusal(error: unknown): ApiError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { code } = error as errors.JOSEError;
  if (!/^ERR_(?:JOSE|JW)/.test(code)) return undefined;
  return unauthorized(`The JWT ${reason(code, error)}`);
}

function reason(code: string, error: Error): string {
  switch (code) {
    case 'ERR_JWT_EXPIRED':
      return 'has expired';
    case 'ERR_JWT_CLAIM_VALIDATION_FAILED':
      return `is not good here: its claim "${(error as errors.JWTClaimValidationFailed).claim}" is missing or not as expected`;
    case 'ERR_JOSE_ALG_NOT_ALLOWED':
      return 'is signed with an algorithm that is not accepted here';
    case 'ERR_JWKS_NO_MATCHING_KEY':
      return 'is signed with a key that is not known here';
    case 'ERR_JWKS_MULTIPLE_MATCHING_KEYS':
      return 'does not say which key it is signed with ("kid"), and there are several';
    case 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED':
      return 'has a signature that does not fit';
    default:
      return 'is malformed';
  }
}
