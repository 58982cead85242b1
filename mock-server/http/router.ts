import { operations, type Operation, type OperationId } from '../../spec/operations.ts';
import { ApiError, validationFailed } from './api-error.ts';

export interface Route {
  readonly id: OperationId;
  readonly operation: Operation;
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string>>;
}

/** What a router chooses from. */
export interface Template {
  readonly method: string;
  /** Those of the path; one such as `{id}` is a parameter. */
  readonly segments: readonly string[];
}

interface OperationTemplate extends Template {
  readonly id: OperationId;
  readonly operation: Operation;
}

// Literal segments before parameters, so that /v1/events/stats is not the event "stats".
const templates: readonly OperationTemplate[] = Object.entries<Operation>(operations)
  .map(([id, operation]) => ({
    id: id as OperationId,
    operation,
    method: operation.method,
    segments: operation.path.split('/'),
  }))
  .toSorted((a, b) => countParameters(a) - countParameters(b));

function countParameters(template: Template): number {
  return template.segments.filter(isParameter).length;
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{');
}

/**
 * The operation that a method and a path name. HEAD is answered as GET.
 * @param pathname still percent-encoded: an id may hold `/` as `%2F`
 * @throws ApiError `not_found`, `method_not_allowed` (with `Allow`), `validation_failed` for a broken escape
 */
export function match(method: string, pathname: string): Route {
  const { template, params } = matchIn(templates, method, pathname, 'in the contract');
  return { id: template.id, operation: template.operation, params };
}

/**
 * The same among any templates; the first that fits is it.
 * @param where completes the sentence about a path that is not there
 */
export function matchIn<Of extends Template>(
  among: readonly Of[],
  method: string,
  pathname: string,
  where: string,
): { readonly template: Of; readonly params: Readonly<Record<string, string>> } {
  const segments = pathname.split('/');
  const matching = among.filter((template) => fits(template.segments, segments));
  const wanted = method === 'HEAD' ? 'GET' : method;
  // By method first: /v1/sessions/ingest takes POST, and may be read as the session "ingest".
  const found = matching.find((template) => template.method === wanted);
  if (found) return { template: found, params: paramsOf(found.segments, segments) };
  if (matching.length === 0) {
    throw new ApiError('not_found', `There is no ${method} ${pathname} ${where}.`);
  }
  const allowed = matching.flatMap((template) =>
    template.method === 'GET' ? ['GET', 'HEAD'] : [template.method],
  );
  throw new ApiError(
    'method_not_allowed',
    `${pathname} takes ${allowed.join(', ')}, not ${method}.`,
    {
      headers: { allow: [...new Set(allowed)].join(', ') },
    },
  );
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) =>
      isParameter(part) ? segments[index] !== '' : part === segments[index],
    )
  );
}

function paramsOf(
  template: readonly string[],
  segments: readonly string[],
): Record<string, string> {
  const params: Record<string, string> = {};
  template.forEach((part, index) => {
    if (isParameter(part)) params[part.slice(1, -1)] = decode(part.slice(1, -1), segments[index]!);
  });
  return params;
}

function decode(name: string, segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw validationFailed([
      { pointer: name, message: `has a broken percent-escape: ${segment}`, code: 'bad_escape' },
    ]);
  }
}
