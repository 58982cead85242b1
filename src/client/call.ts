import { operations } from '../../generated/operations.ts';
import type { CallOptions } from './options.ts';

export type OperationId = keyof typeof operations;

/** An operation and the arguments of one call of it, told apart. */
export interface Call {
  readonly operation: OperationId;
  readonly pathParams: readonly unknown[];
  readonly body: unknown;
  /** The body as it is to be sent; it goes before `body`. */
  readonly json?: string;
  /** Whether a success may come without a body. */
  readonly allowEmpty?: boolean;
  readonly query: any;
  readonly options: CallOptions;
}

/** The path parameters come first; this many. */
export function pathParamsOf(operation: OperationId): number {
  return operations[operation][1].split('{').length - 1;
}

/** Behind the path parameters, and behind the body or query of an operation that has one. */
export function optionsAt(operation: OperationId): number {
  const kind = operations[operation][2];
  return pathParamsOf(operation) + (kind && kind !== 'stream' ? 1 : 0);
}

/** Reads `(...pathParams, bodyOrQuery?, options?)`. */
export function callOf(operation: OperationId, args: readonly any[]): Call {
  const kind = operations[operation][2];
  const at = pathParamsOf(operation);
  const input = args[at];
  return {
    operation,
    pathParams: args.slice(0, at),
    body: kind === 'body' ? input : undefined,
    query: kind === 'query' || kind === 'page' ? input : undefined,
    options: args[optionsAt(operation)] ?? {},
  };
}
