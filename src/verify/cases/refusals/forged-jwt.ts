import { lack } from '../../lacking.ts';
import type { Trial } from '../../trial.ts';

/** The JWT of the run with another signature, by a character in the middle: the last has bits to spare. */
export function resigned(trial: Trial): string {
  const [head, claims, signature] = partsOf(trial);
  const middle = Math.floor(signature.length / 2);
  const other = signature[middle] === 'A' ? 'B' : 'A';
  return `${head}.${claims}.${signature.slice(0, middle)}${other}${signature.slice(middle + 1)}`;
}

/**
 * The JWT of the run with one claim more, which a server that checks no signature would not mind. Nothing
 * of it is spelled as it was: a report may show it.
 */
export function withAnotherClaim(trial: Trial): string {
  const [head, claims, signature] = partsOf(trial);
  const changed = respelled(claims, `{"verify":"${trial.ids.uuid()}",`);
  return `${respelled(head, '{ ')}.${changed}.${signature}`;
}

/** A part of a JWT with another beginning of its JSON. */
function respelled(part: string, beginning: string): string {
  const json = Buffer.from(part, 'base64url')
    .toString()
    .replace('{', () => beginning);
  return Buffer.from(json).toString('base64url');
}

function partsOf(trial: Trial): readonly [head: string, claims: string, signature: string] {
  const [head, claims, signature, ...more] = trial.credential('jwt').split('.');
  if (!head || !claims || !signature || more.length > 0) {
    lack(trial, 'a JWT of three parts', 'the one that was given is of another form');
  }
  return [head, claims, signature];
}
