import { LIMITS } from '../../limits.ts';

// Text at the limits. A character is a code point: not a byte, and not half a surrogate pair.

const CRAB = '\u{1F980}';

const LONGEST_ID = 'x'.repeat(LIMITS.sessionIdLength);
const TOO_LONG_ID = 'x'.repeat(LIMITS.sessionIdLength + 1);
export const LONGEST_NAME = 'x'.repeat(LIMITS.nameLength);
export const TOO_LONG_NAME = 'x'.repeat(LIMITS.nameLength + 1);
export const LONGEST_NAME_OF_CRABS = CRAB.repeat(LIMITS.nameLength);
export const TOO_LONG_NAME_OF_CRABS = CRAB.repeat(LIMITS.nameLength + 1);

/** Session ids that are none, with what is wrong with them. */
export const BAD_SESSION_IDS: readonly (readonly [name: string, value: string])[] = [
  ['empty', ''],
  [`${LIMITS.sessionIdLength + 1} characters`, TOO_LONG_ID],
  ['with a space', 'a b'],
  ['with a line end', 'a\n'],
  ['with a letter beyond ASCII', 'é'],
];

export const GOOD_SESSION_IDS: readonly (readonly [name: string, value: string])[] = [
  ['one character', 'x'],
  [`${LIMITS.sessionIdLength} characters`, LONGEST_ID],
  ['of a root process', '59247-1777085379101'],
  ['of a sub-agent', '59247-1777085379101:sub:1'],
  ['a UUID of version 5', 'c4a760a8-dbcf-5254-a0d9-6a4474bd1b62'],
  ['a UUID of version 1', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
  ['all of ASCII punctuation', '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'],
];
