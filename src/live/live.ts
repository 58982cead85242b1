import type { QuintClient } from '../client/create-client.ts';
import { follow } from './follow.ts';
import type { LiveMessage } from './messages.ts';
import type { LiveOptions } from './options.ts';

/**
 * Follows the sessions and alerts of the org, without loss and without duplicates, until you leave
 * the loop or `signal` aborts; both close the connection.
 *
 * It reconnects when the line breaks, when it ends, when nothing (not even the server's sign of life,
 * sent every 15 s) has come for 45 s, and when the server answers a status that may pass (429, 503 and
 * the like). It waits before that: with jitter, a quarter of a second at first or what the server's
 * `retry:` says, then twice as long each time up to 30 s; `Retry-After` lengthens a wait up to there.
 * It resumes after the last message; where the server cannot tell what came since, the next message
 * is a `reset`. A message of a type that this version does not know is left out.
 *
 * Each loop over the result has a connection of its own, and takes messages at its own pace. The
 * server cuts off one that takes too long; it then resumes like after any other break.
 *
 * @example
 * for await (const message of live(client, { signal })) {
 *   if (message.type === 'session.upserted') show(message.session);
 *   if (message.type === 'reset') show(...(await client.listSessions()).sessions);
 * }
 * @throws QuintError in the loop, when the server refuses for good (401, 403 and the like), or when
 * what it sends is no stream of this API
 */
export function live(
  client: Pick<QuintClient, 'safe'>,
  options: LiveOptions = {},
): AsyncIterable<LiveMessage> {
  return {
    [Symbol.asyncIterator]() {
      const stop = new AbortController();
      const messages = follow(client, options, stop);
      return {
        // What came together with the last message is not told after an abort.
        next: () => (stop.signal.aborted ? messages.return() : messages.next()),
        return() {
          // Without this, a generator that waits for a message would not hear of it before that.
          stop.abort();
          return messages.return();
        },
      };
    },
  };
}
