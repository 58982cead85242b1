import { expect, test } from 'vitest';
import { bundlePrograms } from './bundle.ts';
import { someSeed } from './history.ts';
import { sharedKills } from './shared-kills.ts';

test('two forwarders that share a file lose nothing of it, while one or the other is killed', async () => {
  await using programs = await bundlePrograms();
  const tally = await sharedKills({ programs, rounds: 10, seed: someSeed() });
  expect(tally).toMatchObject({
    'left said spilled': expect.any(Number),
    'right said spilled': expect.any(Number),
  });
}, 120_000);
