import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
// By its file: whoever ends `npx` leaves what it started.
const PRISM = join(ROOT, 'node_modules/@stoplight/prism-cli/dist/index.js');

/** Prism over the generated document, in a process of its own and behind a free port. */
export interface Prism {
  readonly url: string;
  /** All that it has said. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts `prism mock`, or `prism proxy` before an `upstream`. `--errors` in both: no violation passes. */
export async function startPrism(kind: 'mock'): Promise<Prism>;
export async function startPrism(kind: 'proxy', upstream: string): Promise<Prism>;
export async function startPrism(kind: string, ...upstream: string[]): Promise<Prism> {
  const prism = spawn(
    process.execPath,
    [PRISM, kind, 'generated/openapi.json', ...upstream, '--port', '0', '--errors'],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = once(prism, 'close');
  let log = '';
  const url = new Promise<string>((resolve) => {
    for (const stream of [prism.stdout, prism.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        const [, found] = /Prism is listening on (\S+)/.exec(log) ?? [];
        if (found) resolve(found);
      });
    }
  });
  const early = ended.then(() => Promise.reject(new Error(`Prism has ended:\n${log}`)));
  early.catch(() => undefined);
  return {
    url: await Promise.race([url, early]),
    log: () => log,
    async stop() {
      prism.kill();
      await ended;
    },
  };
}
