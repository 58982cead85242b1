import type { Entry } from './entry.ts';
import { Listeners, type DropReason, type Rejection } from './events.ts';

/**
 * What became of the events. At every moment `enqueued + recovered = delivered + dropped + rejected +
 * spilled + buffered + in flight`: what has left the overflow file is counted a second time.
 */
export interface Counters {
  /** Given to `enqueue`. */
  enqueued: number;
  /** Out of the overflow file again: delivered, rejected, or dropped because the file was full. */
  recovered: number;
  /** Acknowledged by the server. */
  delivered: number;
  /** Lost. */
  dropped: number;
  /** Undeliverable as they are. */
  rejected: number;
  /** Put into the overflow file. */
  spilled: number;
}

/** Counts what becomes of the events, and tells it. */
export class Ledger {
  readonly counters: Counters = {
    enqueued: 0,
    recovered: 0,
    delivered: 0,
    dropped: 0,
    rejected: 0,
    spilled: 0,
  };
  readonly listeners = new Listeners();
  lastError: { readonly at: number; readonly message: string } | undefined;

  /** @param fromFile whether they were in the overflow file */
  delivered(entries: readonly Entry[], fromFile: boolean): void {
    this.counters.delivered += entries.length;
    if (fromFile) this.#recovered(entries);
    this.listeners.tell('delivered', () => told(entries));
  }

  dropped(entries: readonly Entry[], reason: DropReason): void {
    if (entries.length === 0) return;
    this.counters.dropped += entries.length;
    this.listeners.tell('dropped', () => ({ ...told(entries), reason }));
  }

  /** Of the overflow file's oldest. */
  evicted(count: number): void {
    if (count === 0) return;
    this.counters.recovered += count;
    this.counters.dropped += count;
    this.listeners.tell('dropped', () => ({ count, events: [], reason: 'overflow_full' }));
  }

  /** @param fromFile whether they were in the overflow file */
  rejected(rejections: readonly (readonly [Entry, Rejection])[], fromFile: boolean): void {
    // All of them, before anybody who listens looks at the counters.
    this.counters.rejected += rejections.length;
    if (fromFile) this.#recovered(rejections.map(([entry]) => entry));
    for (const [{ event }, rejection] of rejections) {
      this.listeners.tell('rejected', () => ({ count: 1, event, ...rejection }));
    }
  }

  spilled(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    this.counters.spilled += entries.length;
    this.listeners.tell('spilled', () => told(entries));
  }

  failed(error: Error, at: number): void {
    this.lastError = { at, message: error.message };
    this.listeners.tell('error', () => error);
  }

  #recovered(entries: readonly Entry[]): void {
    this.counters.recovered += entries.length;
    this.listeners.tell('recovered', () => told(entries));
  }
}

function told(entries: readonly Entry[]) {
  return { count: entries.length, events: entries.map(({ event }) => event) };
}
