import { strict as assert } from 'node:assert';
import { ForwarderProcess } from './forwarder-process.ts';
import { overflowState } from './overflow-state.ts';
import type { Scene } from './scene.ts';
import type { ForwarderPlan } from './told.ts';

/** In good weather, one more forwarder sends what the others have left in the file, until nothing waits. */
export async function lastLife(
  { history, stage, reference, lives }: Scene,
  like: Omit<ForwarderPlan, 'first'>,
): Promise<void> {
  const options = { ...like.options, timeout: 10_000 };
  const plan = lives.plan({ ...like, options, total: 10, end: 'drain', closeTimeout: 10_000 });
  await using last = new ForwarderProcess(history.programs.forwarder, plan);
  await last.ended();
  const { closing, said } = last.life;
  lives.end(last.life, plan);
  assert.ok(closing);
  const { spilled, dropped, rejected } = closing.report;
  assert.deepEqual({ spilled, dropped, rejected }, { spilled: 0, dropped: 0, rejected: 0 });
  const { waiting, torn } = await overflowState(stage.path);
  assert.deepEqual({ waiting, torn }, { waiting: [], torn: undefined });
  for (const [what, times] of said) stage.count(`said ${what}`, times);
  await lives.checkStore(reference);
}
