import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    live: 'src/live/index.ts',
    forwarder: 'src/forwarder/index.ts',
    schemas: 'spec/index.ts',
    mock: 'mock-server/index.ts',
    'mock-portable': 'mock-server/portable.ts',
    'quint-mock': 'mock-server/cli/quint-mock.ts',
  },
  format: 'esm',
  target: 'node20',
  platform: 'neutral',
  dts: {
    entry: {
      index: 'src/index.ts',
      live: 'src/live/index.ts',
      forwarder: 'src/forwarder/index.ts',
      schemas: 'spec/index.ts',
      mock: 'mock-server/index.ts',
    },
  },
  splitting: true,
  // Without `node:` a bundler cannot tell a built-in from a package.
  removeNodeProtocol: false,
  external: [/^node:/],
  clean: true,
});
