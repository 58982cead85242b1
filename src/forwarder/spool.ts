import { textOf, type Entry } from './entry.ts';
import { errorOf } from './events.ts';
import type { Ledger } from './ledger.ts';
import type { ForwarderSettings } from './options.ts';
import type { OverflowFile, OverflowPiece } from './overflow/overflow-file.ts';
import { ENVELOPE_BYTES } from './transport.ts';

/** The overflow file as the sender sees it: what the file system refuses is told, and never thrown. */
export class Spool {
  readonly #file: OverflowFile;
  readonly #settings: ForwarderSettings;
  readonly #ledger: Ledger;
  /** Bytes of earlier runs' events, which are before ours; `undefined` before the first look. */
  #earlier: number | undefined;
  /** Events of this run that have left the file. */
  #gone = 0;
  /** Up to this offset all is settled, but could not be taken off. */
  #owed: number | undefined;

  constructor(file: OverflowFile, settings: ForwarderSettings, ledger: Ledger) {
    this.#file = file;
    this.#settings = settings;
    this.#ledger = ledger;
  }

  /** Bytes that wait, as far as known. */
  get bytes(): number {
    return this.#file.bytes;
  }

  /** Events of this run that wait. */
  get own(): number {
    return Math.max(0, this.#ledger.counters.spilled - this.#gone);
  }

  /** Sees what other processes have written or taken since. */
  async look(): Promise<void> {
    await this.#told(() => this.#file.look());
    this.#earlier ??= this.bytes;
  }

  /** The oldest, a request's worth; `undefined` when another process sends them, or the file fails. */
  async read(): Promise<OverflowPiece | undefined> {
    if (!(await this.#takeOff())) return undefined;
    const { batchSize, batchBytes } = this.#settings;
    const most = { events: batchSize, bytes: batchBytes - ENVELOPE_BYTES };
    return this.#told(() => this.#file.read(most));
  }

  /**
   * Takes off what is before an offset.
   *
   * @param settled those of it that leave it now
   */
  async settle(settled: readonly Entry[], offset: number): Promise<void> {
    for (const { text } of settled) this.#leaves(1, Buffer.byteLength(text!) + 1);
    this.#owed = offset;
    await this.#takeOff();
  }

  /** @returns how many of the oldest events had to go for them; `undefined` when they are not in the file */
  async add(entries: readonly Entry[]): Promise<number | undefined> {
    const texts = entries.map(textOf);
    const before = this.bytes;
    const evicted = await this.#told(() => this.#file.append(texts));
    if (!evicted) return evicted;
    const added = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
    this.#leaves(evicted, before + added - this.bytes);
    return evicted;
  }

  /** The same at the very end, where losing them is worse than waiting for nobody. @returns whether they are in the file */
  addSync(entries: readonly Entry[]): boolean {
    try {
      this.#file.appendSync(entries.map(textOf));
      return true;
    } catch (error) {
      this.#ledger.failed(errorOf(error), this.#settings.clock.now());
      return false;
    }
  }

  /** Lets other processes send what waits. */
  async release(): Promise<void> {
    await this.#told(() => this.#file.release());
    // Only who reads can take off. So it comes again, and the server will know it.
    this.#owed = undefined;
  }

  /** @returns whether nothing is left to take off */
  async #takeOff(): Promise<boolean> {
    const owed = this.#owed;
    if (owed === undefined) return true;
    const done = await this.#told(async () => {
      await this.#file.remove(owed);
      return true;
    });
    if (!done) return false;
    this.#owed = undefined;
    return true;
  }

  /** Counts ours among the oldest events, which leave the file. Those of earlier runs come first. */
  #leaves(events: number, bytes: number): void {
    const earlier = Math.min(this.#earlier ?? 0, bytes);
    if (this.#earlier !== undefined) this.#earlier -= earlier;
    if (bytes > earlier) this.#gone += Math.round((events * (bytes - earlier)) / bytes);
  }

  async #told<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#ledger.failed(errorOf(error), this.#settings.clock.now());
      return undefined;
    }
  }
}
