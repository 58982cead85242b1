// What the control plane shows must be fit for a screen that others see.

const TOKEN = /qt_[a-z]+_[\w-]+/g;
const JWT = /eyJ[\w-]*\.[\w-]+(?:\.[\w-]*)?/g;
const BEARER = /\bBearer(?:\s|%20|\+)+[^\s&;"]+/gi;
const SECRET_PARAMETER = /([?&][^=&]*(?:token|secret|key|auth|passw|jwt)[^=&]*=)[^&]*/gi;

const MASK = '***';

/** A text with everything masked that looks like a token, a JWT or an `Authorization` header. */
export function withoutCredentials(text: string): string {
  return text.replace(BEARER, `Bearer ${MASK}`).replace(TOKEN, MASK).replace(JWT, MASK);
}

/** A path and query with the same masked, and the value of every parameter whose name speaks of a secret. */
export function pathWithoutCredentials(path: string): string {
  const query = path.includes('?') ? path.replace(SECRET_PARAMETER, `$1${MASK}`) : path;
  return withoutCredentials(query);
}
