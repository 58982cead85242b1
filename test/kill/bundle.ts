import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The programs, bundled: so they start in the time that Node takes. */
export interface Programs extends AsyncDisposable {
  readonly forwarder: string;
  readonly server: string;
}

export async function bundlePrograms(): Promise<Programs> {
  const folder = await mkdtemp(join(tmpdir(), 'kill-programs-'));
  // Another user runs them, too.
  await chmod(folder, 0o755);
  await build({
    entryPoints: ['forwarder', 'server'].map((name) =>
      join(import.meta.dirname, `programs/${name}.ts`),
    ),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  return {
    forwarder: join(folder, 'forwarder.mjs'),
    server: join(folder, 'server.mjs'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
