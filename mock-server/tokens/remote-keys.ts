import type { errors, JWTVerifyGetKey } from 'jose';
import { ApiError } from '../http/api-error.ts';

/** What is the JWT's fault, and not that of the JWKS. */
const FAULT_OF_JWT = new Set([
  'ERR_JWKS_NO_MATCHING_KEY',
  'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
  'ERR_JOSE_NOT_SUPPORTED',
]);

/**
 * The keys of a JWKS behind a URL. They are fetched at first use and kept; a `kid` that is not among
 * them has them fetched again, at most every 30 s. Real time, for it is another server's time.
 * @throws TypeError when the URL is none
 */
export function remoteKeys(url: string): JWTVerifyGetKey {
  // The URL is not quoted: it may hold a password.
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new TypeError('The URL of the JWKS must be an absolute http or https URL');
  }
  let keys: JWTVerifyGetKey | undefined;
  return async (header, token) => {
    const { createRemoteJWKSet } = await import('jose/jwks/remote');
    keys ??= createRemoteJWKSet(new URL(url));
    try {
      return await keys(header, token);
    } catch (error) {
      if (FAULT_OF_JWT.has((error as errors.JOSEError).code)) throw error;
      throw new ApiError(
        'unavailable',
        'The JWT cannot be checked: the JWKS could not be fetched, or is none; check its URL',
      );
    }
  };
}
