/** Where it is shown: standard error. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const ERASE = '\r\u001B[K';

/** Of terminals that say that they have no columns. */
const COLUMNS = 80;

/** A line that is rewritten in place, on a terminal that can. */
export class StatusLine {
  readonly #screen: Screen;
  #isThere = false;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Whether it can be shown: elsewhere every text would stay. */
  get isPossible(): boolean {
    return this.#screen.isTTY === true && process.env['TERM'] !== 'dumb';
  }

  /** Takes the place of what was there. What is too long is cut: a line that wraps could not be rewritten. */
  show(text: string): void {
    this.#screen.write(ERASE + text.slice(0, (this.#screen.columns || COLUMNS) - 1));
    this.#isThere = true;
  }

  /** Leaves nothing behind. */
  erase(): void {
    if (this.#isThere) this.#screen.write(ERASE);
    this.#isThere = false;
  }
}
