export { createForwarder } from './forwarder.ts';
export { redactArguments } from './redact.ts';

export type { Clock } from './clock.ts';
export type { DropReason, ForwarderEvents, Rejection } from './events.ts';
export type { Flows } from './flows.ts';
export type { Forwarder, ForwarderReport, ForwarderStats, NewEvent } from './forwarder.ts';
export type { Counters } from './ledger.ts';
export type { ForwarderOptions } from './options.ts';
