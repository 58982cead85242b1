/**
 * The reference mock server without its Node listener: for browsers and workers.
 * @module
 */
export * from './clock/index.ts';
export * from './fanout/index.ts';
export { type Ids, randomIds } from './ids.ts';
export {
  createMockServer,
  LOCAL_ORG,
  type MockServer,
  type MockServerOptions,
  WELL_KNOWN_TOKEN,
} from './server.ts';
export type { Retention } from './store/memory-store.ts';
