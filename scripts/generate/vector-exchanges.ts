import type { ErrorCode } from '../../spec/errors.ts';
import type { Exchange } from '../../spec/vectors/exchange.ts';
import { DEMANDED, WITH_BODY } from '../../src/verify/check-answer.ts';
import { isDecided, isOurs, isStatusDecided } from '../../src/verify/decided.ts';

/** An exchange as `exchanges.json` has it. */
export type WrittenExchange = Omit<Exchange, 'isDecided' | 'response'> & {
  readonly response: Exchange['response'] & {
    /** JSON pointers into the response, of what this contract decided: to differ there is no fault. */
    readonly decided: readonly string[];
  };
};

/** Marks what is merely decided, as `quint-mock verify` has it: there it warns and does not fail. */
export function writtenExchange(exchange: Exchange): WrittenExchange {
  const { isDecided: _, response, ...rest } = exchange;
  return { ...rest, response: { ...response, decided: decidedIn(exchange) } };
}

function decidedIn({ operation, isDecided: isAll, response }: Exchange): string[] {
  if (isAll || isOurs(operation)) return [''];
  return response.status < 400 ? decidedOfSuccess(operation, response) : decidedOfRefusal(response);
}

function decidedOfSuccess(
  operation: Exchange['operation'],
  { body, messages = [] }: Exchange['response'],
): string[] {
  const status = isStatusDecided(operation) ? ['/status'] : [];
  if (isDecided(operation, [])) return [...status, '/headers/content-type', '/body'];
  // A message holds a session as it is read.
  const told = messages.flatMap(({ data }, index) =>
    placesIn(data, (path) => isDecided('getSession', path), `/messages/${index}/data`),
  );
  return [...status, ...placesIn(body, (path) => isDecided(operation, path), '/body'), ...told];
}

/** The outermost places that are decided, as pointers that begin with `root`. */
function placesIn(
  value: unknown,
  isPlace: (path: readonly string[]) => boolean,
  root: string,
  path: readonly string[] = [],
): string[] {
  if (isPlace(path)) return [[root, ...path].join('/')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    placesIn(each, isPlace, root, [...path, key]),
  );
}

function decidedOfRefusal({ status, headers, body }: Exchange['response']): string[] {
  const { code, issues } = body as { code: ErrorCode; issues?: unknown };
  const ofHeaders = Object.keys(headers).filter(
    (name) => name !== 'content-type' || !WITH_BODY.has(status),
  );
  const fields = ['code', 'request_id', ...(issues ? ['issues'] : [])];
  return [
    ...(DEMANDED.has(code) ? [] : ['/status']),
    ...ofHeaders.map((name) => `/headers/${name}`),
    ...(WITH_BODY.has(status) ? fields.map((field) => `/body/${field}`) : ['/body']),
  ];
}
