// npm run compat: names what breaks the contract of the last release, and fails where no changeset says
// `major`. In 0.x, too: semver would allow it there, but then nobody could tell which minor is safe.
import { join } from 'node:path';
import { breakingChanges } from './compat/breaking-changes.ts';
import { pendingBumps } from './compat/changesets.ts';
import { loweredLimits } from './compat/lowered-limits.ts';
import { PRESENT, RELEASED, releasedLimits } from './compat/released.ts';
import { ROOT } from './package/run.ts';

const breaking = [
  ...(await breakingChanges(RELEASED.document, PRESENT.document)),
  ...loweredLimits(await releasedLimits(), PRESENT.limits),
];
const isMajor = (await pendingBumps(join(ROOT, '.changeset'))).includes('major');

for (const { place, message } of breaking) console.log(`breaking: ${message}\n          ${place}`);
if (breaking.length === 0) {
  console.log('The contract breaks nothing of the last release.');
} else if (isMajor) {
  console.log(`${breaking.length} breaking changes, and a changeset says that they are.`);
} else {
  console.error(
    `${breaking.length} breaking changes, but no changeset says \`major\`. ` +
      'Keep what was there beside what is new, or run `npm run changeset` and choose major.',
  );
  process.exitCode = 1;
}
