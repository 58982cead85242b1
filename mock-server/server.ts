import { parseAlertRules, type AlertRule } from './alert-processor/alert-rule.ts';
import { DEFAULT_ALERT_RULES } from './alert-processor/default-rules.ts';
import { VirtualClock, type Clock } from './clock/index.ts';
import { createControl, type Control } from './control/control.ts';
import { ConnectionReset } from './control/faults/connection-reset.ts';
import { Faults } from './control/faults/faults.ts';
import { Journal } from './control/journal/journal.ts';
import { Metrics } from './control/metrics/metrics.ts';
import { requestFacts } from './control/journal/request-facts.ts';
import { isControlPath, serveControl } from './control/http/routes.ts';
import { Traces } from './control/traces/traces.ts';
import { DEFAULTS } from './defaults.ts';
import { dispatch } from './dispatch.ts';
import { ApiError } from './http/api-error.ts';
import { failure, success } from './http/respond.ts';
import { randomIds, type Ids } from './ids.ts';
import { RateLimit } from './ingest/rate-limit.ts';
import { LiveHub } from './live/live-hub.ts';
import type { Services } from './operation.ts';
import { Processing, QUEUES } from './processing.ts';
import { MemoryStore, type Retention as TableRetention } from './store/memory-store.ts';
import { Jwts, type JwtOptions, type JwtOwner } from './tokens/jwts.ts';
import { isOrgId } from './tokens/org-id.ts';
import { readyMadeTokens, type ReadyMade } from './tokens/ready-made.ts';
import { MemoryTokenCache } from './tokens/token-cache.ts';
import { Tokens } from './tokens/tokens.ts';
import type { TokenType } from '../spec/schemas/token.ts';

/** How much is kept; beyond that the oldest fall off, and are counted. */
export interface Retention extends TableRetention {
  /** Requests in the journal. @default 1_000 */
  readonly journal?: number;
  /** Events whose way can be traced. @default 10_000 */
  readonly traces?: number;
}

export interface MockServerOptions {
  /** Names the topic, `quint-events-{env}`. @default 'dev' */
  readonly env?: string;
  /** Every rule with a time in it follows this clock. @default one that runs with the system's time and can be turned */
  readonly clock?: Clock;
  /** Source of ids and secrets; a seeded one makes a run repeatable. @default random */
  readonly ids?: Ids;
  /** How much is kept. */
  readonly retain?: Retention;
  /**
   * When alerts are raised; instead of the built-in rules, not beside them. At most 100, of unique ids;
   * what is wrong with one is a TypeError.
   * @default {@link DEFAULT_ALERT_RULES}
   */
  readonly alertRules?: readonly AlertRule[];
  /** Whose JWTs are good, beside the server's own. */
  readonly jwt?: JwtOptions;
  /** Ingest requests per minute and org. @default 600_000 */
  readonly rateLimit?: number;
  /**
   * Whether `qt_deploy_YOUR_TOKEN`, the literal of the documentation's curl examples, is a good
   * service token. Only for a server that nobody but this machine can reach. @default true
   */
  readonly wellKnownToken?: boolean;
  /** Told what a processor failed with; its messages come again. @default nothing is told */
  readonly onProcessorError?: (error: unknown) => void;
}

/** A running server: a function, and what a test or a command line needs around it. */
export interface MockServer extends Control, AsyncDisposable {
  readonly env: string;
  readonly wellKnownToken: boolean;
  /**
   * Answers a request as the product would; takes what the global `fetch` takes.
   * @throws TypeError as `fetch` does, when a fault resets the connection
   */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** Ready-made credentials of {@link LOCAL_ORG}: a raw token per type, and a JWT. */
  tokens(): Promise<ReadyMade>;
  /** Mints a token, for example of another org. @throws TypeError for a bad `org_id` */
  mintToken(owner: { org_id: string; type: TokenType; name?: string }): Promise<string>;
  /** Signs a JWT with the server's own key. @throws TypeError for a bad `org_id` */
  mintJwt(owner: JwtOwner): Promise<string>;
  /** Ends the processors. Every request after that is answered 503. */
  close(): Promise<void>;
}

/**
 * Starts a server in memory. Two of them in one process do not know of each other.
 *
 * @example
 * const mock = createMockServer();
 * const response = await mock.fetch(new Request('http://mock/health'));
 */
export function createMockServer(options: MockServerOptions = {}): MockServer {
  const {
    env = DEFAULTS.env,
    clock = VirtualClock.running(),
    ids = randomIds,
    retain = {},
    wellKnownToken = true,
    rateLimit = DEFAULTS.rateLimit,
    onProcessorError,
  } = options;
  const alertRules = options.alertRules ? parseAlertRules(options.alertRules) : DEFAULT_ALERT_RULES;
  const store = new MemoryStore(retain);
  const tokens = new Tokens({ table: store.apiTokens, cache: new MemoryTokenCache(), ids, clock });
  const faults = new Faults(clock);
  const journal = new Journal(retain.journal ?? DEFAULTS.retain.journal);
  const traces = new Traces(retain.traces ?? DEFAULTS.retain.traces, QUEUES);
  const metrics = new Metrics(clock, env);
  const jwts = new Jwts(clock, options.jwt);
  const live = new LiveHub(clock, store);
  const processing = new Processing(env, {
    clock,
    ids,
    store,
    alertRules,
    faults,
    traces,
    metrics,
    onError: onProcessorError,
  });
  const services: Services = {
    clock,
    ids,
    store,
    topic: processing.topic,
    tokens,
    jwts,
    rateLimit: new RateLimit(clock, rateLimit),
    live,
    faults,
    journal,
    traces,
    metrics,
  };
  const control = createControl(services, processing);
  const readyMade = readyMadeTokens(tokens, jwts, wellKnownToken);
  let closed = false;
  const close = () => {
    closed = true;
    faults.close();
    live.close();
    return processing.close();
  };

  async function answer(request: Request): Promise<Response> {
    const requestId = ids.uuid();
    await readyMade;
    if (isControlPath(request.url)) return serveControl(request, control, requestId);
    const facts = requestFacts(request, requestId, clock.now());
    let response: Response | undefined;
    let error: unknown;
    try {
      // What it took now would be processed by nobody.
      if (closed) throw new ApiError('unavailable', 'The mock server is closed');
      const outcome = await dispatch(request, facts, services, () => processing.caughtUp());
      response = success(outcome, request.method, requestId);
    } catch (thrown) {
      error = thrown;
      if (!(error instanceof ConnectionReset)) response = failure(error, request.method, requestId);
    }
    const status = response?.status ?? null;
    const duration_ms = clock.now() - facts.at;
    journal.record(facts, { status, duration_ms, error });
    metrics.request(facts.operation, status, duration_ms, facts.counts);
    if (!response) throw request.signal.aborted ? request.signal.reason : error;
    return response;
  }

  return {
    ...control,
    env,
    wellKnownToken,
    fetch: (input, init) =>
      answer(init || !(input instanceof Request) ? new Request(input, init) : input),
    tokens: () => readyMade,
    async mintToken({ org_id, type, name = type }) {
      refuseOddOrg(org_id);
      return (await tokens.mint({ org_id, type, name })).raw;
    },
    async mintJwt(owner) {
      refuseOddOrg(owner.org_id);
      return await jwts.mint(owner);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function refuseOddOrg(org_id: string): void {
  if (isOrgId(org_id)) return;
  throw new TypeError(`org_id must be 1–64 letters, digits, "_" or "-", not "${org_id}"`);
}
