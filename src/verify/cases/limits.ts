import { LIMITS } from '../../../spec/limits.ts';
import type { QuintEvent } from '../../../spec/schemas/event.ts';
import { checkRefusal } from '../check-answer.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Trial } from '../trial.ts';
import { ingest, itemsOf, newSession, report, sessionWhere, stored } from './scenario.ts';
import { expectNothingStored } from './nothing-stored.ts';
import { sendTooLarge } from './send-too-large.ts';
import { padded } from './padded.ts';

const { eventsPerBatch, bodyBytes, sessionIdLength, issuesPerError } = LIMITS;

/** What lies at a limit is taken, and what lies beyond is not. */
export const limits: readonly ConformanceCase[] = [
  {
    id: `ingestEvents/limits/${eventsPerBatch}-events`,
    operation: 'ingestEvents',
    title: `a batch of ${eventsPerBatch} events is taken, all of it`,
    async run(trial: Trial) {
      const { session_id, events } = await batchOf(trial, eventsPerBatch);
      const answer = await ingest(trial, events);
      trial.prefer(
        answer.ingested === eventsPerBatch,
        `${eventsPerBatch} events ingested`,
        `it answered ${JSON.stringify(answer)}`,
      );
      await trial.eventually(`${eventsPerBatch} events of the session`, async () => {
        const found = await itemsOf(trial, 'listSessionEvents', {
          id: session_id,
          query: { limit: LIMITS.page.max },
        });
        return found?.length === eventsPerBatch || undefined;
      });
      await sessionWhere(
        trial,
        session_id,
        `total_events ${eventsPerBatch}`,
        ({ risk_summary }) => risk_summary.total_events === eventsPerBatch,
      );
    },
  },
  {
    id: `ingestEvents/limits/${eventsPerBatch + 1}-events`,
    operation: 'ingestEvents',
    title: `a batch of ${eventsPerBatch + 1} events is refused, all of it`,
    async run(trial: Trial) {
      const { session_id, events } = await batchOf(trial, eventsPerBatch + 1);
      await trial.refuse('ingestEvents', { body: { events } }, 'validation_failed', ['/events']);
      await expectNothingStored(trial, session_id, [events[0]!]);
    },
  },
  ...[bodyBytes - 1, bodyBytes].map((bytes): ConformanceCase => ({
    id: `ingestEvents/limits/${bytes}-bytes`,
    operation: 'ingestEvents',
    title: `a body of ${bytes} bytes is taken, and its event is stored`,
    async run(trial: Trial) {
      const event = trial.event();
      await trial.succeed('ingestEvents', { body: padded({ events: [event] }, bytes) });
      await stored(trial, event);
    },
  })),
  tooManyBytes(
    `${bodyBytes + 1}-bytes`,
    `a body of ${bodyBytes + 1} bytes is refused, all of it`,
    (event) => padded({ events: [event] }, bodyBytes + 1),
  ),
  tooManyBytes(
    'bytes-not-characters',
    'the limit counts bytes, and not characters',
    // Two bytes each.
    (event) => JSON.stringify({ events: [{ ...event, tool_name: 'é'.repeat(bodyBytes / 2) }] }),
  ),
  {
    id: `ingestEvents/limits/${bodyBytes}-bytes-gzip`,
    operation: 'ingestEvents',
    basis: 'decided',
    title: `a gzip body of ${bodyBytes} bytes decoded is taken, and its event is stored`,
    async run(trial: Trial) {
      const event = trial.event();
      const body = padded({ events: [event] }, bodyBytes);
      await trial.succeed('ingestEvents', { body, gzip: true });
      await stored(trial, event);
    },
  },
  {
    id: `ingestEvents/limits/${bodyBytes + 1}-bytes-gzip`,
    operation: 'ingestEvents',
    basis: 'decided',
    title: `a small gzip body that decodes to ${bodyBytes + 1} bytes is refused`,
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      const event = trial.event({ session_id });
      const body = padded({ events: [event] }, bodyBytes + 1);
      const answer = await sendTooLarge(trial, 'ingestEvents', { body, gzip: true });
      if (answer) checkRefusal(answer, 'payload_too_large', trial);
      await expectNothingStored(trial, session_id, [event]);
    },
  },
  ...(['ingestEvents', 'ingestSession'] as const).flatMap((operation): ConformanceCase[] => [
    {
      id: `${operation}/limits/session_id-of-${sessionIdLength}`,
      operation,
      title: `a session_id of ${sessionIdLength} characters is taken, and its session can be read`,
      async run(trial: Trial) {
        const session_id = trial.ids.session().padEnd(sessionIdLength, 'x');
        const timestamp = trial.ids.time(0);
        await report(trial, { session_id, state: 'active', timestamp });
        if (operation === 'ingestEvents') await ingest(trial, [trial.event({ session_id })]);
        const wanted = operation === 'ingestEvents' ? 1 : 0;
        await trial.eventually(`the session with ${wanted} events`, async () => {
          const found = await itemsOf(trial, 'listSessionEvents', { id: session_id });
          return found?.length === wanted || undefined;
        });
      },
    },
    {
      id: `${operation}/limits/session_id-of-${sessionIdLength + 1}`,
      operation,
      title: `a session_id of ${sessionIdLength + 1} characters is refused`,
      async run(trial: Trial) {
        const session_id = trial.ids.session().padEnd(sessionIdLength + 1, 'x');
        const [body, pointer] =
          operation === 'ingestEvents'
            ? [{ events: [trial.event({ session_id })] }, '/events/0/session_id']
            : [{ session_id, state: 'active', timestamp: trial.ids.time(0) }, '/session_id'];
        await trial.refuse(operation, { body }, 'validation_failed', [pointer]);
      },
    },
  ]),
  {
    id: `ingestEvents/limits/${issuesPerError}-issues`,
    operation: 'ingestEvents',
    basis: 'decided',
    title: `of more problems than ${issuesPerError} so many are listed`,
    async run(trial: Trial) {
      const events = Array.from({ length: issuesPerError + 1 }, () =>
        trial.event({ agent_id: 7 as unknown as string }),
      );
      const pointers = events
        .slice(0, issuesPerError)
        .map((_, index) => `/events/${index}/agent_id`);
      await trial.refuse('ingestEvents', { body: { events } }, 'validation_failed', pointers);
    },
  },
];

async function batchOf(
  trial: Trial,
  length: number,
): Promise<{ session_id: string; events: QuintEvent[] }> {
  const session_id = await newSession(trial);
  const events = Array.from({ length }, (_, second) =>
    trial.event({ session_id, timestamp: trial.ids.time(second) }),
  );
  return { session_id, events };
}

function tooManyBytes(
  what: string,
  title: string,
  bodyOf: (event: QuintEvent) => string,
): ConformanceCase {
  return {
    id: `ingestEvents/limits/${what}`,
    operation: 'ingestEvents',
    title,
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      const event = trial.event({ session_id });
      const answer = await sendTooLarge(trial, 'ingestEvents', { body: bodyOf(event) });
      if (answer) checkRefusal(answer, 'payload_too_large', trial);
      await expectNothingStored(trial, session_id, [event]);
    },
  };
}
