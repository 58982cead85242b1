// npm run release:rehearsal: a release in a copy of the repository. It builds and checks the whole package.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/release/*.test.ts'], testTimeout: 300_000, hookTimeout: 60_000 },
});
