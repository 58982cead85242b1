import fc from 'fast-check';
import { test } from 'vitest';
import { RealDisk } from './support/real-disk.ts';
import { options, steps } from './support/steps.ts';
import { World } from './support/world.ts';

const histories = fc.record({
  isWritable: fc.constantFrom(true, true, true, false),
  options,
  steps: fc.array(steps, { minLength: 1, maxLength: 25, size: 'max' }),
});

test('the same is true with files', { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      using disk = new RealDisk(history.isWritable);
      const world = new World(disk, { ...history.options, fsync: 'never' });
      for (const { act } of history.steps) {
        await act(world);
        world.check('after a step');
      }
      await world.end();
    }),
    { numRuns: Number(process.env['FC_RUNS'] ?? 200), seed: Number(process.env['FC_SEED'] ?? 4) },
  );
});
