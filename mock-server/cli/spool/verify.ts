import { verify, type OverflowReport } from '../../../src/forwarder/overflow/inspect.ts';

const MOST_NAMED = 10;

/** Prints what an overflow file is like: 3 when something is wrong with it. */
export async function verifyFile(file: string): Promise<number> {
  const report = await verify(file);
  process.stdout.write(`${reportLines(report).join('\n')}\n`);
  return isClean(report) ? 0 : 3;
}

function isClean({ corrupt, torn, cursor }: OverflowReport): boolean {
  return corrupt === 0 && !torn && cursor !== 'foreign';
}

function reportLines(report: OverflowReport): string[] {
  const { path, events, duplicates, areDuplicatesCounted, bytes, removedBytes, mode } = report;
  const lines = [
    `${path}: ${isClean(report) ? 'all is well' : 'damaged'}`,
    `events that wait: ${events}, in ${bytes - removedBytes} bytes`,
  ];
  if (duplicates > 0) {
    const least = areDuplicatesCounted ? '' : ' at least';
    lines.push(`of these, with the event_id of an earlier one:${least} ${duplicates}`);
  }
  if (removedBytes > 0) lines.push(`delivered, and not yet taken off: ${removedBytes} bytes`);
  lines.push(...corruptLines(report), ...lockLines(report));
  if (report.cursor === 'foreign') lines.push('the cursor beside it is of another file: ignored');
  if ((mode & 0o077) !== 0) lines.push(`others have access to it: mode ${mode.toString(8)}`);
  return lines;
}

function corruptLines({ corrupt, corruptLines: listed, torn }: OverflowReport): string[] {
  if (corrupt === 0) return [];
  const named = listed.slice(0, MOST_NAMED);
  const lines = [`lines that are no events: ${corrupt}`];
  for (const { line, offset, bytes, why } of named) {
    lines.push(`  line ${line}, ${bytes} bytes from byte ${offset} on: ${why}`);
  }
  if (corrupt > named.length) lines.push(`  … and ${corrupt - named.length} more`);
  if (torn) lines.push('the last of them has no end: who wrote it was killed, or is writing');
  return lines;
}

function lockLines({ locks }: OverflowReport): string[] {
  return Object.entries(locks).flatMap(([role, lock]) => {
    if (!lock) return [];
    const { owner, stale } = lock;
    const who = owner ? `process ${owner.pid} on ${owner.host}` : 'an unknown process';
    return [`${role}: ${who}${stale ? ', which has ended' : ''}`];
  });
}
