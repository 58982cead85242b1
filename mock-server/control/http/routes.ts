import { FifoError } from '../../fanout/fifo-error.ts';
import { ApiError, validationFailed } from '../../http/api-error.ts';
import { parseQuery } from '../../http/query.ts';
import { readJson } from '../../http/read-json.ts';
import { failure, success } from '../../http/respond.ts';
import { matchIn, type Template } from '../../http/router.ts';
import { validate } from '../../http/validate.ts';
import type { Control } from '../control.ts';
import { routeList } from './route-list.ts';
import { ROUTES } from './route-table.ts';
import { route, type ControlRoute } from './route.ts';

/** Whether a URL is of the control plane, and not of the product. */
export function isControlPath(url: string): boolean {
  const { pathname } = new URL(url);
  return pathname === '/_mock' || pathname.startsWith('/_mock/') || pathname === '/metrics';
}

/** Answers a request to the control plane. */
export async function serveControl(
  request: Request,
  control: Control,
  requestId: string,
): Promise<Response> {
  const { method } = request;
  try {
    const { pathname, origin, searchParams } = new URL(request.url);
    // People type the slash.
    const path = pathname === '/_mock/' ? INDEX.path : pathname;
    const { template, params } = matchIn(templates, method, path, WHERE);
    const { call, contentType } = template.route;
    const query = queryOf(template.route, searchParams);
    const body = await bodyOf(template.route, request);
    const answer = await call(control, { params, origin, query, body });
    if (contentType === undefined) return success({ status: 200, body: answer }, method, requestId);
    return new Response(method === 'HEAD' ? null : (answer as string), {
      headers: { 'content-type': contentType, 'x-request-id': requestId },
    });
  } catch (error) {
    return failure(toApiError(error), method, requestId);
  }
}

const INDEX = route({
  name: 'index',
  method: 'GET',
  path: '/_mock',
  summary: 'This list.',
  example: {},
  call: (_control, { origin }) => routeList(ROUTES, origin),
});

interface RouteTemplate extends Template {
  readonly route: ControlRoute;
}

const templates: readonly RouteTemplate[] = [INDEX, ...ROUTES].map((each) => ({
  method: each.method,
  segments: each.path.split('/'),
  route: each,
}));

const PATHS = new Set([INDEX, ...ROUTES].map(({ path }) => path));
const WHERE = `here. There are ${[...PATHS].join(', ')}; GET /_mock says more`;

/** Unlike the product, it takes no parameter that it does not know: a timeout that is none helps nobody. */
function queryOf({ query }: ControlRoute, search: URLSearchParams): Record<string, unknown> {
  const known = Object.keys(query?.shape ?? {});
  const unknown = [...new Set(search.keys())].filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const message = `is no parameter here; there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ') || 'none'}`;
    throw validationFailed(
      unknown.map((pointer) => ({ pointer, message, code: 'unrecognized_keys' })),
    );
  }
  return query ? parseQuery(query, search) : {};
}

async function bodyOf(target: ControlRoute, request: Request): Promise<unknown> {
  const { body: schema, whenEmpty, bodyBytes } = target;
  if (!schema) return undefined;
  const body = await readJson(request, { limit: bodyBytes, whenEmpty });
  validate(schema, body);
  return body;
}

/** What a queue refuses is told; whatever else is a fault of our own. */
function toApiError(error: unknown): unknown {
  return error instanceof FifoError ? new ApiError('conflict', error.message) : error;
}
