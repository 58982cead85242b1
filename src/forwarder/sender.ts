import { Backoff } from './backoff.ts';
import { Delivery } from './delivery.ts';
import { countThatFits, type Entry } from './entry.ts';
import { errorOf } from './events.ts';
import type { Ledger } from './ledger.ts';
import type { ForwarderSettings } from './options.ts';
import type { OverflowFile } from './overflow/overflow-file.ts';
import type { RejectedFile } from './rejected-file.ts';
import type { Ring } from './ring.ts';
import { Spool } from './spool.ts';
import { ENVELOPE_BYTES } from './transport.ts';

/** Milliseconds, at least, between two looks at a file that cannot be used for the moment. */
const LOOK_AGAIN_MS = 1_000;

/** What a sender works with. */
export interface SenderParts {
  readonly settings: ForwarderSettings;
  readonly buffer: Ring<Entry>;
  readonly overflow: OverflowFile;
  readonly rejectedFile: RejectedFile;
  readonly ledger: Ledger;
}

/**
 * Takes events, the oldest first, to the server: those of the overflow file, then those of the buffer.
 * One request at a time, so that their order is kept.
 *
 * In an outage, everything goes to the overflow file, and the head of the file is tried from time to time,
 * until it is taken.
 */
export class Sender {
  readonly #settings: ForwarderSettings;
  readonly #buffer: Ring<Entry>;
  readonly #ledger: Ledger;
  readonly #spool: Spool;
  readonly #backoff: Backoff;
  readonly #delivery: Delivery;
  /** How many of the buffer are to be sent without waiting for more. */
  #due = 0;
  /** Nothing can be done for the moment, neither sent nor put into the file. */
  #stuck = false;
  #isFinishing = false;
  #pass: Promise<void> | undefined;
  #tick: { cancel(): void } | undefined;
  readonly #waiting = new Set<{ readonly target: number; readonly resolve: () => void }>();

  constructor({ settings, buffer, overflow, rejectedFile, ledger }: SenderParts) {
    this.#settings = settings;
    this.#buffer = buffer;
    this.#ledger = ledger;
    this.#spool = new Spool(overflow, settings, ledger);
    this.#backoff = new Backoff(settings, () => void this.#run());
    this.#delivery = new Delivery({
      settings,
      buffer,
      spool: this.#spool,
      rejectedFile,
      ledger,
      backoff: this.#backoff,
    });
    // What an earlier run has left behind waits for no new event.
    this.#wakeLater();
  }

  /** Events that are being sent, or put into the file, or wait for their next try. */
  get inFlight(): number {
    return this.#delivery.inFlight.length;
  }

  /** Events of this run that wait in the file. */
  get left(): number {
    return this.#spool.own;
  }

  get outage(): boolean {
    return this.#delivery.outage;
  }

  get retries(): number {
    return this.#delivery.retries;
  }

  /** Epoch milliseconds; `undefined` when no try is waited for. */
  get nextTry(): number | undefined {
    return this.#backoff.until;
  }

  /** An event has come into the buffer. O(1). */
  notice(): void {
    if (this.#buffer.size >= this.#settings.batchSize && !this.#stuck) void this.#run();
    else this.#wakeLater();
  }

  /**
   * Sends what is in the file and what is in the buffer now, without waiting for the next try, unless the
   * server asked to wait. Resolves when it is settled, or when nothing can be done.
   */
  async flush(): Promise<void> {
    const waiting = { target: this.#buffer.pushed, resolve: () => {} };
    const settled = new Promise<void>((resolve) => (waiting.resolve = resolve));
    this.#waiting.add(waiting);
    await Promise.race([settled, this.#sendNow()]);
    this.#waiting.delete(waiting);
  }

  /** Sends what can be sent within `ms` milliseconds; the rest goes to the file or, failing that, is dropped. */
  async finish(ms: number): Promise<void> {
    this.#isFinishing = true;
    this.#backoff.endWithin(ms);
    await this.#sendNow();
    // From now on nothing is sent, whoever still asks for it.
    this.#backoff.stop();
    await this.#pass;
    if (this.#buffer.size > 0 && !this.#stuck) await this.#run();
    const left = [...this.#buffer];
    const isSaved = this.#spool.addSync(left);
    // Not before: who listens to errors may look at the counters.
    this.#buffer.take(Infinity);
    if (isSaved) this.#ledger.spilled(left);
    else this.#ledger.dropped(left, 'unwritable');
    this.#tick?.cancel();
  }

  /** The process ends: nothing asynchronous runs any more. */
  saveAtExit(): void {
    this.#spool.addSync([...this.#delivery.inFlight, ...this.#buffer]);
  }

  async #sendNow(): Promise<void> {
    const running = this.#pass;
    this.#hasten();
    await running;
    // Such a pass may have been about to end; but in an outage, one that asked the server has asked.
    if (!this.outage || !running) this.#hasten();
    await this.#run();
    this.#backoff.calm();
  }

  #hasten(): void {
    this.#due = this.#buffer.size;
    this.#backoff.hasten();
  }

  #wakeLater(ms: number = this.#settings.flushInterval): void {
    if (this.#tick || this.#pass || this.#isFinishing) return;
    this.#tick = this.#settings.clock.setTimeout(() => {
      this.#tick = undefined;
      void this.#run();
    }, ms);
  }

  /** Makes a pass, or joins the one that is being made. Never rejects. */
  #run(): Promise<void> {
    if (this.#pass) return this.#pass;
    this.#tick?.cancel();
    this.#tick = undefined;
    this.#due = this.#buffer.size;
    const fail = (error: unknown) =>
      this.#ledger.failed(errorOf(error), this.#settings.clock.now());
    // Whatever happens here, it is not to end the process.
    this.#pass = this.#send()
      .catch(fail)
      .finally(() => {
        this.#pass = undefined;
        if (this.#buffer.size > 0 && !this.#stuck) this.notice();
        // What waits for the next try is woken by it; what waits for the disk, or for another process, by time.
        else if (this.#stuck || (this.#spool.bytes > 0 && this.#backoff.until === undefined)) {
          this.#wakeLater(Math.max(this.#settings.flushInterval, LOOK_AGAIN_MS));
        }
      });
    return this.#pass;
  }

  /** One pass: as long as there is something to send, and the server takes it. */
  async #send(): Promise<void> {
    await this.#spool.look();
    this.#stuck = false;
    while (!this.#stuck && (await this.#sendNext())) this.#tellWaiting();
    await this.#spool.release();
    this.#tellWaiting();
  }

  /** Sends the next group: of the file, else of the buffer. @returns whether to go on */
  async #sendNext(): Promise<boolean> {
    if (this.#backoff.end.aborted || (this.outage && !this.#backoff.isOver)) {
      await this.#spillBuffer();
      return false;
    }
    if (this.#spool.bytes > 0) {
      const piece = await this.#spool.read();
      if (piece && piece.lines.length > 0) return this.#deliver(piece.lines, piece.end);
      // Another process sends what is in the file, or it cannot be read now. Ours come after it, if that
      // is possible; the buffer is not held up by a file that is of no use.
      if (!piece && (await this.#spillBuffer())) return false;
    }
    const { batchSize } = this.#settings;
    if (this.#due <= 0 && this.#buffer.size < batchSize) return false;
    const group = this.#takeFromBuffer();
    this.#due -= group.length;
    return group.length > 0 && this.#deliver(group);
  }

  async #deliver(group: readonly Entry[], fileEnd?: number): Promise<boolean> {
    this.#stuck = !(await this.#delivery.deliver(group, fileEnd));
    return true;
  }

  /** Puts what is in the buffer now into the file. @returns whether it could */
  async #spillBuffer(): Promise<boolean> {
    const { pushed } = this.#buffer;
    while (this.#buffer.left < pushed && !this.#stuck) {
      this.#stuck = !(await this.#delivery.spill(this.#takeFromBuffer()));
    }
    return !this.#stuck;
  }

  /** The oldest, so many as a request can carry. */
  #takeFromBuffer(): Entry[] {
    const { batchSize, batchBytes } = this.#settings;
    const taken = this.#buffer.take(batchSize);
    this.#buffer.prepend(taken.splice(countThatFits(taken, batchBytes - ENVELOPE_BYTES)));
    return taken;
  }

  /** New events come all the time: who waits does so only for those that were there before. */
  #tellWaiting(): void {
    if (this.#spool.bytes > 0) return;
    for (const { target, resolve } of this.#waiting) if (this.#buffer.left >= target) resolve();
  }
}
