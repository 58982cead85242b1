import type { OperationErrors } from '../../generated/operations.ts';
import type { ErrorIssue } from '../../generated/types.ts';

/**
 * What the client itself reports, beside the codes of the API:
 * - `invalid_request`: not sent, because an argument, a header or the token does not allow it.
 * - `network_error`: no answer, or one that broke off.
 * - `timeout`: an attempt took longer than `timeout`.
 * - `aborted`: the call's `signal` said so; `cause` is its reason.
 * - `http_error`: an error status whose body is not the API's, such as a proxy's HTML page.
 * - `invalid_response`: a success whose body is not the API's.
 */
export type ClientErrorCode =
  | 'invalid_request'
  | 'network_error'
  | 'timeout'
  | 'aborted'
  | 'http_error'
  | 'invalid_response';

/** What `error.code` may be: completes the known codes, and takes those of a newer server. */
export type OperationErrorCode<Operation extends keyof OperationErrors = keyof OperationErrors> =
  | OperationErrors[Operation]
  | ClientErrorCode
  | (string & {});

/** What is known about a failed call. */
export interface QuintErrorFields<Code extends string = OperationErrorCode> {
  /** A word for a program. */
  readonly code: Code;
  /** The HTTP status, where an answer came. */
  readonly status?: number | undefined;
  /** The answer's `x-request-id`: what to name when asking for help. */
  readonly requestId?: string | undefined;
  /** Every problem of the request that the server found, at most `LIMITS.issuesPerError`. */
  readonly issues?: ErrorIssue[] | undefined;
  /** Whether the failure may pass and the same call does no harm when it is made again. */
  readonly retryable: boolean;
  /** The `operationId`. */
  readonly operation: keyof OperationErrors;
  /** Attempts made, the first included; 0 when the signal was aborted from the start. */
  readonly attempts: number;
}

// Registered, so that every copy of the package has the same.
const BRAND = Symbol.for('@quint-security/contract/QuintError');

/**
 * Why a call failed. Recognise it with {@link QuintError.is}. The token is in none of its parts:
 * the `cause` of a `network_error` is a copy that holds the message and `code` of the original only.
 */
export class QuintError<Code extends string = OperationErrorCode>
  extends Error
  implements QuintErrorFields<Code>
{
  declare readonly code: Code;
  declare readonly status?: number | undefined;
  declare readonly requestId?: string | undefined;
  declare readonly issues?: ErrorIssue[] | undefined;
  declare readonly retryable: boolean;
  declare readonly operation: keyof OperationErrors;
  declare readonly attempts: number;

  constructor(message: string, fields: QuintErrorFields<Code> & { readonly cause?: unknown }) {
    super(message, fields);
    Object.assign(this, fields);
    // Not in the types, in which two copies would differ; not enumerable, so that logs leave it out.
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether `value` is a `QuintError` of any copy of this package. */
  static is(value: unknown): value is QuintError {
    return BRAND in Object(value);
  }

  // On the prototype, so that the stack begins with it and logs do not list it as a field.
  override get name(): string {
    return 'QuintError';
  }

  /** Everything but the stack and the cause. */
  toJSON(): QuintErrorFields<Code> & { name: string; message: string } {
    const { name, message } = this;
    return Object.assign({ name, message }, this);
  }
}
