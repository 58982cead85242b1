import type { TokenType } from '../spec/schemas/token.ts';
import { optionsAt, type OperationId } from '../src/client/call.ts';
import type { CallOptions } from '../src/client/options.ts';
import { createQuintClient, type QuintClient, type QuintClientOptions } from '../src/index.ts';
import { live, type LiveMessage, type LiveOptions } from '../src/live/index.ts';
import { VirtualClock } from './clock/index.ts';
import type { MockServerOptions } from './options.ts';
import { createMockServer, type MockServer } from './server.ts';
import { LOCAL_ORG } from './tokens/ready-made.ts';

/** What a test client is made of: what its server takes, and how its clients call. */
export interface TestClientOptions extends Omit<MockServerOptions, 'clock'> {
  /**
   * The time of the server.
   * @default frozen at 2026-01-01T00:00:00Z, so that every run sees the same times;
   * `VirtualClock.running()` starts at the system's time and moves with it
   */
  readonly clock?: VirtualClock;
  /**
   * What to do when a call fails in a way that may pass. The waits are real time, whatever the clock
   * says; `{ maxDelay: 0 }` tries again at once, also where `Retry-After` asks to wait.
   * @default false: a fault is seen by the call that it hits
   */
  readonly retry?: QuintClientOptions['retry'];
}

/** Who calls. */
export interface TestCaller {
  /** One that is not there yet comes to be. @default 'org_local' */
  readonly org_id?: string;
  /** What it shows; tokens are managed with a `jwt`, machines registered with an `install` token. @default 'service' */
  readonly credential?: TokenType | 'jwt';
}

/** The typed client and the server behind it, in one process and without a port. */
export interface TestClient extends AsyncDisposable {
  /** Calls with a service token of `org_local`. */
  readonly client: QuintClient;
  /** The server: `waitFor`, `expectNone`, `faults`, `journal`, `seed`, `reset` and the rest of it. */
  readonly server: MockServer;
  /**
   * The server's clock: `clock.advance(ms)` moves it. While it is frozen, what a fault delays waits for that:
   * a call hangs, up to its own `timeout` in real time.
   */
  readonly clock: MockServer['clock'];
  /**
   * A client of another org, or with another credential. Each call makes a new one, with a token of
   * its own. What it calls is not sent (`invalid_request`) when `org_id` is not 1–64 letters, digits,
   * "_" or "-".
   */
  clientOf(caller: TestCaller): QuintClient;
  /** `live(client, options)` that ends, without an error, when the test client is closed. */
  live(options?: LiveOptions): AsyncIterable<LiveMessage>;
  /**
   * Ends the server, what follows it live, calls that wait for an answer or to try again (`aborted`), and
   * `waitFor` and its like (`unavailable`). A call after that is not sent: `invalid_request`.
   */
  close(): Promise<void>;
}

const CLOSED = 'this test client is closed';

/**
 * Makes a client with a server of its own, in memory. Two of them in one process do not know of each
 * other. One that is never closed keeps the process alive only as long as something waits: a loop over
 * `live`, a call that a fault delays or that is to be tried again, or `waitFor` and its like.
 *
 * @example
 * await using quint = createTestClient(); // or `await quint.close()` at the end
 * await quint.client.ingestEvents({ events: [event] });
 * await quint.server.waitFor({ session: event.session_id, state: 'active' });
 * await quint.clock.advance(5 * 60_000);
 * @throws what `createMockServer` throws
 */
export function createTestClient(options: TestClientOptions = {}): TestClient {
  const { retry = false, clock = new VirtualClock(), ...rest } = options;
  const server = createMockServer({ ...rest, clock });
  const ended = new AbortController();
  const calls = new Set<AbortController>();

  const clientWith = (credential: () => Promise<string>) => {
    const made = createQuintClient({
      baseUrl: 'http://mock',
      fetch: server.fetch,
      retry,
      token() {
        // Nobody would answer, and `live` would ask for ever.
        if (ended.signal.aborted) throw new Error(CLOSED);
        return credential();
      },
    });
    endable(made, calls);
    return made;
  };
  const client = clientWith(async () => (await server.tokens()).service);

  const close = async () => {
    ended.abort();
    for (const call of calls) call.abort(new Error(CLOSED));
    await server.close();
  };
  return {
    client,
    server,
    clock: server.clock,
    clientOf({ org_id = LOCAL_ORG, credential = 'service' }) {
      let minted: Promise<string> | undefined;
      return clientWith(
        () =>
          (minted ??=
            credential === 'jwt'
              ? server.mintJwt({ org_id })
              : server.mintToken({ org_id, type: credential })),
      );
    },
    live({ signal, ...from } = {}) {
      const signals = signal ? [signal, ended.signal] : [ended.signal];
      return live(client, { ...from, signal: AbortSignal.any(signals) });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Makes the calls of a client such that they can be ended: also those that wait to try again. */
function endable({ safe }: QuintClient, calls: Set<AbortController>): void {
  const methods = safe as unknown as Record<OperationId, (...args: unknown[]) => unknown>;
  for (const id of Object.keys(methods) as OperationId[]) {
    const call = methods[id];
    const place = optionsAt(id);
    methods[id] = async (...args) => {
      const stop = new AbortController();
      const { signal, ...options } = (args[place] ?? {}) as CallOptions;
      args[place] = {
        ...options,
        signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
      };
      calls.add(stop);
      try {
        return await call(...args);
      } finally {
        calls.delete(stop);
      }
    };
  }
}
