import { parseArgs, type ParseArgsConfig } from 'node:util';
import { didYouMean } from './did-you-mean.ts';
import { UsageError } from './usage-error.ts';

/** What a command takes. */
interface CommandLine<Options> {
  readonly options: Options;
  readonly allowPositionals?: boolean;
  /** What to say of a flag that is not one of the options, where there is more to say. */
  readonly explain?: (flag: string) => string | undefined;
}

/**
 * Reads the flags of a command, and what stands beside them.
 * @param command as it is typed, such as `quint-mock send`
 * @throws UsageError that names the flag and the remedy
 */
export function parseCommandLine<const Options extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: readonly string[],
  { options, allowPositionals = false, explain }: CommandLine<Options>,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals });
  } catch (error) {
    const { message } = error as Error;
    const seeHelp = `; see ${command} --help`;
    const { 1: unknown } = /^Unknown option '--([^']+)'/.exec(message) ?? [];
    if (unknown !== undefined) {
      const flags = Object.keys(options).map((name) => `--${name}`);
      const guess = didYouMean(`--${unknown}`, flags);
      throw new UsageError(
        explain?.(unknown) ?? `--${unknown} is no flag of ${command}${guess || seeHelp}`,
      );
    }
    // The first sentence names the flag; the others explain parseArgs.
    const [what] = message.split(/\. |\n/);
    throw new UsageError(what!.replace(/\.$/, '') + seeHelp);
  }
}
