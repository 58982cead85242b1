import { reporters } from '../../../src/verify/reporters/index.ts';
import { VARIABLES, type CredentialName } from '../../../src/verify/credentials.ts';
import { table } from '../table.ts';

/** Where a credential is found that is no flag. */
function variable(name: CredentialName): string {
  return `(default ${VARIABLES[name].slice(1)})`;
}

/** The text of `quint-mock verify --help`. */
export function verifyUsage(): string {
  return `Usage: quint-mock verify [flags] URL
       quint-mock verify --list [--only PATTERN]

Tries by requests alone whether a server keeps the contract: what the documents
of the product say is demanded; what only this contract decided is a warning. It
leaves sessions and events behind, whose names begin with "verify-": give it an
organisation for tests. A quint-mock needs no credentials, for it mints them.

  quint-mock verify http://127.0.0.1:4100

${table([
  ['--token TOKEN', `a service or personal token ${variable('token')}`],
  [
    '--other-token TOKEN',
    `the same of another organisation; without it, their isolation is not tried ${variable('otherToken')}`,
  ],
  [
    '--jwt JWT',
    `of the first organisation; without it, operations on tokens are not tried ${variable('jwt')}`,
  ],
  [
    '--registration-token TOKEN',
    `an install or enrollment token, which is spent ${variable('registrationToken')}`,
  ],
  [
    '--only PATTERN',
    'try only cases whose id begins so, or matches where there is a *; may be repeated',
  ],
  ['--skip PATTERN=REASON', 'leave such cases out; the report says why; may be repeated'],
  ['--strict', 'fail also on what is a warning else'],
  ['--seed N', 'draws the order, as the run did that named it (default a random one)'],
  [
    '--timeout MS',
    'milliseconds that an answer, or an effect of a request, is waited for, 100–600000 (default 10000)',
  ],
  ['--reporter NAME', `${Object.keys(reporters).join(', ')} (default human)`],
  ['--output FILE', 'write that into a file; the terminal gets the one for people'],
  ['--list', 'print the ids of the cases, and what is expected, and end'],
  ['--help', 'print this, and end'],
])}
Others can see a command line, but not the variables, so set these instead of
the flags. Reports name them where a credential was, and the curl lines of
failures run as they stand where they are exported.

Exit codes: 0 passed; 1 something failed, or nothing passed; 2 it could not be
tried: for a wrong flag or pattern, a server that is not there or is not the
API, a credential that it refuses, or because every case is skipped; 130 when a
signal stopped it: it prints what was found, or nothing when a second one does
not wait.
`;
}
