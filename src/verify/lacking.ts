import type { Trial } from './trial.ts';

/** Ends a case that needs what the server does not have, and need not have: a warning, noted already. */
export class Lacking extends Error {
  override readonly name = 'Lacking';
}

/**
 * Notes what is merely decided and not there, and ends the case.
 * @throws Lacking
 */
export function lack(trial: Trial, expected: string, actual: string): never {
  trial.prefer(false, expected, actual);
  throw new Lacking(expected);
}
