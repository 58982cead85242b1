export { live } from './live.ts';
export type { AlertCreated, LiveMessage, Reset, SessionUpserted } from './messages.ts';
export type { LiveOptions } from './options.ts';
