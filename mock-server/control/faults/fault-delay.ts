import * as z from 'zod';
import { seededRandom } from '../seeded-random.ts';

/** A day. */
const LONGEST_MS = 86_400_000;

const ms = z.number().min(0).max(LONGEST_MS);
const seed = z.int().min(0).max(0xffff_ffff).optional();

const Distribution = z.discriminatedUnion('distribution', [
  z.strictObject({ distribution: z.literal('uniform'), min: ms, max: ms, seed }),
  z.strictObject({
    distribution: z.literal('lognormal'),
    median: ms,
    sigma: z.number().min(0).max(10),
    seed,
  }),
]);

/** How long something takes: milliseconds of the server's clock, always the same or drawn each time. */
export const Delay = z
  .union([ms, Distribution], {
    error: `must be milliseconds from 0 to ${LONGEST_MS}, {"distribution": "uniform", "min", "max"} or {"distribution": "lognormal", "median", "sigma"}, the latter two with a "seed" if you like`,
  })
  .meta({
    description:
      'Milliseconds of the server’s clock, at most a day; or drawn anew each time, the same seed giving the same row (`seed` is 1 by default).',
  });
export type Delay = z.infer<typeof Delay>;

/** Whether no delay at all lies in the span that is to be drawn from. */
export function isEmpty(delay: Exclude<Delay, number>): boolean {
  return delay.distribution === 'uniform' && delay.min > delay.max;
}

/** Gives the delays of one rule, one after the other, in milliseconds. */
export function delays(delay: Delay): () => number {
  if (typeof delay === 'number') return () => delay;
  const random = seededRandom(delay.seed ?? 1);
  if (delay.distribution === 'uniform') {
    const { min, max } = delay;
    return () => min + (max - min) * random();
  }
  const { median, sigma } = delay;
  return () => Math.min(LONGEST_MS, median * Math.exp(sigma * standardNormal(random)));
}

/** By Box and Muller. */
function standardNormal(random: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
