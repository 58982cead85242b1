import { createParser } from 'eventsource-parser';
import { race } from '../client/race.ts';
import { invalid } from './invalid.ts';
import { messageOf, type LiveMessage } from './messages.ts';

/** Three signs of life that did not come. */
const SILENCE_MS = 45_000;
/** More than the API takes as a body, and so more than it can tell. */
const LONGEST_MESSAGE = 16 * 1024 * 1024;
const TOO_LONG = 'a message is over 16 MiB';

/** What one connection leaves to the next. */
export interface Line {
  /** Of the last message. */
  id: string | undefined;
  /** Milliseconds to wait before the first reconnect, at least. */
  retry: number;
  /** Connections in a row that brought nothing. */
  failures: number;
}

/**
 * The messages of one connection, until it ends, breaks or falls silent; which of these is all the
 * same. Notes in `line` what the next connection has to know.
 * @throws QuintError when what comes is no stream of this API
 */
export async function* read(
  body: ReadableStream<Uint8Array>,
  line: Line,
  response: Response,
): AsyncGenerator<LiveMessage, void, undefined> {
  const messages: LiveMessage[] = [];
  // A new one each time: what a broken line has left unfinished comes again.
  const parser = createParser({
    onEvent(event) {
      line.id = event.id ?? line.id;
      const message = messageOf(event, line.id ?? '');
      if (message) messages.push(message);
    },
    // Twice zero would be zero for ever.
    onRetry: (ms) => (line.retry = Math.max(ms, 1)),
    onError({ type }) {
      if (type === 'max-buffer-size-exceeded') throw new RangeError(TOO_LONG);
    },
    maxBufferSize: LONGEST_MESSAGE,
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (let chunks = 0; ; chunks++) {
      const chunk = await race(undefined, SILENCE_MS, () => reader.read()).catch(() => undefined);
      if (!chunk || chunk.done) return;
      try {
        parser.feed(decoder.decode(chunk.value, { stream: true }));
      } catch (error) {
        // Without the parser's own words, which quote what came.
        throw invalid(error instanceof RangeError ? TOO_LONG : 'a message is not JSON', response);
      }
      // A greeting alone is no success: a server that says it and hangs up is not to be hammered.
      if (chunks > 0 || messages.length > 0) line.failures = 0;
      yield* messages.splice(0);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
