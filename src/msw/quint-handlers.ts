import { http, type HttpHandler } from 'msw';
import { operations } from '../../generated/operations.ts';
import { createMockServer, type MockServer } from '../../mock-server/server.ts';
import { API_URL } from '../client/options.ts';
import type { ContractViolation } from './contract-violation.ts';
import { Journal, type TypedJournal } from './journal.ts';
import type { OperationId } from './operation-types.ts';
import { OpenStreams } from './open-streams.ts';
import { overrideOf, type OverrideContext, type Overrides } from './override.ts';
import { placeOf } from './place.ts';
import { serve } from './serve.ts';

export interface QuintHandlersOptions {
  /**
   * Where the program under test thinks that the API is:
   * - an absolute URL; a path is a prefix,
   * - in a browser, a URL relative to the page, like `/api`,
   * - `*` for any origin, and a prefix such as `/api` may follow it.
   *
   * A `URL` will do, too. Each request below it is answered, those to no operation by a 404 that says so. Where the page itself
   * lives there (`*`, or the page's own origin, without a prefix), only requests to operations are.
   * @default 'https://api.quintai.dev', as of the client
   */
  readonly baseUrl?: string | URL;
  /**
   * The server that answers, made by `createMockServer`; it is yours to close.
   * @default one of its own
   */
  readonly server?: MockServer;
}

/** The handlers, and the handle of what is behind them. */
export interface QuintHandlers
  extends
    ReadonlyArray<HttpHandler>,
    Overrides,
    Pick<MockServer, 'clock' | 'drain' | 'expectNone' | 'faults' | 'seed' | 'tokens' | 'waitFor'>,
    AsyncDisposable {
  /** The server that answers: its queues, traces, state and the rest of it. */
  readonly server: MockServer;
  /** What the program under test sent, and what it was answered. */
  readonly journal: TypedJournal;
  /**
   * What overrides have answered against the contract: the latest 100. Each was answered by a 500 instead.
   * What is no answer of the API, such as the 502 of a gateway with its HTML, is for a handler of MSW's own,
   * `msw.use(http.get(url, …))`; errors of the API in any status also for {@link faults}.
   */
  readonly violations: readonly ContractViolation[];
  /**
   * Forgets all that was sent and every fault, in the server, the journal and `violations`, and ends the
   * streams that are open. Tokens stay good, and the clock stays as it is: frozen or not, and where it was
   * moved to.
   *
   * A request through `node:http` or `node:https` that is destroyed leaves its stream open in the server
   * until this or {@link close}, since MSW does not tell of it; an aborted `fetch` ends its own.
   */
  reset(): Promise<void>;
  /** Ends the streams that are open, and the server, unless it was given: it answers 503 from then on. */
  close(): Promise<void>;
}

const MOST_VIOLATIONS = 100;

/**
 * The whole pipeline as MSW request handlers, for `setupServer` as for `setupWorker`: what is posted can
 * be read back, and followed live. Two of them do not know of each other.
 *
 * The token of the documentation, `qt_deploy_YOUR_TOKEN`, is good; {@link QuintHandlers.tokens} has others.
 *
 * @example
 * const quint = quintHandlers();
 * const msw = setupServer(...quint);
 * msw.use(quint.getSession(({ refuse }) => refuse('not_found')));
 * quint.faults.add({ match: { operation: 'ingestEvents' }, status: 503, times: 2 });
 * await quint.waitFor({ session: 's-1', state: 'ended' });
 * @throws TypeError when `baseUrl` cannot be used; it says how to mend that
 */
export function quintHandlers(options: QuintHandlersOptions = {}): QuintHandlers {
  const { baseUrl = API_URL, server = createMockServer() } = options;
  const place = placeOf(baseUrl);
  const journal = new Journal();
  const streams = new OpenStreams();
  const violations: ContractViolation[] = [];
  const { clock, drain, expectNone, faults, seed, tokens, waitFor } = server;

  const handler = http.all(
    ({ request }) => place.locate(request) !== undefined,
    ({ request }) => serve(request, place.locate(request)!, server, { journal, streams }),
  );
  const close = async () => {
    streams.endAll();
    if (!options.server) await server.close();
  };
  const handle = {
    ...overridesOf({
      place,
      streams,
      now: () => clock.now(),
      record: (exchange) => journal.record(exchange),
      violated(violation) {
        if (violations.push(violation) > MOST_VIOLATIONS) violations.shift();
        // The page under test may swallow the 500.
        console.error(`[quint] ${violation.message}`);
      },
    }),
    clock,
    drain,
    expectNone,
    faults,
    seed,
    tokens,
    waitFor,
    server,
    journal: journal as TypedJournal,
    violations,
    async reset() {
      streams.endAll();
      await server.reset();
      journal.clear();
      violations.length = 0;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  return Object.assign([handler], handle) as QuintHandlers;
}

function overridesOf(context: OverrideContext): Overrides {
  const ids = Object.keys(operations) as OperationId[];
  return Object.fromEntries(ids.map((id) => [id, overrideOf(id, context)])) as unknown as Overrides;
}
