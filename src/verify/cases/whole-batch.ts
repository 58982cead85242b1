import type { ConformanceCase } from '../conformance-case.ts';
import type { Trial } from '../trial.ts';
import { newSession } from './scenario.ts';
import { expectNothingStored } from './nothing-stored.ts';

/** One invalid event refuses the whole batch (contract.md §2). */
export const wholeBatch: readonly ConformanceCase[] = ['first', 'last'].map((where) => ({
  id: `ingestEvents/batch/invalid-${where}`,
  operation: 'ingestEvents',
  basis: 'decided',
  title: `an invalid event, the ${where} of three, refuses all of them, and none is stored`,
  async run(trial: Trial) {
    const session_id = await newSession(trial);
    const good = [trial.event({ session_id }), trial.event({ session_id })];
    const bad = { ...trial.event({ session_id }), timestamp: 'yesterday' };
    const events = where === 'first' ? [bad, ...good] : [...good, bad];
    const pointer = `/events/${events.indexOf(bad)}/timestamp`;
    await trial.refuse('ingestEvents', { body: { events } }, 'validation_failed', [pointer]);
    await expectNothingStored(trial, session_id, events);
  },
}));
