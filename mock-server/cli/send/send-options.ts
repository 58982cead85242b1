import { checkToken } from '../../../src/client/token.ts';
import { settingsOf } from '../../../src/client/options.ts';
import { DEFAULTS } from '../../defaults.ts';
import { isLoopback } from '../../guard/loopback.ts';
import { parseCommandLine } from '../command-line.ts';
import { UsageError } from '../usage-error.ts';

/** What `quint-mock send` is asked to do. */
export interface SendOptions {
  /** Where the events are; `-`, and `undefined`: standard input. */
  readonly file: string | undefined;
  readonly url: string;
  /** Empty: none is sent. */
  readonly token: string;
  /** The overflow file; `undefined`: the forwarder's default. */
  readonly overflow: string | undefined;
  readonly debugPort: number | undefined;
  readonly redact: boolean;
}

/** Where `quint-mock` listens. */
export const DEFAULT_URL = `http://${DEFAULTS.host}:${DEFAULTS.port}`;

/** The documentation's, which a mock on loopback takes. */
export const LOCAL_TOKEN = 'qt_deploy_YOUR_TOKEN';

const OPTIONS = {
  url: { type: 'string' },
  token: { type: 'string' },
  overflow: { type: 'string' },
  'debug-port': { type: 'string' },
  redact: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Flags win over variables.
 * @returns `undefined` when help is wanted
 * @throws UsageError for the first that is no good; it quotes neither URL nor token
 */
export function sendOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): SendOptions | undefined {
  const { values, positionals } = parseCommandLine('quint-mock send', args, {
    options: OPTIONS,
    allowPositionals: true,
  });
  if (values.help) return undefined;
  if (positionals.length > 1) {
    throw new UsageError('quint-mock send takes one FILE; for several: cat … | quint-mock send');
  }
  const [file] = positionals;
  if (file === '') throw new UsageError('FILE is the name of a file, or - for standard input');
  if (values.overflow === '') throw new UsageError('--overflow takes the name of a file');
  const url = urlOf(values.url, env['QUINT_API_URL']);
  return {
    file,
    url,
    token: tokenOf(values.token, env['QUINT_DEPLOY_TOKEN'], url),
    overflow: values.overflow,
    debugPort: portOf(values['debug-port']),
    redact: values.redact === true,
  };
}

function urlOf(flag: string | undefined, variable: string | undefined): string {
  const source = flag === undefined ? 'QUINT_API_URL' : '--url';
  try {
    // The token is looked at for itself.
    return settingsOf({ baseUrl: flag ?? (variable || DEFAULT_URL), token: '' }).baseUrl;
  } catch {
    throw new UsageError(
      `${source} takes an http or https URL, such as ${DEFAULT_URL}, without user, query or fragment`,
    );
  }
}

function tokenOf(flag: string | undefined, variable: string | undefined, url: string): string {
  if (flag === '') throw new UsageError('--token takes a token, and it is empty');
  const source = flag === undefined ? 'QUINT_DEPLOY_TOKEN' : '--token';
  const { hostname } = new URL(url);
  const preset = isLoopback(hostname.replace(/^\[(.*)\]$/, '$1')) ? LOCAL_TOKEN : '';
  try {
    return checkToken(flag ?? (variable || preset)) ?? '';
  } catch {
    throw new UsageError(
      `${source} takes a token, which has no space, no line break and no character outside ASCII`,
    );
  }
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  if (port <= 65_535) return port;
  throw new UsageError(`--debug-port takes a number from 0 to 65535, not "${text.slice(0, 80)}"`);
}
