import { macrotask } from '../../../../mock-server/clock/macrotask.ts';

/** How Node names it. */
const FILE_WORK = /^(FSReq|CloseReq)/;

/** Resolves when this process does nothing with files any more, and all that came of it has run. */
export async function idle(): Promise<void> {
  for (let quietTurns = 0; quietTurns < 3; quietTurns++) {
    await macrotask();
    if (process.getActiveResourcesInfo().some((each) => FILE_WORK.test(each))) quietTurns = -1;
  }
}
