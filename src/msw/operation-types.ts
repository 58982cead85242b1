import type { Operations } from '../../generated/operations.ts';
import type { operations } from '../../generated/types.ts';

/** The name of an operation: its `operationId` in the OpenAPI document. */
export type OperationId = keyof Operations<never>;

type Sent<Id extends OperationId> = operations[Id]['parameters'];

/** The decoded parameters of the path. */
export type ParamsOf<Id extends OperationId> = [NonNullable<Sent<Id>['path']>] extends [never]
  ? Record<string, never>
  : NonNullable<Sent<Id>['path']>;

/** The parameters of the query, as values of their types. */
export type QueryOf<Id extends OperationId> = [NonNullable<Sent<Id>['query']>] extends [never]
  ? Record<string, never>
  : NonNullable<Sent<Id>['query']>;

type Carried<Id extends OperationId> = NonNullable<operations[Id]['requestBody']>;

/** The body of a request; `undefined` where the operation takes none. */
export type BodyOf<Id extends OperationId> = [Carried<Id>] extends [never]
  ? undefined
  : Carried<Id>['content']['application/json'];

export type { SuccessOf } from '../../generated/operations.ts';
