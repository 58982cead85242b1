import type { Step } from './steps.ts';
import type { World } from './world.ts';

/** Lets everything happen, and looks after each step whether it is accounted for. */
export async function live(world: World, steps: readonly Step[]): Promise<void> {
  for (const { act } of steps) {
    await act(world);
    world.check('after a step');
  }
  await world.end();
}

/**
 * As many histories as `FC_RUNS` says.
 *
 * @param usual how many where it says nothing; fewer on a machine that is so busy that it would take long
 */
export function runs(usual: number) {
  const { FC_RUNS } = process.env;
  return FC_RUNS === undefined
    ? { numRuns: usual, interruptAfterTimeLimit: 20_000 }
    : { numRuns: Number(FC_RUNS) };
}
