import type { SuccessOf } from '../../../../generated/operations.ts';
import { LIMITS } from '../../../../spec/limits.ts';
import type { OperationId } from '../../../../spec/operations.ts';
import type { Mutant, Serve } from './mutant.ts';
import {
  answers,
  asks,
  by,
  batches,
  instead,
  json,
  like,
  read,
  refusal,
  type Call,
  type Json,
} from './rewriting.ts';

/** What is wrong with the walls between organisations. */
export const orgMutants: readonly Mutant[] = [
  ...(['getSession', 'listSessionEvents', 'listSessionChildren', 'getEvent'] as const).map(
    (operation): Mutant => ({
      name: `cross-org-${operation}`,
      does: 'answers with what another organisation has',
      foundBy: [`${operation}/isolation/other-org`],
      breakRule: withOthers((others) =>
        instead(operation, async (call, serve) => {
          const own = await serve(call.request.clone());
          if (own.status !== 404) return own;
          for (const other of others(call)) {
            const theirs = await serve(by(other, call));
            if (theirs.ok) return theirs;
          }
          return own;
        }),
      ),
    }),
  ),
  ...(['token', 'jwt'] as const).flatMap((reader) =>
    (['getSession', 'listSessionEvents', 'listSessionChildren', 'getEvent'] as const).map(
      (operation): Mutant => ({
        name: `cross-org-${operation}-by-${reader}`,
        does: `answers what another organisation has to who comes with a ${reader}`,
        foundBy: [`${operation}/isolation/other-org-by-${reader}`],
        breakRule: withOthers((others) =>
          instead(operation, async (call, serve) => {
            const own = await serve(call.request.clone());
            const isJwt = call.authorization.split('.').length === 3;
            if (own.status !== 404 || isJwt !== (reader === 'jwt')) return own;
            for (const other of others(call)) {
              const theirs = await serve(by(other, call));
              if (theirs.ok) return theirs;
            }
            return own;
          }),
        ),
      }),
    ),
  ),
  ...(
    [
      ['listSessions', 'sessions'],
      ['listEvents', 'events'],
    ] as const
  ).map(([operation, key]): Mutant => ({
    name: `cross-org-${operation}-by-jwt`,
    does: 'lists what other organisations have too to who comes with a JWT',
    foundBy: [`${operation}/isolation/other-org-by-jwt`],
    breakRule: withOthers((others) =>
      merged(operation, key, (call) =>
        call.authorization.split('.').length === 3 ? others(call) : [],
      ),
    ),
  })),
  {
    name: 'other-org-forbidden',
    does: 'answers 403 to what another organisation has, and so tells that it is there',
    foundBy: ['getSession/isolation/other-org'],
    breakRule: withOthers((others) =>
      instead('getSession', async (call, serve) => {
        const own = await serve(call.request.clone());
        if (own.status !== 404) return own;
        for (const other of others(call)) {
          if ((await serve(by(other, call))).ok) return refusal(403, 'insufficient_permissions');
        }
        return own;
      }),
    ),
  },
  ...(
    [
      ['listSessions', 'sessions'],
      ['listEvents', 'events'],
    ] as const
  ).map(([operation, key]): Mutant => ({
    name: `cross-org-${operation}`,
    does: 'lists what other organisations have too',
    foundBy: [`${operation}/isolation/other-org`],
    breakRule: withOthers((others) => merged(operation, key, others)),
  })),
  {
    name: 'cross-org-listAlerts',
    does: 'lists the alerts of other organisations too',
    isDecided: true,
    foundBy: ['listAlerts/isolation/other-org'],
    breakRule: withOthers((others) => merged('listAlerts', 'alerts', others)),
  },
  {
    name: 'cross-org-stats',
    does: 'counts the events of other organisations too',
    isDecided: true,
    foundBy: ['getEventStats/isolation/other-org'],
    breakRule: withOthers((others) =>
      answers('getEventStats', async (stats, call, serve) => {
        const decisions = { ...stats.decisions };
        for (const other of others(call)) {
          const response = await serve(by(other, call));
          if (!response.ok) continue;
          Object.assign(
            decisions,
            ((await response.json()) as SuccessOf<'getEventStats'>).decisions,
          );
        }
        return { ...stats, decisions };
      }),
    ),
  },
  {
    name: 'cross-org-stream',
    does: 'tells on the stream what happens in other organisations',
    foundBy: ['stream/isolation/other-org'],
    breakRule: withOthers((others) =>
      instead('stream', async (call, serve) => {
        const own = await serve(call.request.clone());
        if (!own.body) return own;
        const bodies = [own.body];
        for (const other of others(call)) {
          const { body } = await serve(by(other, call));
          if (body) bodies.push(body);
        }
        return new Response(together(bodies), { status: own.status, headers: own.headers });
      }),
    ),
  },
  {
    name: 'cross-org-children',
    does: 'answers the children that other organisations have',
    foundBy: ['getSession/isolation/children'],
    breakRule: withOthers((others) =>
      answers('getSession', async (session, call, serve) => {
        const children = [...session.children];
        for (const other of others(call)) {
          const query = { limit: String(LIMITS.page.max) };
          const theirs = read({ ...call, authorization: other }, 'listSessions', { query });
          const response = await serve(theirs);
          if (!response.ok) continue;
          const { sessions } = (await response.json()) as SuccessOf<'listSessions'>;
          children.push(
            ...sessions.filter(
              ({ id, parent_id }) =>
                parent_id === session.id && !children.some((each) => each.id === id),
            ),
          );
        }
        return { ...session, children };
      }),
    ),
  },
  {
    name: 'cross-org-duplicates',
    does: 'takes an event for a duplicate that another organisation has sent',
    foundBy: ['ingestEvents/isolation/same-event-id'],
    breakRule(serve) {
      const owners = new Map<unknown, string>();
      return batches((events, { authorization }) => {
        const isOwn = ({ event_id }: Json) => {
          if (!owners.has(event_id)) owners.set(event_id, authorization);
          return owners.get(event_id) === authorization;
        };
        const own = events.filter(isOwn);
        const duplicates = events.length - own.length;
        return own.length > 0 || duplicates === 0 ? own : json(200, { ingested: 0, duplicates });
      })(serve);
    },
  },
  {
    name: 'cross-org-session',
    does: 'lets a report change the session of the same id in other organisations',
    foundBy: ['ingestSession/isolation/same-session-id'],
    breakRule: withOthers((others) =>
      instead('ingestSession', async (call, serve) => {
        for (const other of others(call)) {
          const id = await sessionIdOf(call);
          const theirs = read({ ...call, authorization: other }, 'getSession', { id });
          const isThere = (await serve(theirs)).ok;
          if (isThere) await serve(by(other, call));
        }
        return serve(call.request);
      }),
    ),
  },
  {
    name: 'claimed-org-believed',
    does: 'believes the org_id that an event names',
    foundBy: ['ingestEvents/isolation/claimed-org'],
    breakRule(serve) {
      const credentials = new Map<unknown, string>();
      const noting = answers('getEvent', (event, { authorization }) => {
        credentials.set(event['org_id'], authorization);
        return event;
      });
      const believing = asks('ingestEvents', async (body, call, through) => {
        const [event] = (body['events'] ?? []) as { org_id?: unknown }[];
        const claimed = credentials.get(event?.org_id);
        if (claimed === undefined || claimed === call.authorization) return body;
        // Both of them have it then, so that it is not merely lost.
        await through(by(claimed, call));
        return body;
      });
      return noting(believing(serve));
    },
  },
  {
    name: 'missing-is-empty',
    does: 'answers an empty list for a session that is not there',
    foundBy: ['listSessionEvents/refusals/unknown-id', 'listSessionEvents/isolation/other-org'],
    breakRule: instead('listSessionEvents', async ({ request }, serve) => {
      const response = await serve(request);
      return response.status === 404 ? json(200, { events: [], next_cursor: null }) : response;
    }),
  },
  {
    name: 'missing-is-ok',
    does: 'answers 200 for a session that is not there',
    foundBy: ['getSession/refusals/unknown-id'],
    breakRule: instead('getSession', async ({ request }, serve) => {
      const response = await serve(request);
      return response.status === 404 ? like(response, { status: 200 }) : response;
    }),
  },
];

/** Lets a mutant know the other credentials that were good so far. */
function withOthers(
  make: (others: (call: Call) => string[]) => (serve: Serve) => Serve,
): (serve: Serve) => Serve {
  return (serve) => {
    const good = new Set<string>();
    const others = ({ authorization }: Call) => [...good].filter((each) => each !== authorization);
    const noting = instead('all', async (call) => {
      const response = await serve(call.request);
      if (response.ok && call.authorization) good.add(call.authorization);
      return response;
    })(serve);
    return make(others)(noting);
  };
}

/** Lists the items of all organisations together. */
function merged(
  operation: OperationId,
  key: string,
  others: (call: Call) => string[],
): (serve: Serve) => Serve {
  return answers(operation, async (page, call, serve) => {
    const items = Reflect.get(page as object, key) as unknown[];
    for (const other of others(call)) {
      const response = await serve(by(other, call));
      const theirs = response.ok ? ((await response.json()) as object) : {};
      items.push(...((Reflect.get(theirs, key) ?? []) as unknown[]));
    }
    return page;
  });
}

async function sessionIdOf({ request }: Call): Promise<string> {
  const text = await request.clone().text();
  return /"session_id":"([^"]+)"/.exec(text)?.[1] ?? '';
}

/** What several streams say, as one. */
function together(bodies: readonly ReadableStream<Uint8Array>[]): ReadableStream<Uint8Array> {
  const readers = bodies.map((body) => body.getReader());
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const reader of readers) {
        void (async () => {
          for (let next = await reader.read(); !next.done; next = await reader.read()) {
            controller.enqueue(next.value);
          }
        })().catch(() => {});
      }
    },
    async cancel() {
      await Promise.all(readers.map((reader) => reader.cancel()));
    },
  });
}
