import { strict as assert } from 'node:assert';
import { appendFileSync } from 'node:fs';
import { ForwarderProcess } from './forwarder-process.ts';
import { live, none, type History, type Stage, type Tally } from './history.ts';
import { lastLife } from './last-life.ts';
import { Lives } from './lives.ts';
import { killAt, someMoment } from './moments.ts';
import { numbered } from './numbered.ts';
import { overflowState, type OverflowState } from './overflow-state.ts';
import { Reference } from './reference.ts';
import type { Scene } from './scene.ts';
import type { ForwarderPlan } from './told.ts';
import { Weather } from './weather.ts';

/**
 * A forwarder is killed at random moments and started again, while the server runs on in changing
 * weather. In the end, in good weather, everything that was acknowledged or spilled is in the store
 * once, in order; nothing is missing but what was only in a killed process's memory, or dropped.
 */
export function forwarderKills(history: History): Promise<Tally> {
  return live('forwarder', history, async (stage) => {
    await using reference = new Reference();
    await reference.open();
    const lives = new Lives();
    const weather = new Weather(reference, stage.otherRandom);
    try {
      let torn: string | undefined;
      for (let round = 1; round <= history.rounds; round++) {
        torn = await oneLife({ history, stage, reference, lives, round, torn });
      }
    } finally {
      await weather.stop();
    }
    await lastLife({ history, stage, reference, lives }, somePlan(stage, reference.url, false));
  });
}

interface Round extends Scene {
  readonly round: number;
  /** The last line of the file, where it is cut off. */
  readonly torn: string | undefined;
}

/** @returns what is the next round's `torn` */
async function oneLife({
  history,
  stage,
  reference,
  lives,
  round,
  torn,
}: Round): Promise<string | undefined> {
  const { path, random, count } = stage;
  const moment = someMoment(random);
  const isLarge = moment.event === 'rewrite' || random() < 0.3;
  const plan = lives.plan(somePlan(stage, reference.url, isLarge));
  await using victim = new ForwarderProcess(history.programs.forwarder, plan);
  const { life } = victim;
  const wasSending = await killAt(moment, victim, { stage, reference }, 800);
  // What it sent last must not come after what the next life sends first.
  await reference.quiet();
  lives.end(life, plan);
  for (const [what, times] of life.said) count(`said ${what}`, times);
  count('lost with the memory', life.onlyInMemory.length);

  const state = await overflowState(path);
  lives.checkReadable(state, 2 * round);
  checkWaiting(state, lives);
  const { waiting } = state;
  const own = new Set(life.given);
  const unsaid = waiting.filter((number) => own.has(number) && !life.everSpilled.has(number));
  if (unsaid.length > 0) count('killed while appending');
  // While something waits in the file, nothing else is sent.
  if (wasSending) count(`killed while ${waiting.length > 0 ? 'recovering' : 'sending'}`);
  if (waiting.some((number) => life.delivered.has(number))) count('killed before taking off');
  if (state.torn !== undefined && state.torn !== torn) count('killed within a line');
  return state.torn ?? (random() < 0.2 ? leaveTornLine(stage, plan) : undefined);
}

/** @param isLarge whether its events are written page by page, and make a file that is soon worth to be written anew */
function somePlan(
  { path, random }: Stage,
  baseUrl: string,
  isLarge: boolean,
): Omit<ForwarderPlan, 'first'> {
  const options = {
    baseUrl,
    path,
    capacity: 400,
    batchSize: 10 + Math.floor((isLarge ? 20 : 90) * random()),
    flushInterval: 10,
    timeout: 120,
    retry: { attempts: 1, baseDelay: 5, maxDelay: 30 },
    fsync: random() < 0.5 ? 'always' : 'never',
  } as const;
  return {
    options,
    total: null,
    burst: 1 + Math.floor((isLarge ? 2 : 20) * random()),
    pause: 4,
    bytes: isLarge ? 40_000 : 0,
    session: 's',
    end: 'nothing',
    closeTimeout: 0,
  };
}

/** A forwarder says that it has delivered events before it takes them off the file. */
function checkWaiting(
  { waiting, report }: OverflowState,
  { given, spilled, delivered }: Lives,
): void {
  const there = new Set(waiting);
  const left = [...spilled].filter((number) => !delivered.has(number));
  none(
    'spilled events that do not wait',
    left.filter((number) => !there.has(number)),
  );
  none(
    'waiting events that nobody gave',
    waiting.filter((number) => !given.has(number)),
  );
  assert.equal(there.size, waiting.length, 'an event waits twice');
  if (report) assert.deepEqual([report.events, report.mode], [waiting.length, 0o600]);
}

/** What a kill in the middle of writing leaves, which is rare: the beginning of a line. */
function leaveTornLine(
  { path, random, count }: Stage,
  { first, session, bytes }: ForwarderPlan,
): string {
  const line = Buffer.from(JSON.stringify(numbered(first, session, bytes)));
  const cut = line.subarray(0, 1 + Math.floor((line.length - 1) * random()));
  appendFileSync(path, cut, { mode: 0o600 });
  count('lines cut off by hand');
  return cut.toString('latin1');
}
