import { DEFAULTS } from './defaults.ts';
import type { Retention } from './options.ts';

/**
 * How much is kept, defaults filled in.
 * @throws RangeError for what is no count: a table of `NaN` or `undefined` rows would grow without bound
 */
export function retentionOf(given: Retention): Required<Retention> {
  const retain: Required<Retention> = { ...DEFAULTS.retain, ...given };
  for (const [name, count] of Object.entries(retain)) {
    if (Number.isSafeInteger(count) && count >= 0) continue;
    throw new RangeError(`retain.${name} must be a whole number, 0 or more, not ${count}`);
  }
  return retain;
}
