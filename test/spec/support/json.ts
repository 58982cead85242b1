/** What JSON text can say once it is parsed; -0 and the infinities (`1e999`) included. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Sets an own key, `__proto__` included, as `JSON.parse` does. */
export function setOwn(object: JsonObject, key: string, value: Json): void {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

// Numbers that JSON can spell and JSON.stringify does not.
const SPELLINGS = [
  { is: (value: unknown) => Object.is(value, -0), mark: '\0-0', text: '-0' },
  { is: (value: unknown) => value === Infinity, mark: '\0+inf', text: '1e999' },
  { is: (value: unknown) => value === -Infinity, mark: '\0-inf', text: '-1e999' },
] as const;

/** `JSON.stringify` that keeps what `JSON.parse` tells apart. */
export function jsonText(value: Json): string {
  let text = JSON.stringify(
    value,
    (_, each: unknown) => SPELLINGS.find(({ is }) => is(each))?.mark ?? each,
  );
  for (const { mark, text: spelling } of SPELLINGS) {
    text = text.replaceAll(JSON.stringify(mark), spelling);
  }
  return text;
}

export const parse = (text: string) => JSON.parse(text) as Json;
