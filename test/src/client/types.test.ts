import createClient from 'openapi-fetch';
import { expectTypeOf, test } from 'vitest';
import type { Operations } from '../../../generated/operations.ts';
import {
  createQuintClient,
  QuintError,
  type CallOptions,
  type ClientErrorCode,
  type IngestRequest,
  type IngestResponse,
  type ListSessionsQuery,
  type paths,
  type QuintClient,
  type SessionList,
} from '../../../src/index.ts';
import { json, stub } from './support.ts';

test('every operation takes its arguments and answers its type', () => {
  expectTypeOf<QuintClient>().toExtend<Operations<CallOptions>>();
  expectTypeOf<QuintClient['ingestEvents']>().toEqualTypeOf<
    (body: IngestRequest, options?: CallOptions) => Promise<IngestResponse>
  >();
  expectTypeOf<QuintClient['listSessions']>().toEqualTypeOf<
    (query?: ListSessionsQuery, options?: CallOptions) => Promise<SessionList>
  >();
  expectTypeOf<QuintClient['pages']['listSessions']>().toEqualTypeOf<
    (query?: ListSessionsQuery, options?: CallOptions) => AsyncIterable<SessionList>
  >();
  expectTypeOf<QuintClient['stream']>().returns.resolves.toEqualTypeOf<
    ReadableStream<Uint8Array>
  >();
  expectTypeOf<QuintClient['revokeToken']>().returns.resolves.toEqualTypeOf<undefined>();
});

test('the pages are those of the lists only', () => {
  expectTypeOf<keyof QuintClient['pages']>().toEqualTypeOf<
    | 'listSessions'
    | 'listSessionEvents'
    | 'listSessionChildren'
    | 'listEvents'
    | 'listAlerts'
    | 'listTokens'
  >();
});

test('an error completes the codes of its operation, and takes any other', async () => {
  const { client } = stub(() => json({}, { status: 404 }));
  const { error } = await client.safe.registerMachine({} as never);
  type Code = NonNullable<typeof error>['code'];
  /** The known members of an open union. */
  type Known<T> = T extends string ? (string extends T ? never : T) : never;
  expectTypeOf<ClientErrorCode | 'token_spent' | 'unauthorized'>().toExtend<Known<Code>>();
  expectTypeOf<'rate_limited'>().not.toExtend<Known<Code>>();
  expectTypeOf<'code of a newer server'>().toExtend<Code>();
});

test('safe is told apart by error', async () => {
  const { client } = stub(() => json({ status: 'ok' }));
  const result = await client.safe.health();
  if (result.error) {
    expectTypeOf(result.data).toEqualTypeOf<undefined>();
    expectTypeOf(result.response).toEqualTypeOf<Response | undefined>();
  } else {
    expectTypeOf(result.data.status).toExtend<string>();
    expectTypeOf(result.error).toEqualTypeOf<undefined>();
  }
});

test('QuintError.is narrows', () => {
  const value: unknown = null;
  if (QuintError.is(value)) expectTypeOf(value).toEqualTypeOf<QuintError>();
});

test('what a server or the platform offers as fetch fits', () => {
  expectTypeOf(globalThis.fetch).toExtend<
    NonNullable<NonNullable<Parameters<typeof createQuintClient>[0]>['fetch']>
  >();
});

test('paths fits openapi-fetch’s own client', async () => {
  const http = createClient<paths>({
    baseUrl: 'https://api.test',
    fetch: async () => json({ sessions: [], next_cursor: null }),
  });
  const { data } = await http.GET('/v1/sessions', { params: { query: { limit: 1 } } });
  expectTypeOf(data).toExtend<SessionList | undefined>();
});
