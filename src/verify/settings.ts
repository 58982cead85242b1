import { baseUrlOf } from '../client/base-url.ts';
import { checkToken } from '../client/token.ts';
import type { CredentialName, Credentials } from './credentials.ts';
import type { Fetch, VerifyOptions } from './options.ts';

/** The options, checked, with their defaults. */
export interface Settings {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly credentials: Credentials;
  readonly fetch: Fetch;
  readonly strict: boolean;
  readonly seed: number;
  /** Milliseconds. */
  readonly timeout: number;
}

const LARGEST_SEED = 2 ** 32 - 1;
const DEFAULT_TIMEOUT_MS = 10_000;
const SHORTEST_TIMEOUT_MS = 100;
const LONGEST_TIMEOUT_MS = 600_000;

/** @throws TypeError that names the option and the remedy; it quotes no credential */
export function settingsOf(options: VerifyOptions): Settings {
  const { strict = false, timeout = DEFAULT_TIMEOUT_MS } = options;
  const baseUrl = baseUrlOf(options.baseUrl);
  if (baseUrl === undefined) {
    throw new TypeError(
      'baseUrl must be an http or https URL, such as http://127.0.0.1:4100, without user, query or fragment',
    );
  }
  const seed = options.seed ?? Math.floor(Math.random() * (LARGEST_SEED + 1));
  checkWhole('seed', seed, 0, LARGEST_SEED);
  checkWhole('timeout', timeout, SHORTEST_TIMEOUT_MS, LONGEST_TIMEOUT_MS, ' milliseconds');
  return {
    baseUrl,
    credentials: credentialsOf(options),
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    strict,
    seed,
    timeout,
  };
}

function checkWhole(name: string, value: number, least: number, most: number, unit = ''): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new TypeError(
    `${name} must be a whole number from ${least} to ${most}${unit}, not ${value}`,
  );
}

function credentialsOf(options: VerifyOptions): Credentials {
  const { token, otherToken, jwt, registrationToken } = options;
  const given: Partial<Record<CredentialName, string>> = {};
  for (const [name, value] of Object.entries({ token, otherToken, jwt, registrationToken })) {
    if (!value) continue;
    try {
      checkToken(value);
    } catch {
      throw new TypeError(
        `${name} has a space, a line break or a character outside ASCII, which no header can carry: trim it`,
      );
    }
    given[name as CredentialName] = value;
  }
  if (otherToken && (otherToken === token || otherToken === jwt)) {
    throw new TypeError(
      `otherToken is the same as ${otherToken === token ? 'token' : 'jwt'}: it takes one of another organisation`,
    );
  }
  return given;
}
