import { ERROR_CODES, type ErrorCode } from '../../spec/errors.ts';
import { LIMITS } from '../../spec/limits.ts';
import type { ErrorIssue } from '../../spec/schemas/error.ts';

/** What only a mock answers; no part of the contract. */
const MOCK_CODES = {
  /** Refused because of where it comes from, whoever asks. */
  forbidden: 403,
  /** What was waited for has not come in time. */
  timeout: 408,
  /** What must not happen has happened. */
  unexpected: 409,
} as const;

/** What an error always says, whoever throws it (contract.md §4, §5). */
const ALWAYS: { readonly [Code in ApiError['code']]?: Readonly<Record<string, string>> } = {
  unauthorized: { 'www-authenticate': 'Bearer' },
  unavailable: { 'retry-after': '1' },
};

/** An answer other than success, thrown by whatever finds the reason (contract.md §5). */
export class ApiError extends Error {
  readonly code: ErrorCode | keyof typeof MOCK_CODES;
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
    this.headers = { ...ALWAYS[code], ...more.headers };
  }

  get status(): number {
    const { code } = this;
    return code in MOCK_CODES
      ? MOCK_CODES[code as keyof typeof MOCK_CODES]
      : ERROR_CODES[code as ErrorCode].status;
  }
}

/** A request that breaks the contract, with everything that is wrong with it. */
export function validationFailed(issues: readonly ErrorIssue[]): ApiError {
  const [first] = issues;
  const where = first?.pointer ? `${first.pointer} ` : '';
  const others = issues.length > 1 ? ' (and more, see issues)' : '';
  return new ApiError('validation_failed', `${where}${first?.message}${others}`, { issues });
}
