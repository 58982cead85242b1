import { Processing } from './processing.ts';
import { systemClock, type Clock } from './clock/index.ts';
import { dispatch } from './dispatch.ts';
import { randomIds, type Ids } from './ids.ts';
import { ApiError } from './http/api-error.ts';
import { failure, success } from './http/respond.ts';
import type { Services } from './operation.ts';
import { MemoryStore, type Retention } from './store/memory-store.ts';
import { MemoryTokenCache } from './tokens/token-cache.ts';
import { Tokens, type TokenOwner } from './tokens/tokens.ts';
import type { TokenType } from '../spec/schemas/token.ts';

/** The token of the documentation's curl examples (contract.md §4). */
export const WELL_KNOWN_TOKEN = 'qt_deploy_YOUR_TOKEN';

/** The org of the ready-made tokens. */
export const LOCAL_ORG = 'org_local';

export interface MockServerOptions {
  /** Names the topic, `quint-events-{env}`. @default 'dev' */
  readonly env?: string;
  /** Every rule with a time in it follows this clock. @default the system's time */
  readonly clock?: Clock;
  /** Source of ids and secrets; a seeded one makes a run repeatable. @default random */
  readonly ids?: Ids;
  /** How many rows the tables keep. */
  readonly retain?: Retention;
  /**
   * Whether `qt_deploy_YOUR_TOKEN`, the literal of the documentation's curl examples, is a good
   * service token. Only for a server that nobody but this machine can reach. @default true
   */
  readonly wellKnownToken?: boolean;
  /** Told what a processor failed with; its messages come again. @default nothing is told */
  readonly onProcessorError?: (error: unknown) => void;
}

/** A running server: a function, and what a test or a command line needs around it. */
export interface MockServer extends AsyncDisposable {
  readonly env: string;
  readonly wellKnownToken: boolean;
  /** Answers a request as the product would; takes what the global `fetch` takes. */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** Ready-made raw tokens of {@link LOCAL_ORG}, one per type. */
  tokens(): Promise<Readonly<Record<TokenType, string>>>;
  /** Mints a token, for example of another org. @throws TypeError for a bad `org_id` */
  mintToken(owner: { org_id: string; type: TokenType; name?: string }): Promise<string>;
  /** Resolves when every queue is empty: what was accepted is processed. */
  drain(): Promise<void>;
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
    env = 'dev',
    clock = systemClock,
    ids = randomIds,
    retain,
    wellKnownToken = true,
    onProcessorError,
  } = options;
  const store = new MemoryStore(retain);
  const tokens = new Tokens({ table: store.apiTokens, cache: new MemoryTokenCache(), ids, clock });
  const processing = new Processing(env, { clock, ids, store, onError: onProcessorError });
  const services: Services = { clock, ids, store, tokens, topic: processing.topic };
  const readyMade = mintReadyMade(tokens, wellKnownToken);
  let closed = false;
  const close = () => {
    closed = true;
    return processing.close();
  };

  return {
    env,
    wellKnownToken,
    async fetch(input, init) {
      const request = init || !(input instanceof Request) ? new Request(input, init) : input;
      const requestId = ids.uuid();
      await readyMade;
      try {
        // What it took now would be processed by nobody.
        if (closed) throw new ApiError('unavailable', 'The mock server is closed');
        const outcome = await dispatch(request, services, () => processing.caughtUp());
        return success(outcome, request.method, requestId);
      } catch (error) {
        return failure(error, request.method, requestId);
      }
    },
    tokens: () => readyMade,
    async mintToken({ org_id, type, name = type }) {
      if (!/^[\w-]{1,64}$/.test(org_id)) {
        throw new TypeError(`org_id must be 1–64 letters, digits, "_" or "-", not "${org_id}"`);
      }
      return await tokens.mint({ org_id, type, name });
    },
    drain: () => processing.drain(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function mintReadyMade(
  tokens: Tokens,
  wellKnown: boolean,
): Promise<Record<TokenType, string>> {
  if (wellKnown) await tokens.accept(WELL_KNOWN_TOKEN, localOwner('service'));
  return {
    service: wellKnown ? WELL_KNOWN_TOKEN : await tokens.mint(localOwner('service')),
    install: await tokens.mint(localOwner('install')),
    enrollment: await tokens.mint(localOwner('enrollment')),
    personal: await tokens.mint(localOwner('personal')),
  };
}

function localOwner(type: TokenType): TokenOwner {
  return { org_id: LOCAL_ORG, type, name: `local ${type}` };
}
