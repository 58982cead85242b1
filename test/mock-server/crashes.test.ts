import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createMockServer, type MockServer, VirtualClock } from '../../mock-server/index.ts';
import { apiOf } from './support/api.ts';
import { event, second, uuid } from './support/samples.ts';

/** Longer than it takes to receive a message ten times. */
const LONG_MS = 11 * 30_000;

/** A day in which processors crash: which batch of them does, and whether before or after they wrote. */
const day = fc.record({
  sessions: fc.integer({ min: 1, max: 6 }),
  requests: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 }),
  /** Events that no processor of this queue can digest, by their number. */
  poison: fc.uniqueArray(fc.nat(60), { maxLength: 3 }),
  // Not so many for one message that it has to go to the dead-letter queue.
  crashes: fc.uniqueArray(
    fc.record({
      queue: fc.constantFrom(
        'quint-events-pipeline',
        'quint-events-sessions',
        'quint-events-alerts',
      ),
      session: fc.nat(5),
      times: fc.integer({ min: 1, max: 4 }),
      after: fc.nat(11),
    }),
    { maxLength: 10, selector: ({ queue, session }) => `${queue} ${session}` },
  ),
  pauses: fc.array(fc.nat(40_000), { minLength: 12, maxLength: 12 }),
});

test('whatever crashes, every accepted event is stored once, in order, or in a named dead-letter queue', async () => {
  await fc.assert(
    fc.asyncProperty(day, async ({ sessions, requests, poison, crashes, pauses }) => {
      const clock = new VirtualClock();
      const mock = createMockServer({ clock });
      onTestFinished(() => mock.close());
      const api = apiOf(mock);
      for (const number of poison) {
        mock.faults.add({
          match: { queue: 'quint-events-pipeline', session_id: `poisoned-${number}` },
          fail: 'cannot digest this',
        });
      }
      let sent = 0;
      const accepted: { id: string; session: string }[] = [];
      for (const [index, size] of requests.entries()) {
        for (const { queue, session, times } of crashes.filter(({ after }) => after === index)) {
          mock.faults.add({ match: { queue, session_id: `s-${session}` }, times, fail: 'crash' });
        }
        const events = Array.from({ length: size }, () => {
          const number = sent++;
          const session = poison.includes(number) ? `poisoned-${number}` : `s-${number % sessions}`;
          accepted.push({ id: uuid(number), session });
          return event({
            event_id: uuid(number),
            session_id: session,
            timestamp: second(number),
            decision: number % 7 === 0 ? 'block' : 'allow',
          });
        });
        expect((await api.ingest(...events)).body).toEqual({ ingested: size, duplicates: 0 });
        await clock.advance(pauses[index]!);
      }
      await clock.advance(LONG_MS);
      await mock.drain();

      const stored = (await api.walk('/v1/events?limit=1000', 'events')).toReversed();
      const dead = await deadEvents(mock, 'quint-events-pipeline-dlq');
      expect([...stored.map(({ id }) => id as string), ...dead].toSorted()).toEqual(
        accepted.map(({ id }) => id).toSorted(),
      );
      expect(dead.toSorted()).toEqual(
        accepted
          .filter(({ session }) => session.startsWith('poisoned'))
          .map(({ id }) => id)
          .toSorted(),
      );
      const { tables } = await mock.state.export();
      for (const session of new Set(accepted.map((each) => each.session))) {
        const written = tables.actions.filter((row) => row.event.session_id === session);
        expect(
          written.map((row) => row.event.event_id),
          session,
        ).toEqual(
          accepted
            .filter((each) => each.session === session && !dead.includes(each.id))
            .map(({ id }) => id),
        );
      }
      // The other two queues have lost nothing either, and alerted once per blocked event.
      expect(await deadEvents(mock, 'quint-events-sessions-dlq')).toEqual([]);
      expect(await deadEvents(mock, 'quint-events-alerts-dlq')).toEqual([]);
      const blocked = await api.walk('/v1/alerts?limit=1000', 'alerts');
      const byRule = blocked.filter(({ rule_id }) => rule_id === 'blocked-decision');
      expect(byRule.map(({ event_id }) => event_id as string).toSorted()).toEqual(
        accepted
          .map(({ id }) => id)
          .filter((_, number) => number % 7 === 0)
          .toSorted(),
      );
      await mock.close();
    }),
    { numRuns: 60 },
  );
}, 60_000);

async function deadEvents(mock: MockServer, queue: string): Promise<string[]> {
  const { messages } = await mock.queues.peek(queue, { limit: 1000 });
  return messages.map(({ event_id }) => event_id!);
}
