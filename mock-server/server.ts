import { parseAlertRules } from './alert-processor/alert-rule.ts';
import { DEFAULT_ALERT_RULES } from './alert-processor/default-rules.ts';
import { answer } from './answer.ts';
import { VirtualClock } from './clock/index.ts';
import { createControl, type Control } from './control/control.ts';
import { Faults } from './control/faults/faults.ts';
import { Journal } from './control/journal/journal.ts';
import { Metrics } from './control/metrics/metrics.ts';
import { isControlPath, serveControl } from './control/http/routes.ts';
import { Traces } from './control/traces/traces.ts';
import { DEFAULTS } from './defaults.ts';
import { randomIds } from './ids.ts';
import { RateLimit } from './ingest/rate-limit.ts';
import { LiveHub } from './live/live-hub.ts';
import type { Services } from './operation.ts';
import type { MockServerOptions } from './options.ts';
import { Processing } from './processing/processing.ts';
import { QUEUES } from './processing/queue-names.ts';
import { retentionOf } from './retention.ts';
import { MemoryStore } from './store/memory-store.ts';
import { Jwts } from './tokens/jwts.ts';
import { readyMadeTokens, type ReadyMade } from './tokens/ready-made.ts';
import { MemoryTokenCache } from './tokens/token-cache.ts';
import { Tokens } from './tokens/tokens.ts';

/** A running server: a function, and what a test or a command line needs around it. */
export interface MockServer extends Control, AsyncDisposable {
  /** See {@link MockServerOptions.env}. */
  readonly env: string;
  /** See {@link MockServerOptions.wellKnownToken}. */
  readonly wellKnownToken: boolean;
  /**
   * Answers a request as the product would; takes what the global `fetch` takes.
   * @throws TypeError as `fetch` does, when a fault resets the connection
   */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** Ready-made credentials of {@link LOCAL_ORG}: a raw token per type, and a JWT. */
  tokens(): Promise<ReadyMade>;
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
    wellKnownToken = true,
    rateLimit = DEFAULTS.rateLimit,
    onProcessorError,
  } = options;
  const alertRules = options.alertRules ? parseAlertRules(options.alertRules) : DEFAULT_ALERT_RULES;
  const retain = retentionOf(options.retain ?? {});
  const store = new MemoryStore(retain);
  const tokens = new Tokens({ table: store.apiTokens, cache: new MemoryTokenCache(), ids, clock });
  const faults = new Faults(clock);
  const journal = new Journal(retain.journal);
  const traces = new Traces(retain.traces, QUEUES);
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
  const close = () => {
    faults.close();
    live.close();
    return processing.close();
  };

  return {
    ...control,
    env,
    wellKnownToken,
    async fetch(input, init) {
      const request = init || !(input instanceof Request) ? new Request(input, init) : input;
      const requestId = ids.uuid();
      await readyMade;
      return isControlPath(request.url)
        ? serveControl(request, control, requestId)
        : answer(request, requestId, services, processing);
    },
    tokens: () => readyMade,
    close,
    [Symbol.asyncDispose]: close,
  };
}
