import { FAULT_HEADER, FAULT_PARAMETER } from '../control/faults/fault-names.ts';
import { isControlPath } from '../control/http/routes.ts';
import { ApiError } from '../http/api-error.ts';
import { failure } from '../http/respond.ts';
import { randomIds } from '../ids.ts';
import { Cors, isCorsOrigin } from './cors.ts';
import { namesLoopback } from './loopback.ts';

type Fetch = (request: Request) => Promise<Response>;

export interface GuardRules {
  /** Whether nobody but this machine can reach the server. */
  readonly loopback: boolean;
  /** Whether it answers below `/_mock`, and makes faults on request. */
  readonly control: boolean;
  /** Origins of web pages that may call it, or `*`. */
  readonly cors: readonly string[];
}

/**
 * Puts a server function where others can reach it. Refused before anything happens, with 403
 * `forbidden`:
 * - on loopback, a `Host` that is no name of this machine: a web page could have its own name
 *   resolve to 127.0.0.1, and then count as of the server's origin (DNS rebinding);
 * - a web page of an origin that is neither the server's own nor allowed;
 * - what only a mock has, where it is off.
 *
 * @throws Error when an entry of `cors` is no origin
 */
export function guarded(fetch: Fetch, { loopback, control, cors: origins }: GuardRules): Fetch {
  const cors = new Cors(origins);
  return async (request) => {
    const origin = request.headers.get('origin');
    try {
      const host = request.headers.get('host') ?? new URL(request.url).host;
      if (loopback) refuseStrangeHost(host);
      if (origin !== null && !cors.allows(origin)) refuseUnlessOwn(origin, host);
      if (!control) refuseControl(request);
    } catch (error) {
      return failure(error, request.method, randomIds.uuid());
    }
    return cors.preflight(request, origin) ?? cors.mark(await fetch(request), origin);
  };
}

function refuseStrangeHost(host: string): void {
  if (namesLoopback(host)) return;
  throw new ApiError(
    'forbidden',
    `The Host "${host}" is no name of this machine, and nobody else is served. Call the server ` +
      'by 127.0.0.1 or localhost, or start it with --host 0.0.0.0.',
  );
}

function refuseUnlessOwn(origin: string, host: string): void {
  // The scheme may differ: a proxy in front can end TLS.
  if (origin.replace(/^https?:\/\//, '') === host.toLowerCase()) return;
  const remedy = isCorsOrigin(origin) ? `--cors ${origin}` : `--cors '*'`;
  throw new ApiError(
    'forbidden',
    `Web pages of the origin ${origin} may not call this server. Start it with ${remedy} to let them.`,
  );
}

/** The one path of the control plane that tells nothing but what is public anyway. */
const PUBLIC = '/_mock/jwks.json';

function refuseControl({ url, headers }: Request): void {
  const { pathname, searchParams } = new URL(url);
  const asks =
    (isControlPath(url) && pathname !== PUBLIC) ||
    headers.has(FAULT_HEADER) ||
    searchParams.has(FAULT_PARAMETER);
  if (!asks) return;
  throw new ApiError(
    'forbidden',
    'Others than this machine can reach this server, so its control plane (/_mock, /metrics, ' +
      'faults on request) is off. Start it with --control to turn it on.',
  );
}
