import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A server in a process of its own, so that it does not share a core with what measures it. */
export interface ServerProcess {
  readonly url: string;
  /** Resolves when all that was sent is processed. */
  drain(): Promise<void>;
  stop(): void;
}

export type ServerName = 'floor' | 'quint' | 'prism';

export async function startServer(name: ServerName): Promise<ServerProcess> {
  const child = fork(join(import.meta.dirname, `servers/${name}.mjs`), {
    execArgv: [],
    silent: name === 'prism',
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    url: `http://127.0.0.1:${port}`,
    async drain() {
      const drained = once(child, 'message');
      child.send('drain');
      await drained;
    },
    stop() {
      child.disconnect();
      if (name !== 'prism') child.kill();
    },
  };
}
