import fc from 'fast-check';
import { test, vi } from 'vitest';
import { live, runs } from './support/histories.ts';
import { MemoryDisk } from './support/memory-disk.ts';
import type { FileWork } from './support/memory-overflow.ts';
import { doing, options, steps, type Step } from './support/steps.ts';
import { World } from './support/world.ts';

// Thousands of histories in seconds, on a disk that fails as it is told.
vi.mock(
  '../../../src/forwarder/overflow/overflow-file.ts',
  () => import('./support/memory-overflow.ts'),
);
vi.mock(
  '../../../src/forwarder/overflow/set-aside.ts',
  () => import('./support/memory-set-aside.ts'),
);

class MemoryWorld extends World {
  declare readonly disk: MemoryDisk;
}

const fileWorks = fc.subarray<FileWork>(['append', 'read', 'remove', 'look']);

const breakDisk = doing<FileWork[], MemoryWorld>(
  'fail from now on',
  fc.oneof(fc.constantFrom<FileWork[]>([], ['append']), fileWorks),
  ({ disk }, works) => disk.fail(works),
);

const histories = fc.record({
  latency: fc.nat(2),
  options,
  steps: fc.array(fc.oneof({ weight: 12, arbitrary: steps }, { weight: 1, arbitrary: breakDisk }), {
    minLength: 1,
    maxLength: 30,
    size: 'max',
  }),
});

test('at every moment of every history, each event is accounted for', async () => {
  const property = fc.asyncProperty(histories, async (history) => {
    const world = new MemoryWorld(new MemoryDisk(history.latency), history.options);
    await live(world, history.steps as Step[]);
  });
  await fc.assert(property, runs(2_000));
}, 3_600_000);
