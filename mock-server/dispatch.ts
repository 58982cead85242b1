import type { Operation, OperationId } from '../spec/operations.ts';
import type { RequestFacts } from './control/journal/request-facts.ts';
import { handlers } from './handlers.ts';
import { refuseUnlessAccepted } from './http/accept.ts';
import { parseHeaders, parseQuery } from './http/query.ts';
import { readJson } from './http/read-json.ts';
import type { Outcome } from './http/respond.ts';
import { match } from './http/router.ts';
import { validate, validateParams } from './http/validate.ts';
import { validateBatch } from './ingest/validate-batch.ts';
import { validateReport } from './ingest/validate-report.ts';
import type { Call, Handler, Services } from './operation.ts';
import { authenticate } from './tokens/authenticate.ts';

/**
 * The way of a request: route, credential, rate limit, `Accept`, parameters, body, handler. Each step
 * throws an `ApiError` for what it refuses, and nothing has happened by then.
 */
export async function dispatch(
  request: Request,
  facts: RequestFacts,
  services: Services,
  caughtUp: () => Promise<void>,
): Promise<Outcome> {
  const url = new URL(request.url);
  const { id, operation, params } = match(request.method, url.pathname);
  facts.operation = id;
  facts.params = params;
  const caller =
    operation.auth === 'none'
      ? undefined
      : await authenticate(request.headers.get('authorization'), operation.auth, services);
  facts.org_id = caller?.org_id ?? null;
  facts.token_hash = caller?.token?.hash ?? null;
  const headers =
    caller && operation.errors?.includes('rate_limited')
      ? services.rateLimit.take(caller.org_id)
      : undefined;
  if (operation.success.schema) {
    const type = operation.success.contentType ?? 'application/json';
    refuseUnlessAccepted(request.headers.get('accept'), type);
  }
  if (operation.params) validateParams(operation.params, params);
  const query = operation.query && parseQuery(operation.query, url.searchParams);
  const ownHeaders = operation.headers && parseHeaders(operation.headers, request.headers);
  const body = operation.body && (await readBody(request, id, operation, facts));
  // A kindness that the product cannot offer: what was accepted before can nearly always be read now.
  if (caller && operation.method === 'GET') await caughtUp();

  const call = { params, query, headers: ownHeaders, body, caller, facts };
  return services.faults.around(request, facts, async () => ({
    status: operation.success.status,
    body: await (handlers[id] as Handler<OperationId>)(
      call as unknown as Call<OperationId>,
      services,
    ),
    headers,
  }));
}

/** Bodies whose schema alone would make poor issues, or too many. */
const VALIDATORS: { [Id in OperationId]?: (body: unknown) => void } = {
  ingestEvents: validateBatch,
  ingestSession: validateReport,
};

async function readBody(
  request: Request,
  id: OperationId,
  operation: Operation,
  facts: RequestFacts,
): Promise<unknown> {
  if (operation.bodyRequired === false && hasNoBody(request)) return {};
  const body = await readJson(request);
  facts.body = body;
  const own = VALIDATORS[id];
  if (own) own(body);
  else validate(operation.body!, body);
  return body;
}

/** The `Request` of a listener holds a stream in any case; its headers say whether anything is in it. */
function hasNoBody({ body, headers }: Request): boolean {
  if (body === null || headers.get('content-length') === '0') return true;
  return !['content-type', 'content-length', 'transfer-encoding'].some((name) => headers.has(name));
}
