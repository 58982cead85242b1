import { LIMITS } from '../../../../spec/limits.ts';
import type { Mutant } from './mutant.ts';
import { asks, errors, eventsOf, instead, json, refusal, withBody } from './rewriting.ts';

const { eventsPerBatch, bodyBytes, sessionIdLength, issuesPerError } = LIMITS;

/** What is wrong at the limits. */
export const limitMutants: readonly Mutant[] = [
  {
    name: 'first-issue-alone',
    does: 'lists the first of several issues alone',
    isDecided: true,
    foundBy: [`ingestEvents/limits/${issuesPerError}-issues`],
    breakRule: errors(({ issues, ...body }) =>
      Array.isArray(issues) ? { ...body, issues: issues.slice(0, 1) } : body,
    ),
  },
  {
    name: 'one-event-too-many-taken',
    does: `takes ${eventsPerBatch + 1} events`,
    foundBy: [`ingestEvents/limits/${eventsPerBatch + 1}-events`],
    breakRule: asks('ingestEvents', async (body, { request }, serve) => {
      const { events } = body;
      if (!Array.isArray(events) || events.length !== eventsPerBatch + 1) return body;
      await serve(withBody(request, { events: events.slice(1) }));
      return { events: events.slice(0, 1) };
    }),
  },
  {
    name: 'one-event-too-few-taken',
    does: `refuses ${eventsPerBatch} events`,
    foundBy: [`ingestEvents/limits/${eventsPerBatch}-events`],
    breakRule: asks('ingestEvents', (body) => {
      const { events } = body;
      const isRefused = Array.isArray(events) && events.length >= eventsPerBatch;
      return isRefused ? refusal(400, 'validation_failed') : body;
    }),
  },
  {
    name: 'batch-cut-at-limit',
    does: `takes the first ${eventsPerBatch} events of a longer batch`,
    foundBy: [`ingestEvents/limits/${eventsPerBatch + 1}-events`],
    breakRule: asks('ingestEvents', (body) => {
      const { events } = body;
      return Array.isArray(events) ? { ...body, events: events.slice(0, eventsPerBatch) } : body;
    }),
  },
  {
    name: 'one-byte-too-many-taken',
    does: `takes ${bodyBytes + 1} bytes`,
    // With a `*` the pattern is the whole id: without, that of gzip would begin with it.
    foundBy: [`ingestEvents/limits/${bodyBytes + 1}-byte*s`],
    breakRule: instead('ingestEvents', async ({ request }, serve) => {
      const text = await request.clone().text();
      return serve(text.length === bodyBytes + 1 ? withText(request, text.trim()) : request);
    }),
  },
  {
    name: 'one-byte-too-few-taken',
    does: `refuses ${bodyBytes} bytes`,
    foundBy: [`ingestEvents/limits/${bodyBytes}-byte*s`],
    breakRule: instead('ingestEvents', async ({ request }, serve) => {
      const { size } = await request.clone().blob();
      return size >= bodyBytes ? refusal(413, 'payload_too_large') : serve(request);
    }),
  },
  {
    name: 'characters-counted-as-bytes',
    does: 'counts the characters of a body, and not its bytes',
    foundBy: ['ingestEvents/limits/bytes-not-characters'],
    breakRule: instead('ingestEvents', async ({ request }, serve) => {
      const text = await request.clone().text();
      if (text.length > bodyBytes || new Blob([text]).size <= bodyBytes) return serve(request);
      // What is left of it fits; that it was taken is what counts.
      return serve(withText(request, text.replaceAll(/é+/g, 'é')));
    }),
  },
  ...(['ingestEvents', 'ingestSession'] as const).flatMap((operation): Mutant[] => {
    /** Changes or refuses the ids of a body. */
    const withIds = (change: (id: string) => string | undefined) =>
      asks(operation, (body) => {
        const sent = eventsOf(body) ?? [body];
        const changed = sent.map(({ session_id, ...rest }) => ({
          ...rest,
          session_id: typeof session_id === 'string' ? change(session_id) : session_id,
        }));
        const isRefused = changed.some(
          ({ session_id }, index) => session_id === undefined && 'session_id' in sent[index]!,
        );
        if (isRefused) return refusal(400, 'validation_failed');
        if (changed.every(({ session_id }, index) => session_id === sent[index]!['session_id'])) {
          return body;
        }
        return eventsOf(body) ? { ...body, events: changed } : changed[0];
      });
    return [
      {
        name: `session-id-too-long-taken-by-${operation}`,
        does: `takes a session_id of ${sessionIdLength + 1} characters`,
        foundBy: [`${operation}/limits/session_id-of-${sessionIdLength + 1}`],
        breakRule: withIds((id) =>
          id.length === sessionIdLength + 1 ? id.slice(0, sessionIdLength) : id,
        ),
      },
      {
        name: `long-session-id-refused-by-${operation}`,
        does: `refuses a session_id of ${sessionIdLength} characters`,
        foundBy: [`${operation}/limits/session_id-of-${sessionIdLength}`],
        breakRule: withIds((id) => (id.length === sessionIdLength ? undefined : id)),
      },
      {
        name: `session-id-must-be-uuid-in-${operation}`,
        does: 'refuses a session_id that is no UUID',
        foundBy:
          operation === 'ingestEvents'
            ? ['ingestEvents/bodies/QuintEvent/takes-session_id-of-a-root-process']
            : ['ingestSession/states/event-form'],
        breakRule: withIds((id) => (/^[0-9a-f-]{36}$/.test(id) ? id : undefined)),
      },
    ];
  }),
  {
    name: 'large-body-lost',
    does: 'answers that a large body is taken, and never takes it',
    foundBy: [
      `ingestEvents/limits/${bodyBytes - 1}-byte*s`,
      `ingestEvents/limits/${bodyBytes}-byte*s`,
    ],
    breakRule: instead('ingestEvents', async ({ request }, serve) => {
      const { size } = await request.clone().blob();
      const isLarge = size >= bodyBytes - 1 && size <= bodyBytes;
      return isLarge ? json(200, { ingested: 1, duplicates: 0 }) : serve(request);
    }),
  },
  {
    name: 'large-gzip-body-lost',
    does: 'answers that a gzip body is taken, and never takes it',
    isDecided: true,
    foundBy: [`ingestEvents/limits/${bodyBytes}-bytes-gzip`, 'ingestEvents/protocol/gzip'],
    breakRule: instead('ingestEvents', async ({ request }, serve) =>
      request.headers.has('content-encoding')
        ? json(200, { ingested: 1, duplicates: 0 })
        : serve(request),
    ),
  },
  {
    name: 'gzip-not-understood',
    does: 'does not understand gzip',
    isDecided: true,
    foundBy: [`ingestEvents/limits/${bodyBytes}-bytes-gzip`],
    breakRule: instead('ingestEvents', async ({ request }, serve) => {
      if (!request.headers.has('content-encoding')) return serve(request);
      return refusal(415, 'unsupported_media_type');
    }),
  },
];

function withText(request: Request, body: string): Request {
  const { method, url, signal, headers } = request;
  const copy = new Headers(headers);
  copy.delete('content-length');
  return new Request(url, { method, signal, headers: copy, body });
}
