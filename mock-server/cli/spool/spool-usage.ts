import { table } from '../table.ts';

/** The text of `quint-mock spool --help`. */
export function spoolUsage(): string {
  return `Usage: quint-mock spool verify|repair|export FILE

Looks after an overflow file of the forwarder, such as
~/.quint/forwarder-overflow.jsonl: the events that could not be delivered.

${table([
  ['verify FILE', 'says what is in it, and what is wrong with it; changes nothing'],
  [
    'repair FILE',
    'puts lines that are no events into FILE.corrupt, takes off what was delivered, and removes what a killed process has left beside it',
  ],
  ['export FILE', 'prints the events that wait, one JSON object a line; changes nothing'],
  ['--help', 'print this, and end'],
])}
  quint-mock spool export FILE | quint-mock send --overflow OTHER_FILE

Exit codes: 0 all is well; 3 there are lines that are no events, or a cursor of
another file, of which repair says 0 when it has dealt with them; 2 the file
cannot be read, or is in use by a forwarder while it is to be repaired.
`;
}
