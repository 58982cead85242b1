import type { Mutant, Serve } from './mutant.ts';
import { asks, instead, like } from './rewriting.ts';

/** What is wrong with the live stream. */
export const streamMutants: readonly Mutant[] = [
  {
    name: 'silent-stream',
    does: 'opens a stream, and never tells anything',
    foundBy: ['stream/live/session'],
    breakRule: messages((message) => (message.startsWith(':') ? [message] : [])),
  },
  {
    name: 'stream-ends-at-once',
    does: 'ends the stream as soon as it is open',
    foundBy: ['stream/live/session'],
    breakRule: instead('stream', async ({ request }, serve) => {
      const { status, headers, body } = await serve(request);
      await body?.cancel();
      return new Response(status === 200 ? ': connected\n\n' : null, { status, headers });
    }),
  },
  {
    name: 'stream-of-json',
    does: 'says that the stream is JSON',
    foundBy: ['stream/live/session'],
    breakRule: instead('stream', async ({ request }, serve) =>
      like(await serve(request), {
        headers: (headers) => headers.set('content-type', 'application/json'),
      }),
    ),
  },
  {
    name: 'stream-of-reports-alone',
    does: 'does not tell of a session of which nothing was reported',
    isDecided: true,
    foundBy: ['stream/live/event'],
    breakRule(serve) {
      const reported = new Set<unknown>();
      const noting = asks('ingestSession', (body) => (reported.add(body['session_id']), body));
      const telling = messages((message) => {
        const id = /data: \{"id":"([^"]+)"/.exec(message)?.[1];
        return id === undefined || reported.has(id) ? [message] : [];
      });
      return noting(telling(serve));
    },
  },
  {
    name: 'stream-out-of-order',
    does: 'tells two messages in the wrong order',
    foundBy: ['stream/live/order'],
    breakRule: eachStream(() => {
      let held: string | undefined;
      return (message) => {
        if (!message.includes('"step ')) return [message];
        if (held === undefined) return ((held = message), []);
        const both = [message, held];
        held = undefined;
        return both;
      };
    }),
  },
  {
    name: 'stream-tells-first-state-alone',
    does: 'tells of a session once, and of its changes no more',
    foundBy: ['stream/live/order'],
    breakRule: eachStream(() => {
      const told = new Set<string | undefined>();
      return (message) => {
        const id = /data: \{"id":("[^"]+")/.exec(message)?.[1];
        if (id !== undefined && told.has(id)) return [];
        told.add(id);
        return [message];
      };
    }),
  },
  {
    name: 'stream-without-ids',
    does: 'gives the messages no ids',
    isDecided: true,
    foundBy: ['stream/live/growing-ids'],
    breakRule: messages((message) => [message.replace(/^id: .*\n/m, '')]),
  },
  {
    name: 'stream-ids-do-not-grow',
    does: 'gives all messages one id',
    isDecided: true,
    foundBy: ['stream/live/growing-ids'],
    breakRule: messages((message) => [message.replace(/^id: .*$/m, 'id: 7')]),
  },
  {
    name: 'stream-forgets-last-event-id',
    does: 'does not look at Last-Event-ID',
    isDecided: true,
    foundBy: ['stream/live/resume'],
    breakRule: instead('stream', async ({ request }, serve) => {
      const copy = new Request(request);
      copy.headers.delete('last-event-id');
      return serve(copy);
    }),
  },
  {
    name: 'stream-replays-the-last',
    does: 'replays the message of Last-Event-ID too',
    isDecided: true,
    foundBy: ['stream/live/resume'],
    breakRule: instead('stream', async ({ request }, serve) => {
      const copy = new Request(request);
      const id = copy.headers.get('last-event-id');
      if (id !== null) copy.headers.set('last-event-id', String(Number(id) - 1));
      return serve(copy);
    }),
  },
  {
    name: 'stream-of-one-client',
    does: 'tells the client alone that came last',
    foundBy: ['stream/live/two-clients'],
    breakRule(serve) {
      const latest = new Map<string, object>();
      return instead('stream', async ({ request, authorization }) => {
        const client = {};
        latest.set(authorization, client);
        const isLatest = () => latest.get(authorization) === client;
        return through(await serve(request), (message) => (isLatest() ? [message] : []));
      })(serve);
    },
  },
  {
    name: 'stream-of-other-names',
    does: 'calls the event session_updated',
    isDecided: true,
    foundBy: ['stream/live/session'],
    breakRule: messages((message) => [message.replace('session.upserted', 'session_updated')]),
  },
  {
    name: 'stream-of-ids-alone',
    does: 'tells the id of the session alone',
    isDecided: true,
    foundBy: ['stream/live/session'],
    breakRule: messages((message) => [
      message.replace(/^data: \{("id":"[^"]+").*\}$/m, 'data: {$1}'),
    ]),
  },
  {
    name: 'stream-without-alerts',
    does: 'does not tell of alerts',
    isDecided: true,
    foundBy: ['stream/live/alert'],
    breakRule: messages((message) => (message.includes('alert.created') ? [] : [message])),
  },
  {
    name: 'stream-survives-revocation',
    does: 'keeps the streams of a revoked token open',
    isDecided: true,
    foundBy: ['revokeToken/tokens/stream'],
    breakRule: instead('stream', async ({ request }, serve) => {
      const response = await serve(request);
      const { body, status, headers } = response;
      if (status !== 200 || !body) return response;
      const reader = body.getReader();
      const endless = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { done, value } = await reader.read();
          if (!done) controller.enqueue(value);
        },
        cancel: (reason) => reader.cancel(reason),
      });
      return new Response(endless, { status, headers });
    }),
  },
];

type Change = (message: string) => readonly string[];

/** Changes each message, with its blank line. */
function messages(change: Change): (serve: Serve) => Serve {
  return eachStream(() => change);
}

/** The same with something to remember for each stream. */
function eachStream(make: () => Change): (serve: Serve) => Serve {
  return instead('stream', async ({ request }, serve) => through(await serve(request), make()));
}

function through(response: Response, change: Change): Response {
  const { body, status, headers } = response;
  if (!body || status !== 200) return response;
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let text = '';
  const changing = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      text += decoder.decode(bytes, { stream: true });
      const parts = text.split('\n\n');
      text = parts.pop()!;
      for (const part of parts) {
        for (const message of change(`${part}\n\n`)) controller.enqueue(encoder.encode(message));
      }
    },
  });
  return new Response(body.pipeThrough(changing), { status, headers });
}
