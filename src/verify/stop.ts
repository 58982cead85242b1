/** Ends what is under way when a run is stopped: one listener of its signal, however much that is. */
export class Stop {
  readonly #ends = new Set<() => void>();
  readonly #signal: AbortSignal | undefined;
  #isStopped = false;
  readonly #run = () => {
    this.#isStopped = true;
    for (const end of this.#ends) end();
  };

  /** @param signal stops the run; without one, nothing does */
  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.addEventListener('abort', this.#run);
  }

  get isStopped(): boolean {
    return this.#isStopped || (this.#signal?.aborted ?? false);
  }

  /** Stops the run from within. */
  now(): void {
    this.#run();
  }

  /** Has it ended, at once where the run is stopped already. */
  add(end: () => void): void {
    this.#ends.add(end);
    if (this.isStopped) end();
  }

  delete(end: () => void): void {
    this.#ends.delete(end);
  }

  /** The run is over. */
  close(): void {
    this.#signal?.removeEventListener('abort', this.#run);
  }
}
