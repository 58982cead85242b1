// npm run prism: apart from the other tests, for Prism takes the machine for itself while it starts.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: { include: ['test/prism/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
});
