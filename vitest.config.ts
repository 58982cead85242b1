import { configDefaults, defineConfig } from 'vitest/config';

/** Whole programs: what needs Chromium, Python or Go, what the pages say, and processes that are killed. */
const SYSTEM = [
  'test/docs/*.test.ts',
  'test/kill/*.test.ts',
  'test/src/msw/browser.test.ts',
  'test/vectors/programs.test.ts',
];

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    setupFiles: ['test/seed.ts'],
    testTimeout: 20_000,
    // Much of it is waiting for processes; and Vitest would leave one of two cores idle.
    maxWorkers: '150%',
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
        test: { name: 'system', include: SYSTEM, globalSetup: 'test/command.ts' },
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
