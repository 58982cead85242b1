// The parts of openapi-fetch, not its `createClient`: that alone takes two thirds of the 4 KiB that
// this entry may weigh, and it loses the response, and so the request id, when a body breaks off.
import { createFinalURL, createQuerySerializer, mergeHeaders } from 'openapi-fetch';
import { operations } from '../../generated/operations.ts';
import type { Call } from './call.ts';
import type { Settings } from './options.ts';

/** A URL resolves `.` and `..` away, even escaped, and would lead to another operation. */
function segment(id: unknown): string {
  if (id == null || /^\.{0,2}$/.test(`${id}`)) throw new TypeError(`"${id}" cannot be an id`);
  return encodeURIComponent(`${id}`);
}

/** The path of a call, its parameters filled in. */
export function pathOf({ operation, pathParams }: Call): string {
  let next = 0;
  return operations[operation][1].replace(/\{\w+\}/g, () => segment(pathParams[next++]));
}

function headersOf(...all: Parameters<typeof mergeHeaders>): Headers {
  try {
    return mergeHeaders(...all);
  } catch {
    // What was thrown quotes the value, which may be a secret.
    throw new TypeError('a header has a name or value that cannot be sent');
  }
}

/** The request of one attempt. */
export function requestOf(
  { baseUrl, headers }: Settings,
  { operation, body, query, options, json = JSON.stringify(body) }: Call,
  path: string,
  token: string | undefined,
  signal: AbortSignal,
): [string, RequestInit] {
  return [
    createFinalURL(path, {
      baseUrl,
      params: { query },
      querySerializer: createQuerySerializer(),
      pathSerializer: String,
    }),
    {
      method: operations[operation][0],
      headers: headersOf(
        {
          authorization: token ? `Bearer ${token}` : undefined,
          'content-type': json && 'application/json',
        },
        headers,
        options.headers,
      ),
      body: json ?? null,
      // A redirect would turn a POST into a GET, and carry the token elsewhere.
      redirect: 'manual',
      signal,
    },
  ];
}
