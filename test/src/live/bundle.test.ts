import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** With the parser, but without the client that it is given. */
const BUDGET = 3072;

test(`the entry weighs at most ${BUDGET} bytes, gzipped; no zod and no built-in of Node is in it`, async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: ['src/live/index.ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    write: false,
    metafile: true,
  });
  const { text } = outputFiles[0]!;
  expect(text).not.toMatch(/zod|node:|require\(/);
  const others = Object.keys(metafile.inputs).filter((path) => path.includes('node_modules'));
  expect(others).toEqual(['node_modules/eventsource-parser/dist/index.js']);
  const { length } = gzipSync(text, { level: 9 });
  console.log(`the live entry: ${length} bytes, gzipped`);
  expect(length).toBeLessThanOrEqual(BUDGET);
});
