import type { Disk } from './world.ts';
import { MemoryFile, type FileWork } from './memory-overflow.ts';

let count = 0;

/** A {@link Disk} of which every piece of work can be made to fail. */
export class MemoryDisk implements Disk {
  readonly path = `/nowhere/${++count}.jsonl`;
  readonly #file = MemoryFile.at(this.path);
  readonly #everFailed = new Set<FileWork>();

  constructor(latency: number) {
    this.#file.latency = latency;
  }

  get isWritable(): boolean {
    return !this.#file.failing.has('append');
  }

  get wasFull(): boolean {
    return this.#everFailed.has('append');
  }

  get mayRepeat(): boolean {
    return this.#everFailed.has('remove');
  }

  /**
   * Newer events go behind what cannot be read or taken off. They pass it where they cannot be written
   * either, or where nobody sees that there is something: they need not wait for ever.
   */
  get keepsOrder(): boolean {
    const canBeUseless = this.wasFull && (this.mayRepeat || this.#everFailed.has('read'));
    return !canBeUseless && !this.#everFailed.has('look');
  }

  get evicted(): number {
    return this.#file.evicted;
  }

  waiting(): ReadonlySet<number> {
    return new Set(this.#file.lines.map(({ event }) => event.mark));
  }

  async idle(): Promise<void> {}

  abandon(): void {
    this.#file.killUsers();
  }

  fail(works: readonly FileWork[]): void {
    this.#file.failing.clear();
    for (const work of works) {
      this.#file.failing.add(work);
      this.#everFailed.add(work);
    }
  }

  repair(): void {
    this.#file.failing.clear();
  }
}
