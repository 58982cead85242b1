// What the control plane shows must be fit for a screen that others see.

// Each takes linear time over any text: a request may hold 16 KiB that were made to match nearly.
const TOKEN = /qt_[a-z]+_[\w-]+/g;
/** It begins where a word does, or behind a percent-escape. */
const JWT = /(?:(?<![\w-])|(?<=%[\da-fA-F]{2}))eyJ[\w-]*\.[\w-]+(?:\.[\w-]*)?/g;
const BEARER = /\bBearer(?:\s|%20|\+)+[^\s&;"]+/gi;
const SECRET_NAME = /token|secret|key|auth|passw|jwt/i;

const MASK = '***';

/** A text with everything masked that looks like a token, a JWT or an `Authorization` header. */
export function withoutCredentials(text: string): string {
  return text.replace(BEARER, `Bearer ${MASK}`).replace(TOKEN, MASK).replace(JWT, MASK);
}

/** A path and query with the same masked, and the value of every parameter whose name speaks of a secret. */
export function pathWithoutCredentials(path: string): string {
  const start = path.indexOf('?') + 1;
  if (start === 0) return withoutCredentials(path);
  const query = path.slice(start).replace(/[^?&]+/g, withoutSecret);
  return withoutCredentials(path.slice(0, start) + query);
}

function withoutSecret(parameter: string): string {
  const [name, value] = parameter.split('=', 2);
  return value !== undefined && SECRET_NAME.test(name!) ? `${name}=${MASK}` : parameter;
}
