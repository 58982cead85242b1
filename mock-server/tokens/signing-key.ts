import { sha256Hex } from '../sha256.ts';

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** The public half of a signing key, as a JWKS holds it (RFC 7517). */
export interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
}

/**
 * An ES256 key pair that never leaves this object. Web Crypto signs: to load a library for it would
 * delay the start, at which a JWT is minted.
 */
export class SigningKey {
  readonly jwk: PublicJwk;
  readonly publicKey: CryptoKey;
  readonly #privateKey: CryptoKey;

  private constructor(pair: CryptoKeyPair, jwk: PublicJwk) {
    this.jwk = jwk;
    this.publicKey = pair.publicKey;
    this.#privateKey = pair.privateKey;
  }

  static async generate(): Promise<SigningKey> {
    const pair = await crypto.subtle.generateKey(ES256, false, ['sign', 'verify']);
    const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    const kid = sha256Hex(x + y).slice(0, 32);
    const jwk = { kty: 'EC', crv: 'P-256', x, y, kid, alg: 'ES256', use: 'sig' } as const;
    return new SigningKey(pair, jwk);
  }

  /** A JWT with these claims (RFC 7519), in the compact form. */
  async sign(claims: object): Promise<string> {
    const header = { alg: 'ES256', kid: this.jwk.kid, typ: 'JWT' };
    const signed = `${base64Url(utf8(JSON.stringify(header)))}.${base64Url(utf8(JSON.stringify(claims)))}`;
    const signature = await crypto.subtle.sign(ES256, this.#privateKey, utf8(signed));
    return `${signed}.${base64Url(new Uint8Array(signature))}`;
  }
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
