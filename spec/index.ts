/**
 * The contract as Zod schemas, one export per component, and the list of operations.
 * @module
 */
export * from './errors.ts';
export * from './known-values.ts';
export * from './limits.ts';
export * from './operations.ts';
export * from './schemas/index.ts';
