import type * as z from 'zod';
import type { operations, OperationId } from '../spec/operations.ts';
import type { Clock } from './clock/index.ts';
import type { Envelope } from './fanout/envelope.ts';
import type { TopicPort } from './fanout/port.ts';
import type { Ids } from './ids.ts';
import type { ApiTokenRow, Store } from './store/store.ts';
import type { Tokens } from './tokens/tokens.ts';

/** What the rooms share; each is a port with an embedded default. */
export interface Services {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly topic: TopicPort<Envelope>;
  readonly tokens: Tokens;
}

type Part<Id extends OperationId, Key extends string> =
  (typeof operations)[Id] extends Record<Key, infer Schema extends z.ZodType>
    ? z.infer<Schema>
    : undefined;

type AuthOf<Id extends OperationId> = (typeof operations)[Id]['auth'];

/** A request that has passed authentication and validation. */
export interface Call<Id extends OperationId> {
  readonly params: Part<Id, 'params'>;
  readonly query: Part<Id, 'query'>;
  readonly body: Part<Id, 'body'>;
  /** The token it came with. */
  readonly token: AuthOf<Id> extends 'none' ? undefined : ApiTokenRow;
}

type Answer<Id extends OperationId> = (typeof operations)[Id]['success'] extends {
  readonly schema: infer Schema extends z.ZodType;
}
  ? z.infer<Schema>
  : undefined;

/** Answers an operation with the body of its success, or throws an `ApiError`. */
export type Handler<Id extends OperationId> = (
  call: Call<Id>,
  services: Services,
) => Promise<Answer<Id>>;

/** Every operation of the contract has its place here; the compiler names those that have none. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> };
