/**
 * Where the batches of the processors pass. While something must not be disturbed by them, it is shut:
 * the batches at hand end first, and those that come wait.
 */
export class BatchGate {
  #running = 0;
  /** Resolves when the gate opens; `undefined` while it is open. */
  #shut: Promise<void> | undefined;
  /** Called when the last batch at hand has ended. */
  #onQuiet: (() => void) | undefined;

  /** To be awaited before a batch begins; each is followed by one {@link leave}. */
  enter(): Promise<void> | undefined {
    if (this.#shut) return this.#enterLater();
    this.#running++;
    return undefined;
  }

  leave(): void {
    if (--this.#running === 0) this.#onQuiet?.();
  }

  /** Runs `change` while no batch runs. Those that overlap run one after the other. */
  async exclusively<Result>(change: () => Promise<Result>): Promise<Result> {
    while (this.#shut) await this.#shut;
    const result = this.#whenQuiet().then(change);
    const open = () => void (this.#shut = undefined);
    this.#shut = result.then(open, open);
    return result;
  }

  async #whenQuiet(): Promise<void> {
    if (this.#running > 0) await new Promise<void>((resolve) => (this.#onQuiet = resolve));
    this.#onQuiet = undefined;
  }

  async #enterLater(): Promise<void> {
    while (this.#shut) await this.#shut;
    this.#running++;
  }
}
