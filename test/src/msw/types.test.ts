import type { HttpHandler } from 'msw';
import { setupServer } from 'msw/node';
import { expect, expectTypeOf, test } from 'vitest';
import type {
  ErrorBody,
  IngestRequest,
  IngestResponse,
  SessionDetail,
} from '../../../src/index.ts';
import { quintHandlers, type QuintHandlers, type Resolver } from '../../../src/msw/index.ts';

const quint = quintHandlers();

test('the handlers are what MSW takes', () => {
  expectTypeOf(quint).toExtend<readonly HttpHandler[]>();
  expectTypeOf(quint.getSession(() => undefined)).toExtend<HttpHandler>();
  expect(setupServer(...quint).listHandlers()).toHaveLength(1);
});

test('a resolver knows what the operation is sent', () => {
  quint.getSession(({ params, query, body, request }) => {
    expectTypeOf(params).toEqualTypeOf<{ id: string }>();
    expectTypeOf(query).toEqualTypeOf<Record<string, never>>();
    expectTypeOf(body).toEqualTypeOf<undefined>();
    expectTypeOf(request).toEqualTypeOf<Request>();
    return undefined;
  });
  quint.listSessions(({ query }) => {
    expectTypeOf(query.limit).toEqualTypeOf<number | undefined>();
    expectTypeOf(query.state).toEqualTypeOf<'active' | 'idle' | 'ended' | undefined>();
    return undefined;
  });
  quint.ingestEvents(({ body }) => {
    expectTypeOf(body).toEqualTypeOf<IngestRequest>();
    return undefined;
  });
});

test('a resolver answers what the operation documents', () => {
  quint.getSession(({ reply, refuse }) => {
    expectTypeOf(reply).parameters.toEqualTypeOf<[body: SessionDetail]>();
    expectTypeOf(refuse).parameter(0).toExtend<string>();
    expectTypeOf<'not_found'>().toExtend<Parameters<typeof refuse>[0]>();
    expectTypeOf<'rate_limited'>().not.toExtend<Parameters<typeof refuse>[0]>();
    return refuse('not_found');
  });
  quint.revokeToken(({ reply }) => {
    expectTypeOf(reply).parameters.toEqualTypeOf<[]>();
    return reply();
  });
  quint.stream(({ reply }) => {
    expectTypeOf(reply).parameters.toEqualTypeOf<[body: ReadableStream<Uint8Array>]>();
    return undefined;
  });
  // @ts-expect-error a session needs more than that
  quint.getSession(({ reply }) => reply({ id: 's' }));
  // @ts-expect-error a resolver answers with a Response
  quint.getSession(() => ({ id: 's' }));
  expectTypeOf<Parameters<QuintHandlers['getEvent']>[0]>().toEqualTypeOf<Resolver<'getEvent'>>();
});

test('the journal knows what each operation is sent and answers', () => {
  const [entry] = quint.journal.forOperation('ingestEvents');
  if (!entry) return;
  expectTypeOf(entry.request.body).toEqualTypeOf<IngestRequest>();
  expectTypeOf(entry.operation).toEqualTypeOf<'ingestEvents'>();
  if (entry.response?.ok) expectTypeOf(entry.response.body).toEqualTypeOf<IngestResponse>();
  else if (entry.response) expectTypeOf(entry.response.body).toEqualTypeOf<ErrorBody>();
  for (const each of quint.journal.list()) {
    if (each.operation === 'getSession') {
      expectTypeOf(each.request.params).toEqualTypeOf<{ id: string }>();
    }
  }
  // @ts-expect-error there is no such operation
  quint.journal.forOperation('injestEvents');
});
