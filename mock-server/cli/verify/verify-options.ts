import { CASES } from '../../../src/verify/cases/index.ts';
import { FLAGS, VARIABLES, type CredentialName } from '../../../src/verify/credentials.ts';
import type { Skip, VerifyOptions } from '../../../src/verify/options.ts';
import { reporters, type ReporterName } from '../../../src/verify/reporters/index.ts';
import { fits, select } from '../../../src/verify/selection.ts';
import { settingsOf } from '../../../src/verify/settings.ts';
import { parseCommandLine } from '../command-line.ts';
import { didYouMean } from '../did-you-mean.ts';
import { UsageError } from '../usage-error.ts';

/** What `quint-mock verify` is asked to do. */
export interface VerifyCommand {
  readonly options: VerifyOptions;
  readonly reporter: ReporterName;
  /** A file for the report; the person at the terminal gets one then, too. */
  readonly output: string | undefined;
}

const OPTIONS = {
  token: { type: 'string' },
  'other-token': { type: 'string' },
  jwt: { type: 'string' },
  'registration-token': { type: 'string' },
  only: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  seed: { type: 'string' },
  timeout: { type: 'string' },
  reporter: { type: 'string' },
  output: { type: 'string' },
  list: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parse>['values'];

const NAMES = Object.keys(FLAGS) as CredentialName[];

/**
 * Flags win over variables.
 * @returns `'help'` or `'list'` when that is wanted, the latter with the patterns of `--only`
 * @throws UsageError for the first that is no good; it quotes no credential
 */
export function verifyOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): VerifyCommand | 'help' | { readonly list: readonly string[] | undefined } {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const { only, output } = values;
  const skip = values.skip?.map(skipOf);
  for (const pattern of [...(only ?? []), ...(skip ?? []).map((each) => each.pattern)]) {
    checkPattern(pattern);
  }
  if (values.list) return { list: only };
  const [baseUrl, ...others] = positionals;
  if (baseUrl === undefined || others.length > 0) {
    throw new UsageError(
      'quint-mock verify takes one URL, such as http://127.0.0.1:4100; see quint-mock verify --help',
    );
  }
  const options: VerifyOptions = {
    baseUrl,
    ...credentialsOf(values, env),
    only,
    skip,
    strict: values.strict,
    seed: numberOf('seed', values.seed),
    timeout: numberOf('timeout', values.timeout),
  };
  check(options, values);
  return { options, reporter: reporterOf(values), output };
}

function parse(args: readonly string[]) {
  return parseCommandLine('quint-mock verify', args, { options: OPTIONS, allowPositionals: true });
}

function skipOf(text: string): Skip {
  const { 1: pattern, 2: reason } = /^([^=]+)=(.*\S.*)$/s.exec(text) ?? [];
  if (pattern === undefined || reason === undefined) {
    throw new UsageError(`--skip takes PATTERN=REASON, and "${text}" has no reason`);
  }
  return { pattern, reason: reason.trim() };
}

/** A typing error would be a green run of nothing. */
function checkPattern(pattern: string): void {
  if (pattern && CASES.some(({ id }) => fits(id, pattern))) return;
  const depth = pattern.split('/').length;
  const known = new Set(CASES.map(({ id }) => id.split('/').slice(0, depth).join('/')));
  const guess = didYouMean(pattern, [...known]);
  throw new UsageError(`no case fits "${pattern}"${guess || '; see quint-mock verify --list'}`);
}

/** An empty variable sets nothing, so that a script can pass on what it may not have. */
function credentialsOf(values: Values, env: NodeJS.ProcessEnv) {
  const found: Partial<Record<CredentialName, string>> = {};
  for (const name of NAMES) {
    const flag = values[FLAGS[name]];
    if (flag === '') throw new UsageError(`--${FLAGS[name]} takes a credential, and it is empty`);
    const value = flag ?? env[VARIABLES[name].slice(1)];
    if (value) found[name] = value;
  }
  return found;
}

function numberOf(name: 'seed' | 'timeout', text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
}

/** Says what the suite says of its options, of the flags that they come from. */
function check(options: VerifyOptions, values: Values): void {
  try {
    settingsOf(options);
    select(CASES, options);
  } catch (error) {
    const message = (error as Error).message.replace(/^\w+/, (name) => sourceOf(name, values));
    throw new UsageError(message);
  }
}

function sourceOf(name: string, values: Values): string {
  if (name === 'baseUrl') return 'URL';
  if (!(name in FLAGS)) return `--${name}`;
  const flag = FLAGS[name as CredentialName];
  return values[flag] === undefined ? VARIABLES[name as CredentialName].slice(1) : `--${flag}`;
}

function reporterOf({ reporter, output }: Values): ReporterName {
  if (output === '') throw new UsageError('--output takes the name of a file');
  const known = Object.keys(reporters);
  if (reporter === undefined) {
    if (output === undefined) return 'human';
    throw new UsageError(`--output needs --reporter ${known.join('|')}, which says what to write`);
  }
  if (known.includes(reporter)) return reporter as ReporterName;
  const guess = didYouMean(reporter, known) || `; it takes ${known.join(', ')}`;
  throw new UsageError(`--reporter ${reporter} is not known${guess}`);
}
