import { FAULT_HEADER } from '../control/faults/fault-names.ts';

/** Seconds for which a browser may keep the answer to a preflight; Chromium takes no more. */
const MAX_AGE = 7_200;

const PREFLIGHT = {
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
  'access-control-allow-headers': `authorization, content-type, last-event-id, ${FAULT_HEADER}`,
  'access-control-max-age': String(MAX_AGE),
};

const EXPOSED = 'x-request-id, retry-after, ratelimit, ratelimit-policy';

/** Whether a text is an origin as browsers send it: no path, no default port, lower case; or `*`. */
export function isCorsOrigin(text: string): boolean {
  if (text === '*') return true;
  return URL.canParse(text) && new URL(text).origin === text;
}

/** Which web pages of other origins may call the server. */
export class Cors {
  readonly #origins: ReadonlySet<string>;

  /** @throws Error that names the entry which is no origin */
  constructor(origins: readonly string[]) {
    const odd = origins.find((origin) => !isCorsOrigin(origin));
    if (odd !== undefined) {
      throw new Error(`cors takes origins such as http://localhost:5173, or "*", not "${odd}"`);
    }
    this.#origins = new Set(origins);
  }

  allows(origin: string): boolean {
    return this.#origins.has(origin) || this.#origins.has('*');
  }

  /** The answer to a preflight of an allowed origin; `undefined` when the request is none. */
  preflight(request: Request, origin: string | null): Response | undefined {
    if (request.method !== 'OPTIONS' || origin === null || !this.allows(origin)) return undefined;
    if (!request.headers.has('access-control-request-method')) return undefined;
    return this.mark(new Response(null, { status: 204, headers: PREFLIGHT }), origin);
  }

  /** Lets a page of an allowed origin read the answer. */
  mark(response: Response, origin: string | null): Response {
    if (this.#origins.size === 0) return response;
    response.headers.append('vary', 'origin');
    if (origin === null || !this.allows(origin)) return response;
    response.headers.set('access-control-allow-origin', origin);
    response.headers.set('access-control-expose-headers', EXPOSED);
    return response;
  }
}
