import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    schemas: 'spec/index.ts',
    mock: 'mock-server/index.ts',
    'quint-mock': 'mock-server/cli/quint-mock.ts',
  },
  format: 'esm',
  target: 'node20',
  platform: 'neutral',
  dts: { entry: { index: 'src/index.ts', schemas: 'spec/index.ts', mock: 'mock-server/index.ts' } },
  splitting: true,
  clean: true,
});
