import type { JWTVerifyGetKey } from 'jose';
import type { Clock } from '../clock/index.ts';
import { DEFAULTS } from '../defaults.ts';
import { ApiError } from '../http/api-error.ts';
import type { JwtCaller } from '../operation.ts';
import { jwtRefusal } from './jwt-refusal.ts';
import { isOrgId } from './org-id.ts';
import { unauthorized } from './refusals.ts';
import { remoteKeys } from './remote-keys.ts';
import { SigningKey, type PublicJwk } from './signing-key.ts';

/** Whose JWTs are good, beside those that the server signs itself. */
export interface JwtOptions {
  /**
   * Supabase's JWKS, for ES256. Fetched when a JWT first asks for it, and kept for ten minutes of
   * real time.
   * @default only the server's own key
   */
  readonly jwksUrl?: string;
  /** The shared secret for HS256, at least 32 bytes of UTF-8. @default HS256 is refused */
  readonly secret?: string;
  /** What `aud` must hold. @default 'authenticated' */
  readonly audience?: string;
}

/** Who a JWT is for. */
export interface JwtOwner {
  /** 1–64 letters, digits, `_` or `-`; goes into `app_metadata`. */
  readonly org_id: string;
  /** Goes into `sub`. @default 'local-user' */
  readonly subject?: string | undefined;
  /** Whole seconds until it expires; zero or less makes one that has expired. @default a year */
  readonly expires_in?: number | undefined;
}

/** Bytes of a shared secret: RFC 7518 §3.2 wants a key as long as the hash. */
export const SHORTEST_SECRET = 32;
const YEAR_S = 365 * 24 * 60 * 60;

/** JWTs as Supabase makes them: ES256 by JWKS first, HS256 by shared secret as fallback (contract.md §4). */
export class Jwts {
  readonly #clock: Clock;
  readonly #audience: string;
  readonly #secret: Uint8Array | undefined;
  readonly #remoteKey: JWTVerifyGetKey | undefined;
  #ownKey: Promise<SigningKey> | undefined;

  /** @throws TypeError for a secret that is too short, or a JWKS URL that is none */
  constructor(clock: Clock, options: JwtOptions = {}) {
    const { audience = DEFAULTS.jwtAudience, secret, jwksUrl } = options;
    this.#clock = clock;
    this.#audience = audience;
    this.#secret = secret === undefined ? undefined : longEnough(secret);
    this.#remoteKey = jwksUrl === undefined ? undefined : remoteKeys(jwksUrl);
  }

  /**
   * Checks signature, `alg`, `exp`, `nbf` and `aud`, by the server's clock and to the second.
   * @throws ApiError `unauthorized`; `insufficient_permissions` when it names no org; `unavailable`
   * when the JWKS cannot be fetched
   */
  async verify(raw: string): Promise<JwtCaller> {
    // Only here: most servers never see a JWT, and all of them are to start fast.
    const { jwtVerify } = await import('jose/jwt/verify');
    try {
      const { payload } = await jwtVerify(raw, this.#key, {
        algorithms: this.#secret ? ['ES256', 'HS256'] : ['ES256'],
        audience: this.#audience,
        requiredClaims: ['exp'],
        currentDate: new Date(this.#clock.now()),
      });
      return { org_id: orgOf(payload['app_metadata']), token: undefined };
    } catch (error) {
      throw jwtRefusal(error) ?? error;
    }
  }

  /**
   * Signs one with the server's own key.
   * @throws TypeError when `expires_in` is no whole number
   */
  async mint({ org_id, subject = 'local-user', expires_in = YEAR_S }: JwtOwner): Promise<string> {
    if (!Number.isSafeInteger(expires_in)) {
      throw new TypeError(`expires_in must be a whole number of seconds, not ${expires_in}`);
    }
    const iat = Math.floor(this.#clock.now() / 1000);
    const key = await this.#own();
    return key.sign({
      aud: this.#audience,
      role: 'authenticated',
      sub: subject,
      iat,
      exp: iat + expires_in,
      app_metadata: { org_id },
    });
  }

  /** The public half of the server's own key, as a JWKS. */
  async jwks(): Promise<{ readonly keys: readonly PublicJwk[] }> {
    const { jwk } = await this.#own();
    return { keys: [jwk] };
  }

  /** By the algorithm: no key of one can be taken for a key of the other (RFC 8725 §3.1). */
  readonly #key: JWTVerifyGetKey = async (header, token) => {
    if (header.alg === 'HS256' && this.#secret) return this.#secret;
    const own = await this.#own();
    if (header.kid === own.jwk.kid) return own.publicKey;
    if (this.#remoteKey) return this.#remoteKey(header, token);
    throw unauthorized('The JWT is signed with a key that is not known here');
  };

  #own(): Promise<SigningKey> {
    return (this.#ownKey ??= SigningKey.generate());
  }
}

function longEnough(secret: string): Uint8Array {
  const bytes = new TextEncoder().encode(secret);
  if (bytes.length >= SHORTEST_SECRET) return bytes;
  throw new TypeError(
    `The shared secret for HS256 has ${bytes.length} bytes; it needs at least ${SHORTEST_SECRET}, or could be guessed`,
  );
}

function orgOf(appMetadata: unknown): string {
  const org = (appMetadata as { org_id?: unknown } | null | undefined)?.org_id;
  if (isOrgId(org)) return org;
  throw new ApiError(
    'insufficient_permissions',
    'The JWT names no organisation: app_metadata.org_id must be 1–64 letters, digits, "_" or "-"',
  );
}
