import { ERROR_CODES, type ErrorCode } from '../../spec/errors.ts';
import { LIMITS } from '../../spec/limits.ts';
import type { ErrorIssue } from '../../spec/schemas/error.ts';

/** An answer other than success, thrown by whatever finds the reason (contract.md §5). */
export class ApiError extends Error {
  readonly code: ErrorCode | 'not_implemented';
  readonly issues: readonly ErrorIssue[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ApiError['code'],
    message: string,
    more: { issues?: readonly ErrorIssue[]; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.code = code;
    this.issues = more.issues?.slice(0, LIMITS.issuesPerError);
    // §5: a 503 always says when to come back.
    const retry = code === 'unavailable' ? { 'retry-after': '1' } : {};
    this.headers = { ...retry, ...more.headers };
  }

  get status(): number {
    // Not of the contract: only a mock answers that a part of it is not built.
    return this.code === 'not_implemented' ? 501 : ERROR_CODES[this.code].status;
  }
}

/** A request that breaks the contract, with everything that is wrong with it. */
export function validationFailed(issues: readonly ErrorIssue[]): ApiError {
  const [first] = issues;
  const where = first?.pointer ? `${first.pointer} ` : '';
  const others = issues.length > 1 ? ' (and more, see issues)' : '';
  return new ApiError('validation_failed', `${where}${first?.message}${others}`, { issues });
}
