// What the pages' examples take as given: a reader has it already.
import { EVENT } from '../../../spec/examples.ts';

/** An event of the reader's own. */
export const event = { ...EVENT, event_id: crypto.randomUUID() };

/** Ends what has no end of its own. */
export const signal = AbortSignal.timeout(3_000);
