import { version } from '../../package.json';
import { isLoopback, listen, type Listening } from '../listen.ts';
import { createMockServer, type MockServer } from '../server.ts';
import { banner, readyLine } from './banner.ts';
import { stopSignal } from './stop-signal.ts';
import { parseFlags, USAGE, UsageError, type Flags } from './flags.ts';

/** How long a stop waits for requests at hand, in milliseconds. */
const STOP_MS = 5_000;

/** Runs the command until it is stopped. Resolves with the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  // A reader that closes the pipe (`quint-mock | head -1`) has read enough; the server goes on.
  process.stdout.on('error', () => {});
  try {
    const flags = parseFlags(args);
    if (flags.help) return print(USAGE);
    if (flags.version) return print(`${version}\n`);
    return await serve(flags);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`quint-mock: ${error.message}\n`);
    return 2;
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

async function serve(flags: Flags): Promise<number> {
  const stopped = stopSignal();
  const mock = createMockServer({
    env: flags.env,
    wellKnownToken: isLoopback(flags.host),
    onProcessorError: (error) => process.stderr.write(`quint-mock: a processor failed: ${error}\n`),
  });
  const server = await start(mock, flags);
  const ready = { url: server.url, env: mock.env, tokens: await mock.tokens() };
  if (flags.json) print(`${readyLine(ready)}\n`);
  else if (!flags.quiet) print(banner(ready));
  await stopped;
  await server.close({ timeout: STOP_MS });
  await mock.close();
  return 0;
}

async function start(mock: MockServer, { port, host }: Flags): Promise<Listening> {
  try {
    return await listen(mock, { port, host });
  } catch (error) {
    throw new UsageError(reasonNotToListen((error as NodeJS.ErrnoException).code, host, port));
  }
}

function reasonNotToListen(code: string | undefined, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} of ${host} is in use; choose another with --port, or --port 0 for a free one`;
    case 'EACCES':
      return `port ${port} needs privileges; choose one above 1023 with --port`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine; choose one with --host, such as 127.0.0.1`;
    default:
      return `cannot listen on ${host}:${port} (${code ?? 'unknown reason'})`;
  }
}
