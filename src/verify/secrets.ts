import type { OperationId } from '../../spec/operations.ts';
import {
  MINTED_VARIABLE,
  VARIABLES,
  type CredentialName,
  type Credentials,
} from './credentials.ts';

/** Operations whose success hands out a raw token. */
const MINTING: ReadonlySet<OperationId> = new Set([
  'createToken',
  'rotateToken',
  'registerMachine',
]);

/** Of a token that was cut off, so much gives it away. */
const TELLING = 8;

/** From this length on, a part of a secret must not be shown either. */
const LONG = 2 * TELLING;

/** What must not be in a report: variables stand for it. */
export class Secrets {
  /** Each spelling of each credential, and what stands for it; the longest first, for one may begin another. */
  #spellings: (readonly [spelling: string, variable: string])[] = [];

  constructor(credentials: Credentials) {
    for (const [name, secret] of Object.entries(credentials)) {
      const variable = VARIABLES[name as CredentialName];
      this.#add(secret, variable);
      for (const [part, removal] of partsOf(secret)) {
        this.#add(part, `\${${variable.slice(1)}${removal}}`);
      }
    }
  }

  /** Looks for a token that an operation has handed out. @param text the body of its answer */
  learn(operation: OperationId, text: string): void {
    if (!MINTING.has(operation)) return;
    for (const [, token] of text.matchAll(/token"\s*:\s*"([^"\\]{8,})"/g)) {
      this.#add(token!, MINTED_VARIABLE);
    }
  }

  /** Puts variables in for the secrets that are known, also where `…` cuts one off. */
  mask(text: string): string {
    return this.#spellings.reduce(
      (masked, [spelling, variable]) => withoutCut(masked, spelling).replaceAll(spelling, variable),
      text,
    );
  }

  /** The same, and for whatever looks like a token: what a server says may be another's. */
  maskAll(text: string): string {
    return this.mask(text).replace(
      /qt_[a-z]+_(?:[0-9a-f]{16,}|[0-9a-f]{4,}(?=…))/g,
      MINTED_VARIABLE,
    );
  }

  #add(secret: string, variable: string): void {
    if (this.#spellings.some(([spelling]) => spelling === secret)) return;
    const inJson = JSON.stringify(secret).slice(1, -1);
    for (const spelling of new Set([secret, inJson, encodeURIComponent(secret)])) {
      this.#spellings.push([spelling, variable]);
    }
    this.#spellings.sort(([a], [b]) => b.length - a.length);
  }
}

/** What the cases forge other credentials from, and how bash makes it of the secret. */
function partsOf(secret: string): (readonly [part: string, removal: string])[] {
  const dot = secret.lastIndexOf('.');
  const parts = [
    [secret.slice(0, -1), '%?'],
    [secret.slice(0, Math.max(dot, 0)), '%.*'],
    [dot < 0 ? '' : secret.slice(dot + 1), '##*.'],
  ] as const;
  return parts.filter(([part]) => part.length >= LONG);
}

/** A text in which no `…` follows on a beginning of the secret. */
function withoutCut(text: string, secret: string): string {
  let rest = '';
  for (let end = text.lastIndexOf('…'); end > 0; end = text.lastIndexOf('…', end - 1)) {
    let length = Math.min(secret.length - 1, end);
    while (length >= TELLING && !text.endsWith(secret.slice(0, length), end)) length--;
    if (length < TELLING) continue;
    rest = text.slice(end) + rest;
    text = text.slice(0, end - length);
    end = text.length;
  }
  return text + rest;
}
