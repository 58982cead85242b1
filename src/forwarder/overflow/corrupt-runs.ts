import type { Part } from './lines.ts';

/** Lines that are no events, with no event between them. */
export interface CorruptRun extends Part {
  readonly count: number;
}

/** Collects where the lines are that are no events, in the order of the file: one run for many. */
export class CorruptRuns {
  readonly runs: CorruptRun[] = [];
  #isOpen = false;

  add({ start, end }: Part): void {
    const run = this.#isOpen ? this.runs.pop() : undefined;
    this.runs.push({ start: run?.start ?? start, end, count: (run?.count ?? 0) + 1 });
    this.#isOpen = true;
  }

  /** Notes that an event comes next. */
  interrupt(): void {
    this.#isOpen = false;
  }
}
