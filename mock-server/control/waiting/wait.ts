import { patienceOf } from '../../clock/patience.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Condition, Found } from './condition.ts';
import type { Watched } from './conditions/watched.ts';
import { shortened } from '../journal/shortened.ts';
import { timeoutOf, type Timeout } from './timeout.ts';

/** See `Control.waitFor`. Looks at once, and then at each change; in between it does nothing. */
export async function waitFor<Wanted extends Condition>(
  watched: Watched<Found<Wanted>>,
  options: Timeout = {},
): Promise<Found<Wanted>> {
  const timeout = timeoutOf(options);
  const patience = patienceOf(timeout);
  let stop: (() => void) | undefined;
  const found = await new Promise<Found<Wanted> | undefined>((resolve, reject) => {
    // Before the look, or what comes in between would be missed.
    stop = watched.watch(resolve);
    patience.signal.addEventListener('abort', () => resolve(undefined));
    watched.look().then((already) => already && resolve(already), reject);
  }).finally(() => {
    stop?.();
    patience.end();
  });
  if (found) return found;
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
