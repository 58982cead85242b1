import type { QueueTrace } from './event-trace.ts';
import { messageOf } from '../journal/error-message.ts';

/** How many of the latest failures have their error remembered. */
const ERRORS = 2_000;

// What is noted of an event at each queue.
const DELIVERED = 0;
const PROCESSED = 1;
const FAILED = 2;
const MARKS = 3;

/** When the event at each place of a ring came by each queue: plain numbers, one row per event and queue. */
export class StationMarks {
  readonly #queues: readonly string[];
  /** `NaN` where it has not been yet. */
  readonly #marks: Float64Array;
  readonly #failures: Uint32Array;
  /** By row; the oldest is forgotten when there are too many. */
  readonly #errors = new Map<number, string>();

  /** @param places how many events there are at most */
  constructor(places: number, queues: readonly string[]) {
    this.#queues = queues;
    this.#marks = new Float64Array(places * queues.length * MARKS);
    this.#failures = new Uint32Array(places * queues.length);
  }

  delivered(place: number, queue: number, at: number): void {
    this.#marks[this.#row(place, queue) * MARKS + DELIVERED] = at;
  }

  processed(place: number, queue: number, at: number): void {
    this.#marks[this.#row(place, queue) * MARKS + PROCESSED] = at;
  }

  failed(place: number, queue: number, at: number, error: unknown): void {
    const row = this.#row(place, queue);
    this.#marks[row * MARKS + FAILED] = at;
    this.#failures[row]!++;
    this.#errors.delete(row);
    this.#errors.set(row, messageOf(error));
    if (this.#errors.size > ERRORS) this.#errors.delete(this.#errors.keys().next().value!);
  }

  /** Makes a row of places those of events that have not been anywhere. */
  wipe(start: number, end: number): void {
    const [first, last] = [this.#row(start, 0), this.#row(end, 0)];
    this.#failures.fill(0, first, last);
    this.#marks.fill(NaN, first * MARKS, last * MARKS);
    if (this.#errors.size === 0) return;
    for (let row = first; row < last; row++) this.#errors.delete(row);
  }

  read(place: number): QueueTrace[] {
    return this.#queues.map((queue, index) => {
      const row = this.#row(place, index);
      return {
        queue,
        delivered_at: this.#mark(row, DELIVERED),
        processed_at: this.#mark(row, PROCESSED),
        failed_at: this.#mark(row, FAILED),
        failures: this.#failures[row]!,
        last_error: this.#errors.get(row) ?? null,
      };
    });
  }

  #row(place: number, queue: number): number {
    return place * this.#queues.length + queue;
  }

  #mark(row: number, which: number): number | null {
    const at = this.#marks[row * MARKS + which]!;
    return Number.isNaN(at) ? null : at;
  }
}
