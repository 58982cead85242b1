import { expect, test } from 'vitest';
import { BatchGate } from '../../../mock-server/processing/batch-gate.ts';

/** A promise, and what resolves it. */
function pending(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

test('a change waits for the batch at hand, and a batch that comes for the change', async () => {
  const gate = new BatchGate();
  const log: string[] = [];
  const [batch, change] = [pending(), pending()];
  await gate.enter();
  const first = batch.promise.then(() => {
    log.push('first batch');
    gate.leave();
  });
  const changed = gate.exclusively(async () => {
    log.push('change begins');
    await change.promise;
    log.push('change ends');
  });
  const second = (async () => {
    await gate.enter();
    log.push('second batch');
    gate.leave();
  })();
  batch.resolve();
  await first;
  change.resolve();
  await Promise.all([changed, second]);
  expect(log).toEqual(['first batch', 'change begins', 'change ends', 'second batch']);
});

test('changes that overlap come one after the other, also when one fails', async () => {
  const gate = new BatchGate();
  let running = 0;
  const change = async (fails: boolean) => {
    expect(++running).toBe(1);
    await Promise.resolve();
    running--;
    if (fails) throw new Error('failed');
    return 'done';
  };
  const outcomes = await Promise.allSettled(
    [false, true, false].map((fails) => gate.exclusively(() => change(fails))),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(gate.enter()).toBeUndefined();
});
