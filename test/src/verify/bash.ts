import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a script for bash prints. @param env variables beside those of the tests */
export async function bash(script: string, env: Record<string, string> = {}): Promise<string> {
  const { stdout } = await run('bash', ['-c', script], {
    env: { ...process.env, ...env },
    maxBuffer: 64 * 2 ** 20,
  });
  return stdout;
}

/** What `curl -i` has printed; an interim answer is left out. */
export function parseCurl(printed: string): { status: number; body: string } {
  const end = printed.indexOf('\r\n\r\n');
  const body = printed.slice(end + 4);
  const status = Number(/^HTTP\/\S+ (\d+)/.exec(printed)![1]);
  return status < 200 ? parseCurl(body) : { status, body };
}
