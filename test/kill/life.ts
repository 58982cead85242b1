import type { Closing, Told, What } from './told.ts';

/**
 * One life of a forwarder: what its process has said of its events. Notes every sentence that cannot be
 * true together with those before it.
 */
export class Life {
  /** What it held in memory when it last said something, and where it had that from. */
  readonly memory = new Map<number, 'given' | 'recovered'>();
  readonly given: number[] = [];
  readonly delivered = new Set<number>();
  readonly dropped = new Set<number>();
  readonly rejected = new Set<number>();
  /** In the file, and not read back by it. */
  readonly spilled = new Set<number>();
  /** Whether it ever put them there. */
  readonly everSpilled = new Set<number>();
  readonly everRecovered = new Set<number>();
  readonly contradictions: string[] = [];
  readonly errors: string[] = [];
  /** How many sentences of a kind it has said. */
  readonly said = new Map<What, number>();
  /** Dropped ones that it did not name. */
  unnamed = 0;
  closing: Closing | undefined;

  hear(told: Told): void {
    this.said.set(told[0], (this.said.get(told[0]) ?? 0) + 1);
    switch (told[0]) {
      case 'given':
        for (const number of told[1]) this.#give(number);
        return;
      case 'recovered':
        for (const number of told[1]) this.#recover(number);
        return;
      case 'spilled':
        this.#settle(told[1], this.spilled, told[0]);
        for (const number of told[1]) this.everSpilled.add(number);
        return;
      case 'dropped':
        this.unnamed += told[3] - told[1].length;
        return this.#settle(told[1], this.dropped, told[0]);
      case 'delivered':
      case 'rejected':
        return this.#settle(told[1], this[told[0]], told[0]);
      case 'error':
        this.errors.push(told[1]);
        return;
      case 'closed':
        this.closing = told[1];
    }
  }

  /** Of these, none may be missing in the end. */
  *promised(): Generator<number> {
    yield* this.delivered;
    yield* this.everSpilled;
  }

  /** What only its memory had. */
  get onlyInMemory(): number[] {
    return [...this.memory].flatMap(([number, from]) => (from === 'given' ? [number] : []));
  }

  #give(number: number): void {
    this.given.push(number);
    this.memory.set(number, 'given');
  }

  #recover(number: number): void {
    if (this.memory.has(number)) this.#doubt(number, 'recovered while it was in memory');
    for (const what of ['delivered', 'dropped', 'rejected'] as const) {
      if (this[what].has(number)) this.#doubt(number, `recovered after it was ${what}`);
    }
    this.spilled.delete(number);
    this.everRecovered.add(number);
    this.memory.set(number, 'recovered');
  }

  #settle(numbers: readonly number[], settled: Set<number>, what: string): void {
    for (const number of numbers) {
      if (!this.memory.delete(number)) this.#doubt(number, `${what}, though it was not in memory`);
      settled.add(number);
    }
  }

  #doubt(number: number, what: string): void {
    this.contradictions.push(`event ${number} was ${what}`);
  }
}
