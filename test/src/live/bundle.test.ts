import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundle } from '../support.ts';

/** With the parser, but without the client that it is given. */
const BUDGET = 3072;

test(`the entry weighs at most ${BUDGET} bytes, gzipped; no zod and no built-in of Node is in it`, async () => {
  const { text, inputs } = await bundle(`export * from './src/live/index.ts'`);
  expect(text).not.toMatch(/zod|node:|require\(/);
  const others = inputs.filter((path) => path.includes('node_modules'));
  expect(others).toEqual(['node_modules/eventsource-parser/dist/index.js']);
  const { length } = gzipSync(text, { level: 9 });
  console.log(`the live entry: ${length} bytes, gzipped`);
  expect(length).toBeLessThanOrEqual(BUDGET);
});
