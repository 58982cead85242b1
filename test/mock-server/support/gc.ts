import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** How many of these objects something still holds. */
export async function countAlive(refs: readonly WeakRef<object>[]): Promise<number> {
  // What was looked at in this turn counts as held until the turn ends.
  await setImmediate();
  collect();
  return refs.filter((ref) => ref.deref() !== undefined).length;
}
