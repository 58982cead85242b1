import type { ErrorBody } from '../../generated/types.ts';
import type { BodyOf, OperationId, ParamsOf, QueryOf, SuccessOf } from './operation-types.ts';

/** What was sent, with `***` for what looks like a token. */
export interface JournaledRequest<Id extends OperationId> {
  readonly method: string;
  readonly url: string;
  readonly params: ParamsOf<Id>;
  /** As values of their types; as text where one of them breaks the contract. */
  readonly query: QueryOf<Id>;
  /**
   * As it was sent, so that it breaks the contract where it was refused for that, but with `***` for what
   * looks like a token; `undefined` when it is no JSON.
   */
  readonly body: BodyOf<Id>;
}

/** What was answered. */
export type JournaledResponse<Id extends OperationId> =
  | {
      readonly ok: true;
      readonly status: number;
      /** `undefined` of a stream, and of a body that broke off. */
      readonly body: Id extends 'stream' ? undefined : SuccessOf<Id>;
    }
  | { readonly ok: false; readonly status: number; readonly body: ErrorBody };

/** A request to an operation, and what became of it. Holds no header, and what looks like a token is masked. */
export interface JournalEntry<Id extends OperationId = OperationId> {
  readonly operation: Id;
  /** When it came, by the server's clock, UTC. */
  readonly at: string;
  readonly request: JournaledRequest<Id>;
  /** `null` when the connection was reset, the caller gave up, or an override let the request through to the network. */
  readonly response: JournaledResponse<Id> | null;
  /** Whether an override answered it, instead of the server. */
  readonly overridden: boolean;
}
