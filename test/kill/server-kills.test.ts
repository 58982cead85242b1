import { expect, test } from 'vitest';
import { bundlePrograms } from './bundle.ts';
import { someSeed } from './history.ts';
import { serverKills } from './server-kills.ts';

test('when the server is killed 20 times, every event is acknowledged, spilled or dropped, and only one of these', async () => {
  await using programs = await bundlePrograms();
  const tally = await serverKills({ programs, rounds: 20, seed: someSeed() });
  expect(tally).toMatchObject({
    'said delivered': expect.any(Number),
    'said spilled': expect.any(Number),
    'said recovered': expect.any(Number),
    'killed during a request': expect.any(Number),
  });
}, 120_000);
