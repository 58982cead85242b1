import { checkToken } from '../client/token.ts';
import type { QuintClientOptions } from '../client/options.ts';
import type { Clock } from './clock.ts';

/**
 * The token, and whether the server has refused it. A refused one is shown again only after a while, or
 * when somebody asks for it; a new one at once.
 */
export class Credential {
  readonly #source: QuintClientOptions['token'];
  readonly #clock: Clock;
  readonly #patience: number;
  #refused: { readonly token: string | undefined; readonly at: number } | undefined;

  /** @param patience milliseconds after which a refused token is tried again */
  constructor(source: QuintClientOptions['token'], clock: Clock, patience: number) {
    this.#source = source;
    this.#clock = clock;
    this.#patience = patience;
  }

  /** @throws what the function throws, or TypeError for a token that no header can carry */
  async token(): Promise<string | undefined> {
    const token = typeof this.#source === 'function' ? await this.#source() : this.#source;
    return checkToken(token);
  }

  refuse(token: string | undefined): void {
    this.#refused = { token, at: this.#clock.now() };
  }

  /** Whether to ask with this token would be hammering. */
  isRefused(token: string | undefined): boolean {
    if (this.#refused === undefined || this.#refused.token !== token) return false;
    const age = this.#clock.now() - this.#refused.at;
    // A clock that was set back must not lengthen the wait by that.
    return age >= 0 && age < this.#patience;
  }

  forget(): void {
    this.#refused = undefined;
  }
}
