import type { Clock } from '../../clock/index.ts';

/** Something that is held back. */
interface Hold {
  readonly orgs: ReadonlySet<string>;
  /** The rule that holds it; none where the request asked for it itself. */
  readonly by: object | undefined;
  readonly end: (how: HoldEnd) => void;
}

/** How a hold ended: its time was over, it was let go early, the server closed, or whoever waited gave up. */
export type HoldEnd = 'over' | 'released' | 'closed' | 'abandoned';

/**
 * What faults hold back until a time of the server's clock. While that is frozen nothing goes on
 * until it is advanced.
 */
export class Holds {
  readonly #clock: Clock;
  readonly #held = new Set<Hold>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @param orgs whose request or messages it is
   * @param by the rule that holds it
   * @param signal ends the waiting
   */
  hold(
    ms: number,
    orgs: ReadonlySet<string>,
    by: object | undefined,
    signal?: AbortSignal,
  ): Promise<HoldEnd> {
    if (this.#closed) return Promise.resolve('closed');
    // An aborted signal fires no event.
    if (signal?.aborted) return Promise.resolve('abandoned');
    return new Promise((resolve) => {
      const end = (how: HoldEnd): void => {
        timer.cancel();
        signal?.removeEventListener('abort', abandon);
        this.#held.delete(hold);
        resolve(how);
      };
      const abandon = (): void => end('abandoned');
      const hold: Hold = { orgs, by, end };
      const timer = this.#clock.setTimeout(() => end('over'), ms);
      signal?.addEventListener('abort', abandon);
      this.#held.add(hold);
    });
  }

  /** Lets everything go. */
  release(): void {
    this.#end('released', () => true);
  }

  /** Lets go what is of an org. */
  releaseOrg(orgId: string): void {
    this.#end('released', ({ orgs }) => orgs.has(orgId));
  }

  /** Lets go what a rule holds. */
  releaseOf(rule: object): void {
    this.#end('released', ({ by }) => by === rule);
  }

  /** Lets everything go, and holds nothing any more. */
  close(): void {
    this.#closed = true;
    this.#end('closed', () => true);
  }

  #end(how: HoldEnd, which: (hold: Hold) => boolean): void {
    for (const hold of [...this.#held].filter(which)) hold.end(how);
  }
}
