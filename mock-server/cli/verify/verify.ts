import { CannotRun } from '../../../src/verify/cannot-run.ts';
import { CASES } from '../../../src/verify/cases/index.ts';
import type { Report } from '../../../src/verify/report.ts';
import { reporters } from '../../../src/verify/reporters/index.ts';
import { select } from '../../../src/verify/selection.ts';
import { verify as verifyServer } from '../../../src/verify/verify.ts';
import { stopSignal } from '../stop-signal.ts';
import { UsageError } from '../usage-error.ts';
import { BodyFiles } from './body-files.ts';
import { OutputFile } from './output-file.ts';
import { Progress } from './progress.ts';
import { verifyOptions, type VerifyCommand } from './verify-options.ts';
import { verifyUsage } from './verify-usage.ts';

/** What a shell says of a command that SIGINT has ended. */
const STOPPED = 130;

/**
 * `quint-mock verify`: tries whether a server keeps the contract.
 * @throws UsageError for what cannot be obeyed, and where nothing can be said of the server
 */
export async function verify(args: readonly string[]): Promise<number> {
  const command = verifyOptions(args, process.env);
  if (command === 'help') return print(verifyUsage());
  if ('list' in command) return print(listOf(command.list));
  const { reporter, output } = command;
  // Before the run: it would be a pity to find out after it.
  const file = output === undefined ? undefined : new OutputFile(output);
  const report = await run(command);
  const text = reporters[reporter](report);
  file?.write(text);
  process.stdout.write(file === undefined ? text : reporters.human(report));
  return exitCode(report);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function listOf(only: readonly string[] | undefined): string {
  const cases = select(CASES, { only }).map(({ each }) => each);
  const width = Math.max(...cases.map(({ id }) => id.length));
  return cases.map(({ id, title }) => `${id.padEnd(width)}  ${title}\n`).join('');
}

async function run({ options }: VerifyCommand): Promise<Report> {
  const stop = new AbortController();
  void stopSignal().then(() => stop.abort());
  const progress = new Progress(process.stderr, select(CASES, options).length);
  try {
    return await verifyServer({
      ...options,
      signal: stop.signal,
      saveBody: new BodyFiles().save,
      onResult: (result) => progress.add(result),
    });
  } catch (error) {
    throw error instanceof CannotRun ? new UsageError(error.message) : error;
  } finally {
    progress.end();
  }
}

function exitCode({ aborted, passed, counts }: Report): number {
  if (aborted) return STOPPED;
  if (counts.passed + counts.warned + counts.failed === 0) {
    process.stderr.write('quint-mock: no case was tried, for all of them are skipped\n');
    return 2;
  }
  return passed ? 0 : 1;
}
