import { sha256Hex } from '../sha256.ts';

/**
 * The deduplication id that content-based deduplication gives a message: the SHA-256 of its body
 * alone, in hexadecimal (F10). A string is taken as it is, anything else as its JSON.
 */
export function contentDigest(body: unknown): string {
  const text = typeof body === 'string' ? body : String(JSON.stringify(body));
  return sha256Hex(text);
}
