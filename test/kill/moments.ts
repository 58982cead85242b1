import { watch } from 'node:fs';
import { basename } from 'node:path';
import { besides } from '../../src/forwarder/overflow/besides.ts';
import type { ForwarderProcess } from './forwarder-process.ts';
import type { Scene } from './scene.ts';
import type { What } from './told.ts';

/** What happens to files, by the file: any of the folder, the overflow file, what is to take its place. */
const CHANGES = {
  change: () => true,
  append: (name: string, path: string) => name === basename(path),
  rewrite: (name: string, path: string) => name === basename(besides(path).temporary),
} as const;

/**
 * What a moment can come after, and the most of them that it comes after: a sentence of the process, a
 * request that has reached the server, a change of a file.
 */
const EVENTS = [
  ['ready', 1],
  ['given', 20],
  ['delivered', 4],
  ['spilled', 4],
  ['recovered', 4],
  ['request', 3],
  ['request', 6],
  ['request', 12],
  ['change', 30],
  ['append', 2],
  ['append', 6],
  ['rewrite', 4],
] as const satisfies readonly (readonly [What | 'request' | keyof typeof CHANGES, number])[];

/** When a process is killed. */
export interface Moment {
  readonly event: (typeof EVENTS)[number][0];
  /** After so many of them, … */
  readonly nth: number;
  /** … and so many milliseconds. */
  readonly ms: number;
}

export function someMoment(random: () => number): Moment {
  const [event, most] = EVENTS[Math.floor(random() * EVENTS.length)]!;
  const nth = 1 + Math.floor(random() * most);
  return { event, nth, ms: random() < 0.5 ? 0 : 30 * random() };
}

/**
 * Kills a forwarder at a moment, and resolves when it has ended.
 * @param patience milliseconds of its life to wait at most for what may not come
 * @returns whether a request was being answered at that moment
 */
export async function killAt(
  { event, nth, ms }: Moment,
  victim: ForwarderProcess,
  scene: Pick<Scene, 'stage' | 'reference'>,
  patience: number,
): Promise<boolean> {
  let times = 0;
  let timer: NodeJS.Timeout | undefined;
  let wasSending = false;
  const kill = () => {
    wasSending = scene.reference.active > 0;
    victim.signal('SIGKILL');
  };
  const end = on(event, victim, scene, () => {
    if (++times !== nth) return;
    // Not even a turn of the event loop later.
    if (ms === 0) kill();
    else timer = setTimeout(kill, ms);
  });
  let impatience: NodeJS.Timeout | undefined;
  const beginToWait = () => (impatience ??= setTimeout(kill, patience));
  if (victim.life.said.has('ready')) beginToWait();
  const endOfStart = victim.onSaid(beginToWait);
  try {
    await victim.killed();
  } finally {
    end();
    endOfStart();
    clearTimeout(timer);
    clearTimeout(impatience);
  }
  scene.stage.count(times < nth ? 'killed out of patience' : `killed after ${event}`);
  return wasSending;
}

/** @returns a function that ends it */
function on(
  event: Moment['event'],
  victim: ForwarderProcess,
  { stage, reference }: Pick<Scene, 'stage' | 'reference'>,
  then: () => void,
): () => void {
  if (event === 'request') return reference.onRequest(then);
  if (event in CHANGES) {
    const watcher = watch(stage.folder, (_, name) => {
      if (CHANGES[event as keyof typeof CHANGES](name ?? '', stage.path)) then();
    });
    return () => watcher.close();
  }
  return victim.onSaid((said) => {
    if (said === event) then();
  });
}
