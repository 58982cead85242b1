import { randomUUID } from 'node:crypto';
import { setupServer, type SetupServer } from 'msw/node';
import { createQuintClient, type QuintClient, type QuintEvent } from '../../../../src/index.ts';
import {
  quintHandlers,
  type QuintHandlers,
  type QuintHandlersOptions,
} from '../../../../src/msw/index.ts';
import { WELL_KNOWN_TOKEN } from '../../../../mock-server/index.ts';

/** The handlers behind MSW in Node, and a client of the product’s URL that knows nothing of that. */
export function intercepted(
  options: QuintHandlersOptions = {},
): { quint: QuintHandlers; msw: SetupServer; client: QuintClient } & AsyncDisposable {
  const quint = quintHandlers(options);
  const msw = setupServer(...quint);
  msw.listen({ onUnhandledRequest: 'error' });
  return {
    quint,
    msw,
    client: clientAt(),
    async [Symbol.asyncDispose]() {
      msw.close();
      await quint.close();
    },
  };
}

/** One that does not try again, with the token of the documentation. */
export function clientAt(baseUrl?: string): QuintClient {
  return createQuintClient({ baseUrl, token: WELL_KNOWN_TOKEN, retry: false });
}

export function event(session_id = 's-1'): QuintEvent {
  return {
    schema_version: 2,
    event_id: randomUUID(),
    timestamp: '2026-04-25T03:09:32Z',
    source: 'proxy',
    platform: 'claude-code',
    action_type: 'tools/call',
    session_id,
    agent_id: 'a-1',
  };
}
