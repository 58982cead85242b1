import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { VirtualClock } from '../../../../mock-server/index.ts';

/** A shared secret that is long enough: 32 bytes. */
export const SECRET = 'shared-secret-of-just-32-bytes!!';

/** The second at which a {@link VirtualClock} begins. */
export const START_S = new VirtualClock().now() / 1000;

/** What Supabase puts into a JWT; `undefined` leaves a claim out. */
export function claims(fields: Record<string, unknown> = {}): JWTPayload {
  const all = {
    aud: 'authenticated',
    role: 'authenticated',
    sub: 'user-1',
    exp: START_S + 3600,
    app_metadata: { org_id: 'org_jwt' },
    ...fields,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** A JWT by the hand of somebody else than the server. */
export function sign(
  key: CryptoKey | Uint8Array | string,
  header: { alg: string; kid?: string } = { alg: 'HS256' },
  payload: JWTPayload = claims(),
): Promise<string> {
  const bytes = typeof key === 'string' ? new TextEncoder().encode(key) : key;
  return new SignJWT(payload).setProtectedHeader(header).sign(bytes);
}

export function unsigned(payload: JWTPayload = claims()): string {
  return new UnsecuredJWT(payload).encode();
}
