import type { Clock } from './clock.ts';
import { macrotask } from './macrotask.ts';

/** For how long a loop may keep the event loop to itself, in milliseconds. */
const LONGEST_TURN_MS = 10;

/**
 * Keeps a busy loop from starving everything else. A loop whose awaits all resolve at once never
 * lets go of the event loop, and sockets go unread meanwhile.
 *
 * On a {@link VirtualClock} no time passes within a turn, so that there it never interferes.
 */
export class TurnBudget {
  readonly #clock: Clock;
  #turnBegan = 0;
  #nextTurn: Promise<void> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What the loop has to await before it goes on; `undefined` while it may just go on. */
  spend(): Promise<void> | undefined {
    const now = this.#clock.now();
    if (this.#nextTurn === undefined) {
      this.#turnBegan = now;
      this.#nextTurn = macrotask().then(() => {
        this.#nextTurn = undefined;
      });
      return undefined;
    }
    return now - this.#turnBegan >= LONGEST_TURN_MS ? this.#nextTurn : undefined;
  }
}
