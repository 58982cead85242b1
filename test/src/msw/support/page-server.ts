import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createServer } from 'vite';

const ROOT = join(import.meta.dirname, '../../../..');
const MSW = dirname(createRequire(import.meta.url).resolve('msw/package.json'));

/** The fixture page, served by Vite as in development, with the worker that `npx msw init` would copy. */
export async function servePage(): Promise<{ url: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'quint-page-'));
  const publicDir = join(folder, 'public');
  await mkdir(publicDir);
  await copyFile(join(MSW, 'lib/mockServiceWorker.js'), join(publicDir, 'mockServiceWorker.js'));
  const server = await createServer({
    root: join(import.meta.dirname, '../page'),
    configFile: false,
    publicDir,
    cacheDir: join(folder, 'cache'),
    logLevel: 'error',
    resolve: { tsconfigPaths: true },
    server: { port: 0, host: '127.0.0.1', hmr: false, watch: null, fs: { allow: [ROOT] } },
  });
  await server.listen();
  return {
    url: server.resolvedUrls!.local[0]!,
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
