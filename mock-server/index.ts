/**
 * The reference mock server: the ingest-to-session pipeline in memory, its FIFO topic and queues,
 * and the clock that can be turned.
 * @module
 */
export { isLoopback } from './guard/loopback.ts';
export { listen, type Listening, type ListenOptions } from './listen.ts';
export * from './portable.ts';
