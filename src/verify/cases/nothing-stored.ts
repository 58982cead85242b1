import type { QuintEvent } from '../../../spec/schemas/event.ts';
import type { Trial } from '../trial.ts';
import { ingest, lookFor, stored } from './scenario.ts';

/**
 * Demands that none of the events that were refused is stored. It sends one that is good to the same
 * session and waits for that: as a session is a line, they would be there by then.
 */
export async function expectNothingStored(
  trial: Trial,
  session_id: string,
  refused: readonly QuintEvent[],
): Promise<void> {
  const good = trial.event({ session_id });
  await ingest(trial, [good]);
  await stored(trial, good);
  for (const { event_id } of refused) {
    const found = await lookFor(trial, 'getEvent', { id: event_id });
    trial.expect(!found, 'nothing of a refused batch to be stored', `${event_id} is`);
  }
}
