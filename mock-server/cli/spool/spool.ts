import { parseCommandLine } from '../command-line.ts';
import { didYouMean } from '../did-you-mean.ts';
import { UsageError } from '../usage-error.ts';
import { whyNot } from '../why-not.ts';
import { exportFile } from './export.ts';
import { repairFile } from './repair.ts';
import { spoolUsage } from './spool-usage.ts';
import { verifyFile } from './verify.ts';

/** Prints what it has to say, and resolves with the exit code. */
type Action = (file: string) => Promise<number>;

const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ['verify', verifyFile],
  ['repair', repairFile],
  ['export', exportFile],
]);

/**
 * `quint-mock spool`: looks after an overflow file of the forwarder.
 * @throws UsageError for what cannot be obeyed, and a file that cannot be read or repaired
 */
export async function spool(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine('quint-mock spool', args, {
    options: { help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(spoolUsage());
    return 0;
  }
  const [name = '', file, ...others] = positionals;
  const action = ACTIONS.get(name);
  if (!action) throw new UsageError(`quint-mock spool takes ${choice()}${guess(name)}`);
  if (!file || others.length > 0) {
    throw new UsageError(`quint-mock spool ${name} takes one FILE; see quint-mock spool --help`);
  }
  try {
    return await action(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const done = name === 'repair' ? 'repaired' : 'read';
    throw new UsageError(code === undefined ? message : `${file} ${whyNot(done, error)}`);
  }
}

function choice(): string {
  return [...ACTIONS.keys()].join(', ').replace(/, (?=\w+$)/, ' or ');
}

function guess(name: string): string {
  return didYouMean(name, [...ACTIONS.keys()]) || ', and a FILE; see quint-mock spool --help';
}
