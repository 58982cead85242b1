import type { CaseResult } from '../../../src/verify/report.ts';
import { StatusLine, type Screen } from '../status-line.ts';

/** Shows on a terminal how far a run is, in one line that is rewritten in place; elsewhere nothing. */
export class Progress {
  readonly #line: StatusLine;
  readonly #total: number;
  #done = 0;
  #failed = 0;

  constructor(screen: Screen, total: number) {
    this.#line = new StatusLine(screen);
    this.#total = total;
  }

  add({ id, outcome }: CaseResult): void {
    this.#done++;
    if (outcome === 'failed') this.#failed++;
    if (!this.#line.isPossible) return;
    const failed = this.#failed > 0 ? `, ${this.#failed} failed` : '';
    this.#line.show(`${this.#done}/${this.#total}${failed}  ${id}`);
  }

  /** Leaves nothing behind. */
  end(): void {
    this.#line.erase();
  }
}
