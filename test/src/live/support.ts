import type { LiveMessage } from '../../../src/live/index.ts';

export const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/** An answer that sends these texts, then ends, breaks off, or says nothing more. */
export function events(
  texts: readonly string[],
  then: 'end' | 'break' | 'silence' = 'silence',
): Response {
  const left = [...texts];
  const body = new ReadableStream({
    pull(controller) {
      const text = left.shift();
      if (text !== undefined) controller.enqueue(new TextEncoder().encode(text));
      else if (then === 'end') controller.close();
      else if (then === 'break') controller.error(new Error('reset'));
    },
  });
  return new Response(body, { headers: EVENT_STREAM });
}

/** A session as the server tells of it. */
export function upsert(id: number, session = `s-${id}`): string {
  return `id: ${id}\nevent: session.upserted\ndata: {"id":"${session}"}\n\n`;
}

export const GREETING = ': connected\n\n';

/** The first `count` messages; then the loop is left. */
export async function take(messages: AsyncIterable<LiveMessage>, count: number) {
  const taken: LiveMessage[] = [];
  if (count === 0) return taken;
  for await (const message of messages) if (taken.push(message) === count) break;
  return taken;
}

export const idsOf = (messages: readonly LiveMessage[]) => messages.map(({ id }) => id);

/** The `Last-Event-ID` of each request. */
export const resumedAt = (requests: readonly Request[]) =>
  requests.map(({ headers }) => headers.get('last-event-id'));
