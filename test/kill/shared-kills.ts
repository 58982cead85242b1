import { ForwarderProcess } from './forwarder-process.ts';
import { live, type History, type Stage, type Tally } from './history.ts';
import { lastLife } from './last-life.ts';
import { Lives } from './lives.ts';
import { killAt, someMoment } from './moments.ts';
import { overflowState } from './overflow-state.ts';
import { Reference } from './reference.ts';
import type { Scene } from './scene.ts';
import type { ForwarderPlan } from './told.ts';
import { Weather } from './weather.ts';

/**
 * Two forwarders share one overflow file, while now one and now the other is killed and started again:
 * first without a server, so that both spill, and then with one, in changing weather, so that both
 * recover. In the end, everything that either of them spilled is in the store once, in order.
 */
export function sharedKills(history: History): Promise<Tally> {
  return live('shared', history, async (stage) => {
    await using reference = new Reference();
    await reference.open();
    const scene = { history, stage, reference, lives: new Lives() };
    await reference.shut();
    const both = [start(scene, 'left'), start(scene, 'right')];
    let weather: Weather | undefined;
    try {
      for (let round = 1; round <= history.rounds; round++) {
        if (!weather && round > history.rounds / 2) {
          await reference.open();
          weather = new Weather(reference, stage.otherRandom);
        }
        const side = stage.random() < 0.5 ? 0 : 1;
        const { session } = both[side]!.plan;
        await killOne(scene, both[side]!, round);
        both[side] = start(scene, session);
      }
      await weather?.stop();
      for (const one of both) await endOne(scene, one);
    } finally {
      await weather?.stop();
      for (const { process } of both) await process[Symbol.asyncDispose]();
    }
    await lastLife(scene, planOf(scene, 'last'));
  });
}

/** One of two. */
interface Side {
  readonly process: ForwarderProcess;
  readonly plan: ForwarderPlan;
}

function start(scene: Scene, session: string): Side {
  const plan = scene.lives.plan(planOf(scene, session));
  return { process: new ForwarderProcess(scene.history.programs.forwarder, plan), plan };
}

function planOf({ stage, reference }: Scene, session: string): Omit<ForwarderPlan, 'first'> {
  return {
    options: {
      baseUrl: reference.url,
      path: stage.path,
      capacity: 400,
      batchSize: 10 + Math.floor(90 * stage.random()),
      flushInterval: 10,
      timeout: 120,
      retry: { attempts: 1, baseDelay: 5, maxDelay: 30 },
      fsync: 'never',
    },
    total: null,
    burst: 1 + Math.floor(10 * stage.random()),
    pause: 4,
    bytes: stage.random() < 0.3 ? 3_000 : 0,
    session,
    end: 'close',
    closeTimeout: 2_000,
  };
}

async function killOne({ stage, reference, lives }: Scene, side: Side, round: number) {
  await killAt(someMoment(stage.random), side.process, { stage, reference }, 500);
  await reference.quiet();
  account(stage, lives, side);
  // The other one may be writing just now.
  lives.checkReadable(await overflowState(stage.path), round + 1);
}

async function endOne({ stage, lives }: Scene, side: Side): Promise<void> {
  const { process } = side;
  await process.stop();
  account(stage, lives, side);
}

function account(stage: Stage, lives: Lives, { process, plan }: Side): void {
  const { life } = process;
  lives.end(life, plan);
  for (const [what, times] of life.said) stage.count(`${plan.session} said ${what}`, times);
  const foreign = [...life.everRecovered].filter((number) => !life.everSpilled.has(number));
  stage.count("recovered of others' events", foreign.length);
}
