import type { CaseResult } from './report.ts';

/** Carries a request. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/** What is to be verified, and how. */
export interface VerifyOptions {
  /** The server: an absolute http(s) URL; a path is kept as a prefix. */
  readonly baseUrl: string;
  /** A service or personal token. @default one that is minted, where the server is `quint-mock` */
  readonly token?: string | undefined;
  /** The same of another organisation: without it, nothing can be said of the isolation of the two. */
  readonly otherToken?: string | undefined;
  /** A JWT of the token's organisation: without it, the operations on tokens are not verified. */
  readonly jwt?: string | undefined;
  /** An install or enrollment token. It is spent. Without it, the registration of machines is not verified. */
  readonly registrationToken?: string | undefined;
  /** Carries the requests. @default `globalThis.fetch` */
  readonly fetch?: Fetch | undefined;
  /**
   * Only the cases whose id has one of these as its beginning, or matches it where it holds `*`.
   * @default all of them
   */
  readonly only?: readonly string[] | undefined;
  /** Cases to leave out, in the same spelling, and why; the report says so. @default none */
  readonly skip?: readonly Skip[] | undefined;
  /** Whether to fail also where a server only differs from what this contract decided. @default false */
  readonly strict?: boolean | undefined;
  /**
   * Draws the order of the cases, and that of what a case sends in any order. The ids of a run are its
   * own, also with the seed of another: a server remembers them. 0 to 4,294,967,295.
   * @default a random one, which the report names
   */
  readonly seed?: number | undefined;
  /** Milliseconds that an answer, or an effect of a request, is waited for: 100 to 600,000. @default 10_000 */
  readonly timeout?: number | undefined;
  /** Told of each case as it ends. */
  readonly onResult?: ((result: CaseResult) => void) | undefined;
  /**
   * Keeps a request body of a failure that is too long for a command line (more than 8,192
   * characters), and answers in which file: the curl line sends that. The body holds no secrets.
   * @default it is not kept
   */
  readonly saveBody?: ((body: string) => string | undefined) | undefined;
  /** Ends the run: the report comes at once, of what was found by then. It has not `passed`. */
  readonly signal?: AbortSignal | undefined;
}

/** A case to leave out. */
export interface Skip {
  readonly pattern: string;
  readonly reason: string;
}
