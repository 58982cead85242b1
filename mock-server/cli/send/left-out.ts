const MOST_NAMED = 10;

/** Counts the lines that cannot be sent, and names the first of them. */
export class LeftOut {
  readonly #say: (text: string) => void;
  count = 0;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  /**
   * @param nth the line's number, from 1
   * @param why completes the sentence "line 7 …"
   */
  add(nth: number, why: string): void {
    if (++this.count <= MOST_NAMED) this.#say(`line ${nth} ${why}; it is left out`);
  }

  /** No more will come. */
  end(): void {
    const others = this.count - MOST_NAMED;
    if (others > 0) this.#say(`… and ${others} more ${others === 1 ? 'line' : 'lines'}`);
  }
}
