import { ERROR_CODES, type ErrorCode } from '../errors.ts';
import { operations, type Operation, type OperationId } from '../operations.ts';

/** A request and its answer. */
export interface Exchange {
  readonly name: string;
  readonly operation: OperationId;
  /** The documents do not show it, or leave it open: a server that does otherwise is not wrong. */
  readonly isDecided?: true;
  readonly request: {
    readonly method: string;
    /** With the query; percent-encoded. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    /** Sent as JSON. */
    readonly body?: unknown;
    /** Sent as it is, in place of `body`: what is no JSON, or what a JSON parser would change. */
    readonly text?: string;
    /** The bytes of the body, in base64: what is compressed. */
    readonly base64?: string;
    /** The body is `text`, so many times. */
    readonly repeat?: { readonly text: string; readonly times: number };
    /** Beside the query there is a `cursor`: the `next_cursor` of the answer before. */
    readonly continues?: true;
  };
  /** What has to be there; there may be more. */
  readonly response: {
    readonly status: number;
    /** With lower-case names. Each is one of the words that stand in the header. */
    readonly headers: Readonly<Record<string, string>>;
    /** Absent: the body is empty. */
    readonly body?: unknown;
    /** In place of `body`: messages that come on a stream while the exchanges go on. */
    readonly messages?: readonly { readonly event: string; readonly data: unknown }[];
    /** JSON pointers into the response, of what a server chooses itself: here stands but an example. */
    readonly varies: readonly string[];
    /** JSON pointers into the response, of arrays that may hold other elements, in any order. */
    readonly contains: readonly string[];
  };
}

type Given = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** @default no `Authorization` */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
} & Pick<Exchange['request'], (typeof BODY_FIELDS)[number] | 'continues'>;

/** The ways to give a body. */
const BODY_FIELDS = ['body', 'text', 'base64', 'repeat'] as const;

/** What is answered, but for what follows from the operation; pointers are those of the body. */
type Answered = Partial<Exchange['response']>;

const JSON_TYPE = { 'content-type': 'application/json' };

/** An exchange of an operation: method, path and status of success are those of the contract. */
export function exchange(
  operation: OperationId,
  name: string,
  given: Given,
  response: Answered,
): Exchange {
  const { method, path, success }: Operation = operations[operation];
  const { params = {}, query, token, headers, method: otherMethod, ...request } = given;
  const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key]!));
  const hasBody = BODY_FIELDS.some((field) => request[field] !== undefined);
  return {
    name,
    operation,
    request: {
      method: otherMethod ?? method,
      path: query ? `${filled}?${new URLSearchParams(query)}` : filled,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(hasBody && JSON_TYPE),
        ...headers,
      },
      ...request,
    },
    response: {
      status: success.status,
      headers: success.schema ? { 'content-type': success.contentType ?? 'application/json' } : {},
      ...response,
      varies: inBody(response.varies),
      contains: response.messages ? ['/messages'] : inBody(response.contains),
    },
  };
}

const inBody = (pointers: readonly string[] = []) => pointers.map((each) => `/body${each}`);

/** The same, of what the documents do not show or leave open. */
export const decided = (each: Exchange): Exchange => ({ ...each, isDecided: true });

/** The answer to what is refused. Its sentences and the kinds of its issues are each server's own. */
export function refusal(
  code: ErrorCode,
  issues: readonly (readonly [pointer: string, code: string])[] = [],
  headers: Readonly<Record<string, string>> = {},
): Answered {
  const { status, meaning } = ERROR_CODES[code];
  return {
    status,
    headers: { ...JSON_TYPE, ...(status === 401 && { 'www-authenticate': 'Bearer' }), ...headers },
    body: {
      error: meaning,
      code,
      request_id: '5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10',
      ...(issues.length > 0 && {
        issues: issues.map(([pointer, kind]) => ({
          pointer,
          message: 'is wrong',
          code: kind,
        })),
      }),
    },
    varies: [
      '/error',
      '/request_id',
      ...issues.flatMap((_, index) => [`/issues/${index}/message`, `/issues/${index}/code`]),
    ],
    contains: issues.length > 0 ? ['/issues'] : [],
  };
}
