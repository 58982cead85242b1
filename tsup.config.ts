import { transform } from 'esbuild';
import { defineConfig, type Options } from 'tsup';

const TYPES = {
  entry: {
    index: 'src/index.ts',
    live: 'src/live/index.ts',
    forwarder: 'src/forwarder/index.ts',
    msw: 'src/msw/index.ts',
    verify: 'src/verify/index.ts',
    schemas: 'spec/index.ts',
    mock: 'mock-server/index.ts',
  },
  format: ['esm', 'cjs'],
  dts: { only: true },
} satisfies Options;

/** Bundled: all that is used of 4 MB that a consumer would install. THIRD-PARTY-NOTICES.md names them. */
const LISTENER = ['@hono/node-server', 'hono'];

/** Bundled for `require`: they are ES modules alone. Node could load them; Jest could not. */
const ES_MODULES_ALONE = ['jose', '@noble/hashes'];

export const BUNDLED = [...LISTENER, ...ES_MODULES_ALONE];

const JAVASCRIPT: Options = {
  target: 'node20',
  platform: 'neutral',
  splitting: true,
  // Without `node:` a bundler cannot tell a built-in from a package.
  removeNodeProtocol: false,
  external: [/^node:/],
};

// The three run side by side, into a folder that nobody else writes to: none of them may clean it.
export default defineConfig([
  {
    ...JAVASCRIPT,
    entry: {
      ...TYPES.entry,
      'mock-portable': 'mock-server/portable.ts',
      'msw-node': 'src/msw/node.ts',
      'quint-mock': 'mock-server/cli/quint-mock.ts',
    },
    format: 'esm',
    noExternal: LISTENER,
  },
  {
    ...JAVASCRIPT,
    entry: { ...TYPES.entry, 'mock-portable': 'mock-server/portable.ts' },
    // Only ES modules can be split, so that two entries share what they have in common; each is then
    // turned into CommonJS. tsup's own way of doing so breaks the syntax of jose.
    format: 'esm',
    outExtension: () => ({ js: '.cjs' }),
    plugins: [{ name: 'commonjs', renderChunk: (code) => toCommonJs(code) }],
    noExternal: BUNDLED,
  },
  TYPES,
]);

async function toCommonJs(code: string): Promise<{ code: string }> {
  return transform(code, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // Jest refuses `import()`, too.
    supported: { 'dynamic-import': false },
  });
}
