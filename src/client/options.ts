import { baseUrlOf } from './base-url.ts';
import { checkToken } from './token.ts';

/** Where the product's API is. */
export const API_URL = 'https://api.quintai.dev';

/** What a client is made of. Every option has a default; explicit `undefined` means the default. */
export interface QuintClientOptions {
  /**
   * Where the API is: an absolute http(s) URL, without user info, query or fragment. A path is kept
   * as a prefix.
   *
   * @default the environment variable `QUINT_API_URL`, else `https://api.quintai.dev`
   */
  baseUrl?: string | undefined;
  /**
   * The deploy token, install token or JWT, sent as `Authorization: Bearer …`. A function is asked
   * before every attempt, so it may hand out a fresh one. Without a token, or with an empty one, no
   * `Authorization` is sent.
   *
   * @default the environment variable `QUINT_DEPLOY_TOKEN`, else none
   */
  token?: string | (() => string | undefined | Promise<string | undefined>) | undefined;
  /**
   * Carries a request: a proxy, an instrumented fetch, or a server in the same process.
   *
   * @default `globalThis.fetch`, looked up at each call
   */
  fetch?: ((request: Request) => Response | Promise<Response>) | undefined;
  /**
   * Milliseconds that one attempt may take, from the token to the last byte of the body; of
   * `stream`, to its headers. `0` and `Infinity`: no limit.
   *
   * @default 30_000
   */
  timeout?: number | undefined;
  /** What to do when an attempt fails in a way that may pass. `false`: nothing. */
  retry?: RetryOptions | false | undefined;
  /**
   * Headers of every request; those of a call go before them, and `null` takes one away. An
   * `authorization` here goes before `token`.
   */
  headers?: Record<string, string | null | undefined> | undefined;
}

/** What may be said about one call. Each goes before the same option of the client. */
export interface CallOptions {
  /**
   * Ends the call at once, wherever it is: waiting for an answer, reading it, or waiting to try
   * again. Of `stream`, ends the stream too.
   */
  signal?: AbortSignal | undefined;
  /** Milliseconds per attempt; see {@link QuintClientOptions.timeout}. */
  timeout?: number | undefined;
  /** Replaces the client's `retry` as a whole. */
  retry?: RetryOptions | false | undefined;
  /** Added to the client's headers; `null` takes one away. */
  headers?: Record<string, string | null | undefined> | undefined;
}

/**
 * Tried again: network errors, timeouts, and the statuses 408, 425, 429, 500, 502, 503 and 504. A
 * `POST` other than the two of ingest could act twice, so it is tried again only where the answer
 * says that nothing was done: 429 and 503.
 */
export interface RetryOptions {
  /**
   * Tries after the first: 0 or more.
   *
   * @default 2
   */
  attempts?: number | undefined;
  /**
   * Milliseconds before the first retry. They double with each, and the actual wait is a random one
   * between half of it and all of it.
   *
   * @default 500
   */
  baseDelay?: number | undefined;
  /**
   * The most milliseconds to wait between two tries. `Retry-After` lengthens a wait up to here.
   *
   * @default 30_000
   */
  maxDelay?: number | undefined;
}

/** The options, with what the environment says where they are silent. */
export interface Settings extends QuintClientOptions {
  /** Without a slash at the end. */
  readonly baseUrl: string;
}

/** @throws TypeError, which quotes no option: they may hold a secret. */
export function settingsOf(options: QuintClientOptions): Settings {
  // Neither Node's types nor a `process` are there in a browser or a worker.
  const env = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process
    ?.env;
  const baseUrl = baseUrlOf(options.baseUrl ?? (env?.QUINT_API_URL || API_URL));
  if (baseUrl === undefined) {
    throw new TypeError(
      'baseUrl (or QUINT_API_URL) must be like https://api.quintai.dev, without user, query or fragment',
    );
  }
  const token = options.token ?? env?.QUINT_DEPLOY_TOKEN;
  if (typeof token === 'string') checkToken(token);
  return { ...options, baseUrl, token };
}
