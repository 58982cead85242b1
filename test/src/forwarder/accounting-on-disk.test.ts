import fc from 'fast-check';
import { test } from 'vitest';
import { live, runs } from './support/histories.ts';
import { RealDisk } from './support/real-disk.ts';
import { options, steps } from './support/steps.ts';
import { World } from './support/world.ts';

const histories = fc.record({
  isWritable: fc.constantFrom(true, true, true, false),
  options,
  steps: fc.array(steps, { minLength: 1, maxLength: 25, size: 'max' }),
});

test('the same is true with files', async () => {
  const property = fc.asyncProperty(histories, async (history) => {
    using disk = new RealDisk(history.isWritable);
    await live(new World(disk, { ...history.options, fsync: 'never' }), history.steps);
  });
  await fc.assert(property, runs(200));
}, 3_600_000);
