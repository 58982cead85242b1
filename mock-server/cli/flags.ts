import { parseArgs } from 'node:util';

/** A command line that cannot be obeyed: one line for a person, and exit code 2. */
export class UsageError extends Error {}

export interface Flags {
  readonly port: number;
  readonly host: string;
  readonly env: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

export const USAGE = `Usage: quint-mock [flags]

Serves the Quint API from memory: ingest, FIFO fan-out, sessions, events.

  --port PORT   0–65535; 0 takes a free port (default 4100)
  --host HOST   address to listen on (default 127.0.0.1); anywhere but on
                loopback the tokens are random
  --env ENV     names the topic, quint-events-ENV (default dev)
  --json        print one line of JSON when ready, and nothing else
  --quiet       print nothing when ready
  --help        print this
  --version     print the version

Exit codes: 0 stopped by SIGINT or SIGTERM, 2 could not start.
`;

/** @throws UsageError that names the flag and the remedy */
export function parseFlags(args: readonly string[]): Flags {
  const { values } = parse(args);
  const { port = '4100', host = '127.0.0.1', env = 'dev' } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, not "${port}"`);
  }
  if (!/^[\w-]{1,64}$/.test(env)) {
    throw new UsageError(`--env takes 1–64 letters, digits, "_" or "-", not "${env}"`);
  }
  if (host.trim() === '') throw new UsageError('--host takes an address, such as 127.0.0.1');
  const { json = false, quiet = false, help = false, version = false } = values;
  return { port: Number(port), host, env, json, quiet, help, version };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        env: { type: 'string' },
        json: { type: 'boolean' },
        quiet: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    // The first sentence names the flag; the others explain parseArgs.
    const [what] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(`${what!.replace(/\.$/, '')}; see quint-mock --help`);
  }
}
