import { gzipSync } from 'node:zlib';
import { build, type BuildOptions } from 'esbuild';

/** Bytes of an entry with all it imports, minified, gzip. For the browser, unless the options say otherwise. */
export async function gzipSize(contents: string, options: BuildOptions = {}): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    ...options,
  });
  return gzipSync(outputFiles![0]!.contents, { level: 9 }).length;
}
