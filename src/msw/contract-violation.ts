import type { OperationId } from './operation-types.ts';

/** One thing that is wrong with a reply. */
export interface ReplyIssue {
  /**
   * JSON pointer (RFC 6901) into the body; `status`, or the name of a header in lower case, for what is
   * wrong beside it.
   */
  readonly pointer: string;
  readonly message: string;
}

/** An override answered what the contract does not allow. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
  readonly operation: OperationId;
  /** The status that the override answered; `undefined` when it answered no `Response`. */
  readonly status: number | undefined;
  readonly issues: readonly ReplyIssue[];

  constructor(
    message: string,
    { operation, status, issues }: Pick<ContractViolation, 'operation' | 'status' | 'issues'>,
  ) {
    super(message);
    this.operation = operation;
    this.status = status;
    this.issues = issues;
  }
}
