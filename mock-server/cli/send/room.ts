import { race } from '../../../src/client/race.ts';
import type { Forwarder } from '../../../src/forwarder/index.ts';
import { Ring } from '../../../src/forwarder/ring.ts';

/** Beyond these the reading waits. */
export interface RoomLimits {
  /** Events in memory. */
  readonly events: number;
  /** Bytes of the lines whose events wait in memory. The last one may go beyond. */
  readonly bytes: number;
  /** Bytes of the overflow file. What is in memory may come on top. */
  readonly overflowBytes: number;
}

/** Milliseconds between two looks at a file that another process may empty. */
const LOOK_MS = 1_000;

/** How much the forwarder can take without losing anything: it drops what is too much. */
export class Room {
  readonly #forwarder: Pick<Forwarder, 'stats' | 'flows' | 'on'>;
  readonly #limits: RoomLimits;
  /** Bytes of each line that was taken and may still be in the buffer, the oldest first. */
  readonly #lines: Ring<number>;
  #bytes = 0;
  /** So many events and bytes can be taken without looking again. */
  #events = 0;
  #spare = 0;
  #wake: () => void = () => {};

  constructor(forwarder: Pick<Forwarder, 'stats' | 'flows' | 'on'>, limits: RoomLimits) {
    this.#forwarder = forwarder;
    this.#limits = limits;
    this.#lines = new Ring(limits.events);
    for (const name of ['delivered', 'spilled', 'rejected', 'dropped'] as const) {
      forwarder.on(name, () => this.#wake());
    }
  }

  /** A line of so many bytes has been given to the forwarder. */
  take(bytes: number): void {
    this.#lines.push(bytes);
    this.#bytes += bytes;
    this.#events--;
    this.#spare -= bytes;
  }

  /** What there is not enough of, for one more event. */
  get lack(): 'memory' | 'file' | undefined {
    if (this.#events > 0 && this.#spare > 0) return undefined;
    const { events, bytes, overflowBytes } = this.#limits;
    const { buffered, inFlight } = this.#forwarder.stats();
    // The buffer hands out its oldest first.
    while (this.#lines.size > buffered) this.#bytes -= this.#lines.shift()!;
    if (this.#forwarder.flows().overflow.bytes >= overflowBytes) return 'file';
    this.#events = events - buffered - inFlight;
    this.#spare = bytes - this.#bytes;
    return this.#events > 0 && this.#spare > 0 ? undefined : 'memory';
  }

  /** Resolves when there may be more of it; rejects with the signal's reason. */
  async more(signal: AbortSignal): Promise<void> {
    const left = race(signal, LOOK_MS, () => new Promise<void>((wake) => (this.#wake = wake)));
    await left.catch(() => signal.throwIfAborted());
  }
}
