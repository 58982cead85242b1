import type { Operation, OperationId } from '../spec/operations.ts';
import { handlers } from './handlers.ts';
import { refuseUnlessAccepted } from './http/accept.ts';
import { parseQuery } from './http/query.ts';
import { readJson } from './http/read-json.ts';
import type { Outcome } from './http/respond.ts';
import { match } from './http/router.ts';
import { validate, validateParams } from './http/validate.ts';
import { validateBatch } from './ingest/validate-batch.ts';
import { validateReport } from './ingest/validate-report.ts';
import type { Call, Handler, Services } from './operation.ts';
import { authenticate } from './tokens/authenticate.ts';

/**
 * The way of a request: route, credential, `Accept`, parameters, body, handler. Each step throws an
 * `ApiError` for what it refuses, and nothing has happened by then.
 */
export async function dispatch(
  request: Request,
  services: Services,
  caughtUp: () => Promise<void>,
): Promise<Outcome> {
  const url = new URL(request.url);
  const { id, operation, params } = match(request.method, url.pathname);
  const token =
    operation.auth === 'none'
      ? undefined
      : await authenticate(request.headers.get('authorization'), operation.auth, services.tokens);
  if (operation.success.schema) {
    const type = operation.success.contentType ?? 'application/json';
    refuseUnlessAccepted(request.headers.get('accept'), type);
  }
  if (operation.params) validateParams(operation.params, params);
  const query = operation.query && parseQuery(operation.query, url.searchParams);
  const body = operation.body && (await readBody(request, id, operation));
  // A kindness that the product cannot offer: what was accepted before can nearly always be read now.
  if (token && operation.method === 'GET') await caughtUp();

  const call = { params, query, body, token } as unknown as Call<OperationId>;
  const answer = await (handlers[id] as Handler<OperationId>)(call, services);
  return { status: operation.success.status, body: answer };
}

/** Bodies whose schema alone would make poor issues, or too many. */
const VALIDATORS: { [Id in OperationId]?: (body: unknown) => void } = {
  ingestEvents: validateBatch,
  ingestSession: validateReport,
};

async function readBody(request: Request, id: OperationId, operation: Operation): Promise<unknown> {
  if (operation.bodyRequired === false && request.body === null) return {};
  const body = await readJson(request);
  const own = VALIDATORS[id];
  if (own) own(body);
  else validate(operation.body!, body);
  return body;
}
