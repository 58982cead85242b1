import { table } from '../table.ts';
import { DEFAULT_URL, LOCAL_TOKEN } from './send-options.ts';

/** The text of `quint-mock send --help`. */
export function sendUsage(): string {
  return `Usage: quint-mock send [flags] [FILE]

Delivers events to the Quint API: one JSON object a line, from FILE, or from
standard input without one, or with -.

  cat events.jsonl | quint-mock send --url ${DEFAULT_URL}

${table([
  ['--url URL', `where the API is (default QUINT_API_URL, else ${DEFAULT_URL}, the mock's)`],
  [
    '--token TOKEN',
    `what the API asks for; others can see a command line, but not the variable (default QUINT_DEPLOY_TOKEN, else ${LOCAL_TOKEN} where the URL is of this machine)`,
  ],
  [
    '--overflow FILE',
    'holds what could not be delivered until it is: the next run with this file sends it first (default ~/.quint/forwarder-overflow.jsonl, of which only what was for this URL is sent)',
  ],
  [
    '--debug-port PORT',
    'serve the counters at /debug/flows of 127.0.0.1 meanwhile; 0 takes a free port',
  ],
  [
    '--redact',
    'take arguments_json out of every event that is read (those in the overflow file are sent as they are)',
  ],
  ['--help', 'print this, and end'],
])}
It reads no faster than it can deliver, or put into the overflow file, where
everything goes while the API takes nothing in six tries. An event without an
event_id gets one. A line that is no JSON object is named on stderr, and left
out. The first SIGINT or SIGTERM ends the reading; what was read is delivered or
put into the overflow file.

Exit codes: 0 everything is delivered; 3 something is not: left out, not read,
rejected by the API, in the overflow file, or dropped; 2 it could not be done:
for a wrong flag or URL, a file that cannot be read, a port in use, or a token
that the API refuses; 130 or 143 when a second signal does not wait.
`;
}
