/**
 * The reference mock server: the ingest-to-session pipeline in memory, its FIFO topic and queues,
 * and the clock that can be turned.
 * @module
 */
export * from './clock/index.ts';
export * from './fanout/index.ts';
export { type Ids, randomIds } from './ids.ts';
export { isLoopback, listen, type Listening, type ListenOptions } from './listen.ts';
export {
  createMockServer,
  LOCAL_ORG,
  type MockServer,
  type MockServerOptions,
  WELL_KNOWN_TOKEN,
} from './server.ts';
export type { Retention } from './store/memory-store.ts';
