import fc from 'fast-check';
import { test, vi } from 'vitest';
import { MemoryDisk } from './support/memory-disk.ts';
import type { FileWork } from './support/memory-overflow.ts';
import { doing, options, steps } from './support/steps.ts';
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

test(
  'at every moment of every history, each event is accounted for',
  { timeout: 3_600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const world = new MemoryWorld(new MemoryDisk(history.latency), history.options);
        for (const { act } of history.steps) {
          await act(world);
          world.check('after a step');
        }
        await world.end();
      }),
      {
        numRuns: Number(process.env['FC_RUNS'] ?? 2_000),
        seed: Number(process.env['FC_SEED'] ?? 4),
      },
    );
  },
);
