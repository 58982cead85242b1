import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundle } from '../support.ts';

/** The weight of design.md, “Entries of the package”: all of the entry, openapi-fetch included. */
const BUDGET = 4096;

test(`the entry weighs at most ${BUDGET} bytes, gzipped`, async () => {
  const { text } = await bundle(`export * from './src/index.ts'`);
  expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(BUDGET);
});

test('the entry holds openapi-fetch and nothing else of others, no zod and no built-in of Node', async () => {
  const { text, inputs } = await bundle(`export * from './src/index.ts'`);
  expect(text).not.toMatch(/zod|node:|require\(/);
  expect(inputs.filter((path) => path.includes('node_modules'))).toEqual([
    'node_modules/openapi-fetch/dist/index.mjs',
  ]);
});

test('who imports LIMITS pays for no client', async () => {
  const { text } = await bundle(`import { LIMITS } from './src/index.ts'; console.log(LIMITS)`);
  expect(text).not.toContain('createQuintClient');
  expect(text.length).toBeLessThan(400);
});
