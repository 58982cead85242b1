import type { Operation, OperationId } from '../spec/operations.ts';
import type { RequestFacts } from './request-facts.ts';
import { handlers } from './handlers.ts';
import { refuseUnlessAccepted } from './http/accept.ts';
import { ApiError } from './http/api-error.ts';
import { parseHeaders, parseQuery } from './http/query.ts';
import { readJson } from './http/read-json.ts';
import type { Outcome } from './http/respond.ts';
import { match } from './http/router.ts';
import { validate, validateParams } from './http/validate.ts';
import { validateBatch } from './ingest/validate-batch.ts';
import { validateReport } from './ingest/validate-report.ts';
import type { Call, Caller, Handler, Services } from './operation.ts';
import type { Processing } from './processing/processing.ts';
import { authenticate } from './tokens/authenticate.ts';

/**
 * The way of a request: route, credential, rate limit, `Accept`, parameters, body, fault, handler.
 * Each step throws an `ApiError` for what it refuses, and nothing has happened by then. What becomes
 * known on the way is noted in `facts`.
 */
export async function dispatch(
  request: Request,
  facts: RequestFacts,
  services: Services,
  processing: Processing,
): Promise<Outcome> {
  // What it took now would be processed by nobody.
  if (processing.closed) throw new ApiError('unavailable', 'The mock server is closed');
  const { pathname, searchParams } = new URL(request.url);
  const { id, operation, params } = match(request.method, pathname);
  facts.operation = id;
  facts.params = params;
  const caller = await callerOf(request, operation, services);
  facts.org_id = caller?.org_id ?? null;
  facts.token_hash = caller?.token?.hash ?? null;
  const rateLimit = takeShare(caller, operation, services);
  refuseOtherTypes(request, operation);
  if (operation.params) validateParams(operation.params, params);
  const query = operation.query && parseQuery(operation.query, searchParams);
  const headers = operation.headers && parseHeaders(operation.headers, request.headers);
  const body = operation.body && (await readBody(request, id, operation, facts));
  // A kindness that the product cannot offer: what was accepted before can nearly always be read now.
  if (caller && operation.method === 'GET') await processing.caughtUp();

  const call = { params, query, headers, body, caller, facts } as unknown as Call<OperationId>;
  const handler = handlers[id] as Handler<OperationId>;
  return services.faults.around(request, facts, async () => ({
    status: operation.success.status,
    body: await handler(call, services),
    headers: rateLimit,
  }));
}

async function callerOf(
  { headers }: Request,
  { auth }: Operation,
  services: Services,
): Promise<Caller | undefined> {
  return auth === 'none' ? undefined : authenticate(headers.get('authorization'), auth, services);
}

/** @returns the headers that say what is left; none where nothing limits the rate */
function takeShare(
  caller: Caller | undefined,
  { errors }: Operation,
  { rateLimit }: Services,
): Record<string, string> | undefined {
  if (!caller || !errors?.includes('rate_limited')) return undefined;
  return rateLimit.take(caller.org_id);
}

function refuseOtherTypes({ headers }: Request, { success }: Operation): void {
  if (!success.schema) return;
  refuseUnlessAccepted(headers.get('accept'), success.contentType ?? 'application/json');
}

/** Bodies whose schema alone would make poor issues, or too many. */
const VALIDATORS: { [Id in OperationId]?: (body: unknown) => void } = {
  ingestEvents: validateBatch,
  ingestSession: validateReport,
};

/**
 * The body of a request, checked; noted in `facts` as soon as it is read.
 * @throws ApiError for a body that breaks the contract
 */
export async function readBody(
  request: Request,
  id: OperationId,
  operation: Operation,
  facts: Pick<RequestFacts, 'body'>,
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
