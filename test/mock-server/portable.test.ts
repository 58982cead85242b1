import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('the server without its listener bundles for a browser: no Node built-in is in it', async () => {
  const { outputFiles } = await build({
    entryPoints: ['mock-server/portable.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  });
  expect(outputFiles[0]!.text).not.toMatch(/from ?["']node:|require\(/);
});

test('fetch takes what the global fetch takes', async () => {
  const { createMockServer } = await import('../../mock-server/portable.ts');
  const mock = createMockServer();
  const answers = await Promise.all([
    mock.fetch('http://mock/health'),
    mock.fetch(new URL('http://mock/health'), { method: 'HEAD' }),
    mock.fetch(new Request('http://mock/health')),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await mock.close();
});
