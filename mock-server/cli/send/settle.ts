import type { Forwarder } from '../../../src/forwarder/index.ts';
import type { Room } from './room.ts';

/**
 * Resolves when every event is delivered, rejected or in the overflow file, and that is empty or cannot
 * be delivered for now; or when neither API nor file take what is in memory.
 * @param signal ends the wait
 */
export async function settle(forwarder: Forwarder, room: Room, signal: AbortSignal): Promise<void> {
  try {
    await forwarder.flush({ signal });
    for (;;) {
      const { buffered, inFlight, delivered } = forwarder.stats();
      const { outage, overflow } = forwarder.flows();
      const inMemory = buffered + inFlight > 0;
      if (outage || (!inMemory && overflow.bytes === 0)) return;
      await forwarder.flush({ signal });
      if (forwarder.stats().delivered > delivered) continue;
      // Another process may be sending what is in the file.
      if (!inMemory) return;
      await room.more(signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
