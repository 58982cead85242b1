import type { StoreChange } from './store.ts';

/** Those who want to be told what a store writes. */
export class Changes {
  readonly #listeners = new Set<(change: StoreChange) => void>();

  on(listener: (change: StoreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(change: StoreChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
