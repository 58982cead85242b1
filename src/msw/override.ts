import { http, type HttpHandler } from 'msw';
import { ERROR_CODES, type ErrorCode } from '../../spec/errors.ts';
import { operations, type Operation } from '../../spec/operations.ts';
import type { ErrorIssue } from '../../generated/types.ts';
import type { OperationErrors } from '../../generated/operations.ts';
import { readBody } from '../../mock-server/dispatch.ts';
import { ApiError } from '../../mock-server/http/api-error.ts';
import { rateLimited } from '../../mock-server/ingest/rate-limit.ts';
import { DEFAULTS } from '../../mock-server/defaults.ts';
import { parseQuery } from '../../mock-server/http/query.ts';
import { failure, success } from '../../mock-server/http/respond.ts';
import { validateParams } from '../../mock-server/http/validate.ts';
import { randomIds } from '../../mock-server/ids.ts';
import { alreadyRead, noResponse, violationOf } from './check-reply.ts';
import type { ContractViolation } from './contract-violation.ts';
import { isStream } from './is-stream.ts';
import type { Exchange } from './journal.ts';
import type { OpenStreams } from './open-streams.ts';
import type { BodyOf, OperationId, ParamsOf, QueryOf, SuccessOf } from './operation-types.ts';
import { routeOf, type Place } from './place.ts';

/** What may be said about a refusal. */
export interface Refusal {
  /** @default what the contract says about the code */
  readonly message?: string;
  readonly issues?: readonly ErrorIssue[];
  /** Beside those that the contract documents, and before them. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a resolver is given: a request that keeps the contract, and what to answer it with. */
export interface ResolverArgs<Id extends OperationId> {
  readonly params: ParamsOf<Id>;
  readonly query: QueryOf<Id>;
  readonly body: BodyOf<Id>;
  readonly request: Request;
  /** The documented success. */
  reply(...body: SuccessOf<Id> extends undefined ? [] : [body: SuccessOf<Id>]): Response;
  /**
   * A documented error with its documented headers: a 401 has `WWW-Authenticate`, a 429 `RateLimit` and
   * `RateLimit-Policy`, a 429 and a 503 `Retry-After`, of 1 second if you say nothing else.
   */
  refuse(code: OperationErrors[Id], more?: Refusal): Response;
}

/**
 * Answers a request; `undefined` leaves it to the handlers below, and at last to the server. A `Response` may
 * be answered more than once, unless it is a stream.
 */
export type Resolver<Id extends OperationId> = (
  args: ResolverArgs<Id>,
) => Response | undefined | Promise<Response | undefined>;

/**
 * Makes a handler that answers an operation instead of the server. A request that breaks the contract is left
 * to the server, and an answer that does becomes a 500 that says why.
 * @throws TypeError for what is no function
 */
export type Override<Id extends OperationId> = (
  resolver: Resolver<Id>,
  options?: {
    /** Answers one request only; one that it leaves to the handlers below does not count. @default false */
    readonly once?: boolean;
  },
) => HttpHandler;

/** One override per operation. */
export type Overrides = { readonly [Id in OperationId]: Override<Id> };

/** What all overrides of a handle share. */
export interface OverrideContext {
  readonly place: Place;
  readonly streams: OpenStreams;
  now(): number;
  record(exchange: Exchange): void;
  violated(violation: ContractViolation): void;
}

export function overrideOf<Id extends OperationId>(id: Id, context: OverrideContext): Override<Id> {
  return (resolver, options) => {
    if (typeof resolver !== 'function') {
      throw new TypeError(
        `quint.${id}() takes a function that answers, like quint.${id}(({ refuse }) => refuse('unavailable'))`,
      );
    }
    const inputs = new WeakMap<Request, Input>();
    const handler = http.all(
      // What breaks the contract is for the server to refuse, as it does without the override. Found out
      // here: what a handler takes on uses it up, if it answers once.
      async ({ request }) => {
        const input = await inputFor(id, request, context.place);
        if (input) inputs.set(request, input);
        return input !== undefined;
      },
      async ({ request }) => {
        const input = inputs.get(request);
        const answer = input && (await overridden(id, resolver, request, input, context));
        if (!answer) handler.isUsed = false;
        return answer;
      },
      options,
    );
    return handler;
  };
}

async function overridden<Id extends OperationId>(
  id: Id,
  resolver: Resolver<Id>,
  request: Request,
  input: Input,
  { now, record, streams, violated }: OverrideContext,
): Promise<Response | undefined> {
  const at = now();
  const given = await resolved(resolver, {
    ...(input as Pick<ResolverArgs<Id>, 'params' | 'query' | 'body'>),
    // The request itself is for the handlers below.
    request: request.clone(),
    reply: (...[body]) => documented(id, body),
    refuse,
  });
  if (given === undefined) return undefined;
  const { answer, text } = await checked(id, given, violated);
  record({
    operation: id,
    at,
    method: request.method,
    url: request.url,
    params: input.params,
    requestText: JSON.stringify(input.body),
    status: isNoAnswer(answer) ? null : answer.status,
    responseText: text,
    overridden: true,
  });
  if (request.method === 'HEAD') return new Response(null, answer);
  return isStream(answer) ? streams.opened(request, answer) : answer;
}

interface Input {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * What a request to the operation says, as values of their types; undefined where it breaks the contract, and
 * of another request.
 */
async function inputFor(
  id: OperationId,
  request: Request,
  place: Place,
): Promise<Input | undefined> {
  const url = place.locate(request);
  const route = url && routeOf(request.method, url.pathname);
  if (route?.id !== id) return undefined;
  const operation: Operation = operations[id];
  const { params } = route;
  try {
    if (operation.params) validateParams(operation.params, params);
    const query = operation.query ? parseQuery(operation.query, url!.searchParams) : {};
    const sent = { body: undefined };
    const body = operation.body && (await readBody(request.clone(), id, operation, sent));
    return { params, query, body };
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

/** MSW takes a thrown `Response` as one that is returned. */
async function resolved<Id extends OperationId>(
  resolver: Resolver<Id>,
  args: ResolverArgs<Id>,
): Promise<unknown> {
  try {
    return await resolver(args);
  } catch (error) {
    if (error instanceof Response) return error;
    throw error;
  }
}

function documented(id: OperationId, body: unknown): Response {
  return success({ status: operations[id].success.status, body }, 'GET', randomIds.uuid());
}

function refuse(code: ErrorCode, { message, issues, headers }: Refusal = {}): Response {
  const error = new ApiError(code, message ?? ERROR_CODES[code].meaning, {
    ...(issues && { issues }),
    headers: {
      ...(code === 'rate_limited' && rateLimited(DEFAULTS.rateLimit).headers),
      // By lower-case names, so that they replace what is there.
      ...Object.fromEntries(new Headers(headers)),
    },
  });
  return failure(error, 'GET', randomIds.uuid());
}

interface Checked {
  readonly answer: Response;
  /** Its body; a stream has none here. */
  readonly text: string | undefined;
}

/** The answer, or a 500 that says how it breaks the contract. */
async function checked(
  id: OperationId,
  given: unknown,
  violated: OverrideContext['violated'],
): Promise<Checked> {
  const refused = async (violation: ContractViolation): Promise<Checked> => {
    violated(violation);
    const answer = failure(new ApiError('internal', violation.message), 'GET', randomIds.uuid());
    return { answer, text: await answer.clone().text() };
  };
  if (!isResponse(given)) return refused(noResponse(id, given));
  if (isNoAnswer(given)) return { answer: given, text: undefined };
  if (given.bodyUsed || given.body?.locked) return refused(alreadyRead(id, given));
  const { status, headers, body } = given;
  // A clone, since the same one may be given again.
  const text = body && !isStream(given) ? await given.clone().text() : undefined;
  const violation = violationOf(id, { status, headers, text });
  if (violation) return refused(violation);
  return { answer: text === undefined ? given : new Response(text, given), text };
}

/** By what it has: that of another realm, such as a test environment's, is none by its class. */
function isResponse(given: unknown): given is Response {
  const { status, headers } = Object(given) as Partial<Response>;
  return typeof status === 'number' && typeof headers?.get === 'function';
}

/** Whether it stands for a failed connection, or for letting the request through to the network. */
function isNoAnswer({ type, headers }: Response): boolean {
  return type === 'error' || headers.get('x-msw-intention') === 'passthrough';
}
