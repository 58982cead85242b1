import { expect, test } from 'vitest';
import { bundlePrograms } from './bundle.ts';
import { forwarderKills } from './forwarder-kills.ts';
import { someSeed } from './history.ts';

test('a forwarder that is killed 20 times loses nothing that was acknowledged or spilled', async () => {
  await using programs = await bundlePrograms();
  const tally = await forwarderKills({ programs, rounds: 20, seed: someSeed() });
  expect(tally).toMatchObject({
    'said delivered': expect.any(Number),
    'said spilled': expect.any(Number),
    'said recovered': expect.any(Number),
  });
}, 120_000);
