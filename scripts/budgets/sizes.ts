import type { BuildOptions } from 'esbuild';
import { gzipSize } from '../../bench/size.ts';

/** An entry's limit, in bytes of its bundle, gzip: the README's, or what it weighed plus about a tenth. */
interface Size {
  readonly limit: number;
  readonly from: string;
  readonly options?: BuildOptions;
}

const NODE: BuildOptions = { platform: 'node' };

const SIZES: Readonly<Record<string, Size>> = {
  '.': { limit: 4_096, from: 'src/index.ts' },
  './live, beside the client': { limit: 3_072, from: 'src/live/index.ts' },
  './schemas': { limit: 40_000, from: 'spec/index.ts' },
  './forwarder': { limit: 17_000, from: 'src/forwarder/index.ts', options: NODE },
  './mock': { limit: 131_000, from: 'mock-server/index.ts', options: NODE },
  './mock, in a browser': { limit: 121_000, from: 'mock-server/portable.ts' },
  './msw, beside msw': { limit: 119_000, from: 'src/msw/index.ts', options: { external: ['msw'] } },
  './verify': { limit: 80_000, from: 'src/verify/index.ts', options: NODE },
};

export function sizes(): { name: string; limit: number; measure: () => Promise<number> }[] {
  return Object.entries(SIZES).map(([name, { limit, from, options }]) => ({
    name,
    limit,
    measure: () => gzipSize(`export * from './${from}'`, options),
  }));
}
