/**
 * The whole pipeline as MSW request handlers, in Node and in the browser.
 * @module
 */
export { ContractViolation, type ReplyIssue } from './contract-violation.ts';
export { quintHandlers, type QuintHandlers, type QuintHandlersOptions } from './quint-handlers.ts';

export type { JournalEntry, JournaledRequest, JournaledResponse } from './journal-entry.ts';
export type { TypedJournal } from './journal.ts';
export type { BodyOf, OperationId, ParamsOf, QueryOf, SuccessOf } from './operation-types.ts';
export type { Override, Overrides, Refusal, Resolver, ResolverArgs } from './override.ts';
