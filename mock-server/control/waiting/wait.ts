import { patienceOf } from '../../clock/patience.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Processing } from '../../processing/processing.ts';
import type { Condition, Found } from './condition.ts';
import type { Watched } from './conditions/watched.ts';
import { shortened } from '../journal/shortened.ts';
import { timeoutOf, type Timeout } from './timeout.ts';

/**
 * See `Control.waitFor`. Looks at once, and then at each change; in between it does nothing.
 * @param processing nothing comes any more once it is closed
 */
export async function waitFor<Wanted extends Condition>(
  watched: Watched<Found<Wanted>>,
  processing: Pick<Processing, 'closed' | 'onClose'>,
  options: Timeout = {},
): Promise<Found<Wanted>> {
  const timeout = timeoutOf(options);
  const patience = patienceOf(timeout);
  let stop: (() => void) | undefined;
  const found = await new Promise<Found<Wanted> | undefined>((resolve, reject) => {
    // Before the look, or what comes in between would be missed.
    const giveUp = () => resolve(undefined);
    const stops = [watched.watch(resolve), processing.onClose(giveUp)];
    stop = () => stops.forEach((each) => each());
    patience.signal.addEventListener('abort', giveUp);
    watched.look().then((already) => (already || processing.closed) && resolve(already), reject);
  }).finally(() => {
    stop?.();
    patience.end();
  });
  if (found) return found;
  if (processing.closed) {
    throw new ApiError('unavailable', `The mock server is closed; there was not ${watched.wanted}`);
  }
  throw new ApiError(
    'timeout',
    `Waited ${timeout} ms in vain for ${watched.wanted}: ${await watched.instead()}`,
  );
}

/** See `Control.expectNone`. */
export async function expectNone<Wanted extends Condition>(
  watched: Watched<Found<Wanted>>,
  drain: () => Promise<void>,
): Promise<void> {
  await drain();
  const found = await watched.look();
  if (!found) return;
  throw new ApiError(
    'unexpected',
    `There must not be ${watched.wanted}, and there is: ${shortened(JSON.stringify(found), 1_000)}`,
  );
}
