import type * as z from 'zod';
import type { operations, OperationId } from '../spec/operations.ts';
import type { Clock } from './clock/index.ts';
import type { Faults } from './control/faults/faults.ts';
import type { Journal } from './control/journal/journal.ts';
import type { Metrics } from './control/metrics/metrics.ts';
import type { RequestFacts } from './request-facts.ts';
import type { Traces } from './control/traces/traces.ts';
import type { Envelope } from './fanout/envelope.ts';
import type { TopicPort } from './fanout/port.ts';
import type { Ids } from './ids.ts';
import type { ApiTokenRow, Store } from './store/store.ts';
import type { RateLimit } from './ingest/rate-limit.ts';
import type { LiveHub } from './live/live-hub.ts';
import type { Jwts } from './tokens/jwts.ts';
import type { Tokens } from './tokens/tokens.ts';

/** What the rooms share. */
export interface Services {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly topic: TopicPort<Envelope>;
  readonly tokens: Tokens;
  readonly jwts: Jwts;
  readonly rateLimit: RateLimit;
  readonly live: LiveHub;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly traces: Traces;
  readonly metrics: Metrics;
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
  readonly headers: Part<Id, 'headers'>;
  readonly caller: CallerOf<AuthOf<Id>>;
  readonly facts: RequestFacts;
}

/** Who calls: a deploy token, or a person with a JWT. */
export type Caller = TokenCaller | JwtCaller;

interface TokenCaller {
  readonly org_id: string;
  readonly token: ApiTokenRow;
}

export interface JwtCaller {
  readonly org_id: string;
  readonly token: undefined;
}

type CallerOf<Auth> = Auth extends 'none'
  ? undefined
  : Auth extends 'jwt'
    ? JwtCaller
    : Auth extends 'token-or-jwt'
      ? Caller
      : TokenCaller;

type Answer<Id extends OperationId> = (typeof operations)[Id]['success'] extends {
  readonly contentType: 'text/event-stream';
}
  ? ReadableStream<Uint8Array>
  : (typeof operations)[Id]['success'] extends { readonly schema: infer Schema extends z.ZodType }
    ? z.infer<Schema>
    : undefined;

/** Answers an operation with the body of its success, or throws an `ApiError`. */
export type Handler<Id extends OperationId> = (
  call: Call<Id>,
  services: Services,
) => Promise<Answer<Id>>;

/** One that asks of its caller only for which org to take something in: the control plane seeds by it, too. */
export type IngestHandler<Id extends 'ingestEvents' | 'ingestSession'> = (
  call: Pick<Call<Id>, 'body' | 'facts'> & { readonly caller: { readonly org_id: string } },
  services: Services,
) => Promise<Answer<Id>>;

/** Every operation of the contract has its place here; the compiler names those that have none. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> };
