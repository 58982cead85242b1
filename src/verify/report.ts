import type { OperationId } from '../../spec/operations.ts';
import type { Credentials } from './credentials.ts';

/** What a run has found, as plain data. */
export interface Report {
  readonly url: string;
  /**
   * Whether the server keeps the contract: all cases were tried or left out by wish, none failed, and
   * not all of them warned.
   */
  readonly passed: boolean;
  /** Whether the run was stopped by its signal: what was not tried then counts as skipped. */
  readonly aborted: boolean;
  readonly strict: boolean;
  readonly seed: number;
  /**
   * Credentials that were not given, and that the server, being `quint-mock`, has minted: of each, a
   * command for bash that prints another like it.
   */
  readonly minted: Credentials;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly counts: Readonly<Record<Outcome, number>>;
  /** In the order of the suite. */
  readonly results: readonly CaseResult[];
}

/**
 * - `passed`: as expected.
 * - `warned`: all that is documented holds; what this contract merely decided does not.
 * - `failed`: it does not hold, or it could not be tried.
 * - `skipped`: left out; `reason` says why.
 */
export type Outcome = 'passed' | 'warned' | 'failed' | 'skipped';

export interface CaseResult {
  /** For example `ingestEvents/limits/501-events`. */
  readonly id: string;
  readonly operation: OperationId;
  /** What is expected of the server, a sentence. */
  readonly title: string;
  readonly outcome: Outcome;
  readonly durationMs: number;
  /** Why it was skipped. */
  readonly reason?: string;
  /** In the order in which they were found; a failure ends the case. */
  readonly findings: readonly Finding[];
}

/** Where a server does something else. */
export interface Finding {
  readonly level: 'failure' | 'warning';
  readonly expected: string;
  readonly actual: string;
  /** The request it shows in; absent where there was none. */
  readonly exchange?: ExchangeView;
}

/** A request and its answer, without secrets: variables such as `$QUINT_DEPLOY_TOKEN` stand for them. */
export interface ExchangeView {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Before compression; of more than 8,192 characters, the first 2,000. */
  readonly requestBody?: string;
  /** Of the whole body, before compression. */
  readonly requestBytes?: number;
  /** The body was sent compressed. */
  readonly requestGzip?: true;
  /** Where the whole of a long body is, if `saveBody` has kept it. */
  readonly requestFile?: string;
  /** `null` when there was no answer. */
  readonly status: number | null;
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** The first 2,000 characters; none of a stream. */
  readonly responseBody: string;
  /**
   * Repeats the request in bash, where the variables are exported; `@BODY` stands for a long body that
   * nobody has kept.
   */
  readonly curl: string;
}
