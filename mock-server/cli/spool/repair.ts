import { repair, type RepairReport } from '../../../src/forwarder/overflow/inspect.ts';

/** Repairs an overflow file, and prints what was done. */
export async function repairFile(file: string): Promise<number> {
  const report = await repair(file);
  process.stdout.write(`${reportLines(report).join('\n')}\n`);
  return 0;
}

function reportLines(report: RepairReport): string[] {
  const { path, events, corrupt, removedBytes, cursor, staleLocks, changed } = report;
  const isNew = changed || cursor === 'foreign' || staleLocks.length > 0;
  const lines = [
    `${path}: ${isNew ? 'repaired' : 'there was nothing to repair'}`,
    `events that wait: ${events}`,
  ];
  if (corrupt > 0) lines.push(`lines that were no events, now in ${path}.corrupt: ${corrupt}`);
  if (removedBytes > 0) lines.push(`delivered before, and taken off: ${removedBytes} bytes`);
  if (cursor === 'foreign') lines.push('removed a cursor of another file');
  for (const lock of staleLocks) lines.push(`removed ${lock}, of a process that has ended`);
  return lines;
}
