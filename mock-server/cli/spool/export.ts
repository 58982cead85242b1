import { once } from 'node:events';
import { exportLines, verify } from '../../../src/forwarder/overflow/inspect.ts';

/** Prints the events that wait: 3 when there are lines that are none. */
export async function exportFile(file: string): Promise<number> {
  const { stdout, stderr } = process;
  let isClosed = false;
  stdout.once('error', () => (isClosed = true));
  for await (const text of exportLines(file)) {
    // `| head` has seen enough.
    if (isClosed) return 0;
    if (!stdout.write(`${text}\n`)) await once(stdout, 'drain').catch(() => {});
  }
  const { corrupt } = await verify(file);
  if (corrupt === 0) return 0;
  stderr.write(`quint-mock: lines of ${file} that are no events, and left out: ${corrupt}\n`);
  return 3;
}
