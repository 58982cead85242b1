/**
 * The reference mock server without its Node listener: for browsers and workers.
 * @module
 */
export type { AlertRule } from './alert-processor/alert-rule.ts';
export { DEFAULT_ALERT_RULES } from './alert-processor/default-rules.ts';
export * from './clock/index.ts';
export type { Condition, Found } from './control/waiting/condition.ts';
export type { Control } from './control/control.ts';
export type { FaultRule } from './control/faults/fault-rule.ts';
export type { MessageView } from './control/queues/message-view.ts';
export type { QueueView } from './control/queues/queues-view.ts';
export { agentTraffic, type TrafficOptions } from './control/scenarios/agent-traffic.ts';
export type { Delivery } from './control/scenarios/delivery.ts';
export type { Seed, Seeded } from './control/seed.ts';
export type { State } from './control/state/state-schema.ts';
export type { StateCounts } from './control/state/state.ts';
export type { TraceStation, TraceView } from './control/traces/trace-view.ts';
export * from './fanout/index.ts';
export { type Ids, randomIds } from './ids.ts';
export type { MockServerOptions, Retention } from './options.ts';
export { createMockServer, type MockServer } from './server.ts';
export {
  createTestClient,
  type TestCaller,
  type TestClient,
  type TestClientOptions,
} from './test-client.ts';
export { LOCAL_ORG, WELL_KNOWN_TOKEN } from './tokens/ready-made.ts';
