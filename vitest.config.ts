import { configDefaults, defineConfig } from 'vitest/config';

/** What needs more than Node: Chromium, Python, Go. */
const SYSTEM = ['test/src/msw/browser.test.ts', 'test/vectors/programs.test.ts'];

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    setupFiles: ['test/seed.ts'],
    testTimeout: 20_000,
    // Vitest would leave one core idle, of two.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          globalSetup: 'test/command.ts',
          include: ['test/**/*.test.ts', 'examples/*.vitest.ts'],
          // test/prism and test/release have commands of their own; the others are below.
          exclude: [...configDefaults.exclude, 'test/{prism,release,package}/**', ...SYSTEM],
        },
      },
      {
        extends: true,
        test: { name: 'system', include: SYSTEM },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          // Packs and installs the tarball, once for all of them.
          globalSetup: 'test/package/setup.ts',
        },
      },
    ],
  },
});
