// npm run kill -- [rounds] [forwarder|server|shared] [--seed n]: forwarders, and servers, are killed at random
// moments, and no event may be lost or told of twice.
import { parseArgs } from 'node:util';
import { bundlePrograms } from './bundle.ts';
import { forwarderKills } from './forwarder-kills.ts';
import { someSeed, type History, type Tally } from './history.ts';
import { serverKills } from './server-kills.ts';
import { sharedKills } from './shared-kills.ts';

interface Story {
  readonly live: (history: History) => Promise<Tally>;
  /** What has to happen, or it was not told in earnest. */
  readonly must: readonly string[];
}

const STORIES: Readonly<Record<string, Story>> = {
  forwarder: {
    live: forwarderKills,
    must: [
      'said delivered',
      'said spilled',
      'said recovered',
      'killed while sending',
      'killed while appending',
      'killed while recovering',
      'killed before taking off',
      'killed after rewrite',
    ],
  },
  server: {
    live: serverKills,
    must: [
      'said delivered',
      'said spilled',
      'said recovered',
      'said dropped',
      'killed during a request',
    ],
  },
  shared: {
    live: sharedKills,
    must: ['left said spilled', 'right said spilled', "recovered of others' events"],
  },
};

/** Rounds of one history: then another one begins, with an empty file. */
const HISTORY = 20;
/** So many leave nothing to chance. */
const MANY = 200;

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' } },
  allowPositionals: true,
});
const seed = values.seed === undefined ? someSeed() : Number(values.seed);
const rounds = Number(positionals.find((word) => /^\d+$/.test(word)) ?? 200);
const names = positionals.filter((word) => !/^\d+$/.test(word));
const unknown = names.find((name) => !(name in STORIES));
if (unknown) throw new Error(`${unknown} is none of ${Object.keys(STORIES).join(', ')}`);

async function tell(name: string, { live, must }: Story): Promise<void> {
  const began = performance.now();
  const tally: Tally = {};
  for (let lived = 0; lived < rounds; lived += HISTORY) {
    const history = {
      programs,
      seed: seed + lived / HISTORY,
      rounds: Math.min(rounds - lived, HISTORY),
    };
    for (const [what, times] of Object.entries(await live(history))) {
      tally[what] = (tally[what] ?? 0) + times;
    }
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`${name} kills, seed ${seed}, ${seconds} s`);
  for (const what of Object.keys(tally).toSorted()) console.log(`  ${what}: ${tally[what]}`);
  const never = must.filter((what) => !tally[what]);
  if (rounds >= MANY && never.length > 0) throw new Error(`never: ${never.join(', ')}`);
}

await using programs = await bundlePrograms();
for (const [name, story] of Object.entries(STORIES)) {
  if (names.length === 0 || names.includes(name)) await tell(name, story);
}
