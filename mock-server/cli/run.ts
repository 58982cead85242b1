import { didYouMean } from './did-you-mean.ts';
import { UsageError } from './usage-error.ts';

/** Runs until there is nothing left to do, or until it is stopped. Resolves with the exit code. */
type Command = (args: readonly string[]) => Promise<number>;

// Each is loaded when it is called: the server does not wait for the others, nor they for it.
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['send', async () => (await import('./send/send.ts')).send],
  ['spool', async () => (await import('./spool/spool.ts')).spool],
  ['verify', async () => (await import('./verify/verify.ts')).verify],
]);

/** Runs the command that the first argument names, or else the server. */
export async function run(args: readonly string[]): Promise<number> {
  // A reader that closes the pipe (`quint-mock 2>&1 | head -1`) has read enough; the command goes on.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  const [name = ''] = args;
  try {
    const load = COMMANDS.get(name);
    if (load) return await (await load())(args.slice(1));
    if (name && !name.startsWith('-')) throw new UsageError(unknown(name));
    const { serve } = await import('./serve.ts');
    return await serve(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`quint-mock: ${error.message}\n`);
    return 2;
  }
}

function unknown(name: string): string {
  const guess = didYouMean(name, [...COMMANDS.keys()]);
  return `"${name}" is no command of quint-mock${guess || '; see quint-mock --help'}`;
}
