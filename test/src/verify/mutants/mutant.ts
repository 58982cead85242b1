/** A server as a function. */
export type Serve = (request: Request) => Promise<Response>;

/** The mock with one rule broken. */
export interface Mutant {
  readonly name: string;
  /** What it does instead, a sentence. */
  readonly does: string;
  /** Whether the rule is merely decided by this contract, so that only a strict run fails. @default false */
  readonly isDecided?: true;
  /** The cases that are meant to find it: one of them must. */
  readonly foundBy: readonly [string, ...string[]];
  /** Breaks the rule. What it remembers is its own. */
  readonly breakRule: (serve: Serve) => Serve;
}
