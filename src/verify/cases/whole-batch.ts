import { checkRefusal } from '../check-answer.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { told } from '../told.ts';
import type { Trial } from '../trial.ts';
import { newSession, stored } from './scenario.ts';
import { expectNothingStored } from './nothing-stored.ts';

/** A time that is none, whatever form of time a server takes. */
const NO_TIME = 'yesterday';

/** Batches with an event that is none. */
export const wholeBatch: readonly ConformanceCase[] = [
  {
    id: 'ingestEvents/batch/invalid-alone',
    operation: 'ingestEvents',
    title: `an event whose timestamp is "${NO_TIME}" is refused`,
    async run(trial: Trial) {
      const body = { events: [{ ...trial.event(), timestamp: NO_TIME }] };
      await trial.refuse('ingestEvents', { body }, 'validation_failed', ['/events/0/timestamp']);
    },
  },
  ...['first', 'last'].map((where): ConformanceCase => ({
    id: `ingestEvents/batch/invalid-${where}`,
    operation: 'ingestEvents',
    title: `a batch with an invalid event, the ${where} of three, is taken whole or not at all`,
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      const good = [trial.event({ session_id }), trial.event({ session_id })];
      const bad = { ...trial.event({ session_id }), timestamp: NO_TIME };
      const events = where === 'first' ? [bad, ...good] : [...good, bad];
      const answer = await trial.send('ingestEvents', { body: { events } });
      if (answer.status < 300) {
        // That it is refused is decided (contract.md §2); that what is taken is not lost is not.
        trial.prefer(false, 'a refusal of the whole batch', told(answer));
        for (const event of events) await stored(trial, event);
        return;
      }
      const pointer = `/events/${events.indexOf(bad)}/timestamp`;
      checkRefusal(answer, 'validation_failed', trial, [pointer]);
      await expectNothingStored(trial, session_id, events);
    },
  })),
];
