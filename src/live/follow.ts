import type { QuintClient } from '../client/create-client.ts';
import { pause } from '../client/pause.ts';
import { delayAfter } from '../client/retry.ts';
import { invalid } from './invalid.ts';
import type { LiveMessage } from './messages.ts';
import type { LiveOptions } from './options.ts';
import { read, type Line } from './read.ts';

const LONGEST_WAIT_MS = 30_000;
/** Enough for any wait to reach the longest; more would take the jitter away. */
const DOUBLINGS = 7;

/** Connects again and again, until `stop` is aborted. */
export async function* follow(
  client: Pick<QuintClient, 'safe'>,
  { signal, lastEventId }: LiveOptions,
  stop: AbortController,
): AsyncGenerator<LiveMessage, void, undefined> {
  // An aborted signal fires no event.
  if (signal?.aborted) stop.abort();
  signal?.addEventListener('abort', () => stop.abort(), { signal: stop.signal });
  const line: Line = { id: lastEventId, retry: 250, failures: 0 };
  try {
    while (!stop.signal.aborted) {
      const { data, error, response } = await client.safe.stream({
        signal: stop.signal,
        headers: { 'Last-Event-ID': line.id || null },
        retry: false,
      });
      if (stop.signal.aborted) return;
      if (error && !error.retryable) throw error;
      if (!error) {
        if (!/^text\/event-stream\b/.test(response.headers.get('content-type') ?? '')) {
          throw invalid('the answer is no event stream: is `baseUrl` the Quint API?', response);
        }
        // A line that breaks before its first message has missed who knows what: the server answers
        // an id before all with a reset.
        line.id ||= '0';
        yield* read(data, line, response);
      }
      await untilNextTry(line, response?.headers.get('retry-after'), stop.signal);
    }
  } finally {
    // Takes the listener off the signal, too.
    stop.abort();
  }
}

async function untilNextTry(
  line: Line,
  retryAfter: string | null | undefined,
  signal: AbortSignal,
): Promise<void> {
  line.failures = Math.min(line.failures + 1, DOUBLINGS);
  const timing = { baseDelay: line.retry * 2, maxDelay: Math.max(LONGEST_WAIT_MS, line.retry) };
  const delay = delayAfter(line.failures, timing, retryAfter);
  await pause(signal, delay);
}
