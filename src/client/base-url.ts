/**
 * A base URL without a slash at its end; `undefined` unless it is an absolute http(s) URL without user
 * info, query or fragment.
 */
export function baseUrlOf(text: string): string | undefined {
  const isGood = /^https?:\/\/[^\s@?#]+$/i.test(text) && URL.canParse(text);
  return isGood ? text.replace(/\/+$/, '') : undefined;
}
