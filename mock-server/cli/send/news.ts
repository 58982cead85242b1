import { QuintError } from '../../../src/client/errors.ts';
import type { DropReason, Forwarder } from '../../../src/forwarder/index.ts';

/** Reasons for failed tries that are told; a server that makes up a new one each time is not. */
const MOST_REASONS = 10;

const DROPPED: Readonly<Partial<Record<DropReason, string>>> = {
  overflow_full: 'the overflow file is full: its oldest events are dropped',
  unwritable: 'the overflow file cannot be written: what is left is dropped',
};

/** What the news are about, and who is interested. */
interface Newsroom {
  readonly say: (text: string) => void;
  /** Where rejected events are. */
  readonly rejectedFile: string;
  /** The server has refused the token, with this answer. */
  readonly onRefusedToken: (answer: string) => void;
  /** Once it is aborted, the end is near, and an outage no news. */
  readonly signal: AbortSignal;
}

/** Tells a person what a forwarder runs into: each thing once, however often it is tried. */
export function tellNews(
  forwarder: Pick<Forwarder, 'on' | 'flows'>,
  { say, rejectedFile, onRefusedToken, signal }: Newsroom,
): void {
  const { path } = forwarder.flows().overflow;
  const told = new Set<string>();
  const once = (key: string, text: string) => {
    if (!told.has(key)) say(text);
    told.add(key);
  };
  const reasons = new Set<string>();
  let outage = false;

  forwarder.on('error', (error) => {
    if (isRefusedToken(error)) return onRefusedToken(error.message);
    const reason = error.message.replace(/ \(attempt \d+\)$/, '');
    if (reasons.has(reason) || reasons.size >= MOST_REASONS) return;
    reasons.add(reason);
    say(`${reason}; it is tried again`);
  });
  forwarder.on('spilled', () => {
    if (outage || signal.aborted || !forwarder.flows().outage) return;
    outage = true;
    say(`outage: until the API takes something, events go to ${path}`);
  });
  forwarder.on('delivered', () => {
    if (!outage) return;
    outage = false;
    reasons.clear();
    say('the outage is over');
  });
  forwarder.on('recovered', () => {
    // What this run has put there itself was told when it was.
    if (forwarder.flows().counters.spilled > 0) return;
    once('recovered', `there are events of an earlier run in ${path}; they go first`);
  });
  forwarder.on('rejected', ({ event, reason, status, issues }) => {
    if (status === undefined) return;
    const [issue] = issues ?? [];
    const why = issue ? `${issue.pointer} ${issue.message}` : reason;
    once('rejected', `event ${event.event_id} is rejected: ${why}; see ${rejectedFile}`);
  });
  forwarder.on('dropped', ({ reason }) => once(reason, DROPPED[reason] ?? `dropped: ${reason}`));
}

function isRefusedToken(error: Error): boolean {
  return QuintError.is(error) && (error.status === 401 || error.status === 403);
}
