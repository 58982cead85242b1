import type { SuccessOf } from '../../../../generated/operations.ts';
import { match } from '../../../../mock-server/http/router.ts';
import { LIMITS } from '../../../../spec/limits.ts';
import { operations, type OperationId } from '../../../../spec/operations.ts';
import type { Serve } from './mutant.ts';

export type Json = Record<string, unknown>;

/** A request, and what it is for. */
export interface Call {
  readonly request: Request;
  readonly operation: OperationId;
  /** Of the path. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
}

/** The product's operation that a request is for; `undefined` for the control plane, and what is unknown. */
function callOf(request: Request): Call | undefined {
  const { pathname, searchParams: query } = new URL(request.url);
  try {
    const { id: operation, params } = match(request.method, pathname);
    const authorization = request.headers.get('authorization') ?? '';
    return { request, operation, id: params['id'] ?? '', query, authorization };
  } catch {
    return undefined;
  }
}

/** Puts something else in the place of some operations. */
export function instead(
  ids: OperationId | readonly OperationId[] | 'all',
  answer: (call: Call, serve: Serve) => Promise<Response>,
): (serve: Serve) => Serve {
  return (serve) => async (request) => {
    const call = callOf(request);
    const isMeant = ids === 'all' || (call && [ids].flat().includes(call.operation));
    return call && isMeant ? answer(call, serve) : serve(request);
  };
}

/** Changes the bodies of successful answers. */
export function answers<Id extends OperationId>(
  ids: Id | readonly Id[],
  change: (body: SuccessOf<Id>, call: Call, serve: Serve) => unknown,
): (serve: Serve) => Serve {
  return instead(ids, async (call, serve) => {
    const response = await serve(call.request);
    const { success } = operations[call.operation];
    if (response.status !== success.status) return response;
    const body = (await response.json()) as SuccessOf<Id>;
    return json(response.status, await change(body, call, serve), response.headers);
  });
}

/** Changes the bodies of errors. */
export function errors(change: (body: Json, status: number) => unknown): (serve: Serve) => Serve {
  return instead('all', async (call, serve) => {
    const response = await serve(call.request);
    if (response.status < 400) return response;
    const body = (await response.json()) as Json;
    return json(response.status, change(body, response.status), response.headers);
  });
}

/** Changes the bodies of requests, where they are JSON objects. */
export function asks(
  ids: OperationId | readonly OperationId[],
  change: (body: Json, call: Call, serve: Serve) => unknown,
): (serve: Serve) => Serve {
  return instead(ids, async (call, serve) => {
    const body = await bodyOf(call.request);
    if (!body) return serve(call.request);
    const changed = await change(body, call, serve);
    if (changed instanceof Response) return changed;
    return serve(changed === body ? call.request : withBody(call.request, changed));
  });
}

/** Changes each event of a batch. `undefined` leaves it out. */
export function eachEvent(
  change: (event: Json, call: Call) => Json | undefined,
): (serve: Serve) => Serve {
  return batches((events, call) =>
    events.flatMap((event): Json[] => {
      const changed = change(event, call);
      return changed ? [changed] : [];
    }),
  );
}

/** Changes the events of a batch, or answers it; one with something else than objects goes through. */
export function batches(
  change: (events: Json[], call: Call) => Json[] | Response,
): (serve: Serve) => Serve {
  return asks('ingestEvents', (body, call) => {
    const events = eventsOf(body);
    if (!events) return body;
    const changed = change(events, call);
    if (changed instanceof Response) return changed;
    const isSame =
      changed.length === events.length && changed.every((each, index) => each === events[index]);
    return isSame ? body : { ...body, events: changed };
  });
}

/** The events of a batch; `undefined` where it is none. */
export function eventsOf(body: Json | undefined): Json[] | undefined {
  const events = body?.['events'];
  const isBatch = Array.isArray(events) && events.every((event) => Object(event) === event);
  return isBatch ? (events as Json[]) : undefined;
}

/** The JSON object that a request carries, which can still be sent. One that is too large is none. */
export async function bodyOf(request: Request): Promise<Json | undefined> {
  const text = await request.clone().text();
  if (text.length > LIMITS.bodyBytes) return undefined;
  try {
    const body = JSON.parse(text) as unknown;
    return Object(body) === body ? (body as Json) : undefined;
  } catch {
    return undefined;
  }
}

export function withBody(request: Request, body: unknown): Request {
  const { method, url, signal } = request;
  return new Request(url, {
    method,
    signal,
    headers: withoutLength(request.headers),
    body: JSON.stringify(body),
  });
}

/** The same request with another credential. */
export function by(authorization: string, { request }: Call): Request {
  const copy = new Request(request.clone());
  copy.headers.set('authorization', authorization);
  return copy;
}

/** A read by the same caller. */
export function read(
  { request, authorization }: Pick<Call, 'request' | 'authorization'>,
  operation: OperationId,
  { id = '', query = {} }: { readonly id?: string; readonly query?: Record<string, string> } = {},
): Request {
  const url = new URL(
    operations[operation].path.replace('{id}', encodeURIComponent(id)),
    request.url,
  );
  url.search = String(new URLSearchParams(query));
  return new Request(url, { headers: { authorization } });
}

/** A session as the same caller reads it. */
export async function sessionOf(call: Call, serve: Serve, id: string) {
  return (await (await serve(read(call, 'getSession', { id }))).json()) as SuccessOf<'getSession'>;
}

export function json(status: number, body: unknown, headers?: Headers): Response {
  const all = withoutLength(headers ?? new Headers());
  if (!all.has('content-type')) all.set('content-type', 'application/json');
  if (!all.has('x-request-id')) all.set('x-request-id', crypto.randomUUID());
  return new Response(JSON.stringify(body), { status, headers: all });
}

/** A refusal as the mock writes them. */
export function refusal(status: number, code: string, error = 'no'): Response {
  const request_id = crypto.randomUUID();
  return json(status, { error, code, request_id }, new Headers({ 'x-request-id': request_id }));
}

/** The same answer with other headers or another status. */
export function like(
  response: Response,
  change: { readonly status?: number; readonly headers?: (headers: Headers) => void },
): Response {
  const headers = new Headers(response.headers);
  change.headers?.(headers);
  return new Response(response.body, { status: change.status ?? response.status, headers });
}

function withoutLength(headers: Headers): Headers {
  const copy = new Headers(headers);
  copy.delete('content-length');
  return copy;
}

/** The same object without one of its fields. */
export function without(object: object, name: string): Json {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}
