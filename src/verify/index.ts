/**
 * The conformance suite: does a server keep the contract?
 * @module
 */
export { CannotRun } from './cannot-run.ts';
export type { Skip, VerifyOptions } from './options.ts';
export type { CaseResult, ExchangeView, Finding, Outcome, Report } from './report.ts';
export { reporters, type ReporterName } from './reporters/index.ts';
export { verify } from './verify.ts';
