import { strict as assert } from 'node:assert';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../mock-server/control/seeded-random.ts';
import type { Programs } from './bundle.ts';

/** A row of kills, and all that is left from one to the next. */
export interface History {
  readonly programs: Programs;
  readonly seed: number;
  readonly rounds: number;
}

/** What a history that nobody has seen begins with. */
export function someSeed(): number {
  return Math.floor(1_000_000 * Math.random());
}

/** What happened, by name; only to be told. */
export type Tally = Record<string, number>;

/** What one is lived with. */
export interface Stage {
  readonly folder: string;
  /** Where the overflow file is. */
  readonly path: string;
  /** Numbers from 0 to 1, the same for the same seed. */
  random(): number;
  /** Another row of them, for what goes on at the same time. */
  readonly otherRandom: () => number;
  count(name: string, by?: number): void;
}

/**
 * Lives through a history in a folder of its own, which is kept when something in it is wrong.
 * @throws Error that says how to live through it once more
 */
export async function live(
  name: string,
  { seed, rounds }: History,
  story: (stage: Stage) => Promise<void>,
): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'kill-'));
  const tally: Tally = { rounds };
  const stage: Stage = {
    folder,
    path: join(folder, 'overflow.jsonl'),
    random: seededRandom(seed),
    otherRandom: seededRandom(~seed),
    count: (what, by = 1) => (tally[what] = (tally[what] ?? 0) + by),
  };
  try {
    await story(stage);
  } catch (error) {
    const again = `npm run kill -- ${rounds} ${name} --seed ${seed}`;
    const { message } = error as Error;
    throw new Error(`${message}\nAgain: ${again}\nIts files: ${folder}`, { cause: error });
  }
  rmSync(folder, { recursive: true });
  return tally;
}

/** @throws AssertionError that names the first few for which something is so that should not be */
export function none<Item>(what: string, items: Iterable<Item>): void {
  const found = [...items];
  assert.equal(
    found.length,
    0,
    `${found.length} ${what}: ${found
      .slice(0, 5)
      .map((each) => String(each).slice(0, 200))
      .join(', ')}`,
  );
}

/** @throws AssertionError that names the first few that are in one of two sets only */
export function same(what: string, some: Iterable<number>, others: Iterable<number>): void {
  const [one, other] = [new Set(some), new Set(others)];
  none(
    `${what} on one side only`,
    [...one].filter((each) => !other.has(each)),
  );
  none(
    `${what} on the other side only`,
    [...other].filter((each) => !one.has(each)),
  );
}
