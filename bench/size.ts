import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Bytes of an entry with all it imports, minified, gzip. */
export async function gzipSize(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}
