import { ERROR_CODES, type ErrorCode } from '../../../spec/errors.ts';
import { ApiError } from '../../http/api-error.ts';
import type { RequestEffects } from './fault-rule.ts';

const COMES_BACK = new Set([429, 503]);

/** The answer that a fault asks for, in the form of every error (contract.md §5). */
export class InjectedError extends ApiError {
  readonly #status: number;

  /** @param by what asked for it, for the message */
  constructor(status: number, { code, message, headers }: RequestEffects, by: string) {
    super(code ?? codeOf(status), message ?? `The mock server was asked for a ${status} (${by})`, {
      headers: {
        // §5: these two say when to come back.
        ...(COMES_BACK.has(status) && { 'retry-after': '1' }),
        ...lowerCased(headers),
      },
    });
    this.#status = status;
  }

  override get status(): number {
    return this.#status;
  }
}

/** The first code that the contract has for a status; for others a general one of their class. */
function codeOf(status: number): ErrorCode {
  const codes = Object.keys(ERROR_CODES) as ErrorCode[];
  const own = codes.find((code) => ERROR_CODES[code].status === status);
  return own ?? (status >= 500 ? 'internal' : 'validation_failed');
}

function lowerCased(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
