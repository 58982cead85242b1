import type { EventTrace } from './event-trace.ts';
import { StationMarks } from './station-marks.ts';

/** The stations that the events of one request passed together, by their instants in epoch milliseconds. */
export interface TracedBatch {
  readonly org_id: string;
  readonly request_id: string;
  readonly received_at: number;
  readonly validated_at: number;
  readonly stamped_at: number;
  /** `NaN` until they are. */
  published_at: number;
}

interface Identified {
  readonly event_id: string;
}

/**
 * When each of the latest events came by each station. Kept in rings: an event costs a few stores, no
 * object and no lookup. Its number travels with it in the envelope; a number that has fallen off, or
 * that is −1, is ignored.
 */
export class Traces {
  readonly #limit: number;
  // The event of number n stands at n % limit.
  readonly #ids: (string | undefined)[];
  readonly #batches: (TracedBatch | undefined)[];
  readonly #isDuplicate: Uint8Array;
  readonly #marks: StationMarks;
  #next = 0;

  /**
   * @param limit events that are kept; beyond that the oldest falls off
   * @param queues the names of the queues, in the order by which stations are numbered
   */
  constructor(limit: number, queues: readonly string[]) {
    this.#limit = limit;
    this.#ids = Array.from({ length: limit }, () => undefined);
    this.#batches = Array.from({ length: limit }, () => undefined);
    this.#isDuplicate = new Uint8Array(limit);
    this.#marks = new StationMarks(limit, queues);
  }

  /** How many events fell off. */
  get dropped(): number {
    return this.#oldest;
  }

  /** Notes events that are about to be published. @returns the number of the first; the others follow */
  begin(batch: TracedBatch, events: readonly Identified[]): number {
    const first = this.#next;
    this.#next += events.length;
    for (let number = Math.max(first, this.#oldest); number < this.#next; number++) {
      const place = number % this.#limit;
      this.#ids[place] = events[number - first]!.event_id;
      this.#batches[place] = batch;
    }
    this.#wipe(events.length);
    return first;
  }

  /** The topic knew it: this number is no event of its own. */
  duplicate(number: number): void {
    if (this.#has(number)) this.#isDuplicate[number % this.#limit] = 1;
  }

  /** Notes events that were stored long ago, and are sent again. */
  sentAgain(batch: TracedBatch, events: readonly Identified[]): void {
    const first = this.begin(batch, events);
    for (let number = first; number < this.#next; number++) this.duplicate(number);
  }

  delivered(queue: number, number: number, at: number): void {
    if (this.#has(number)) this.#marks.delivered(number % this.#limit, queue, at);
  }

  processed(queue: number, number: number, at: number): void {
    if (this.#has(number)) this.#marks.processed(number % this.#limit, queue, at);
  }

  failed(queue: number, number: number, at: number, error: unknown): void {
    if (this.#has(number)) this.#marks.failed(number % this.#limit, queue, at, error);
  }

  /**
   * The latest way of an event, for each org that has it, or for the one that is given.
   * @param eventId in whatever case
   */
  find(eventId: string, orgId?: string): EventTrace[] {
    const wanted = eventId.toLowerCase();
    const found = new Map<string, EventTrace>();
    const again = new Map<string, number>();
    for (let number = this.#next - 1; number >= this.#oldest; number--) {
      const place = number % this.#limit;
      if (this.#ids[place]?.toLowerCase() !== wanted) continue;
      const batch = this.#batches[place]!;
      const { org_id } = batch;
      if (found.has(org_id) || (orgId !== undefined && org_id !== orgId)) continue;
      const times = again.get(org_id) ?? 0;
      if (this.#isDuplicate[place]) again.set(org_id, times + 1);
      else found.set(org_id, this.#trace(place, batch, times));
    }
    return [...found.values()];
  }

  /** Forgets the events of one org, or all. */
  clear(orgId?: string): void {
    for (let place = 0; place < this.#limit; place++) {
      if (orgId !== undefined && this.#batches[place]?.org_id !== orgId) continue;
      this.#ids[place] = undefined;
      this.#batches[place] = undefined;
    }
  }

  /** The lowest number that has not fallen off. */
  get #oldest(): number {
    return Math.max(0, this.#next - this.#limit);
  }

  #has(number: number): boolean {
    return number >= this.#oldest && number < this.#next;
  }

  /** Makes the places of the latest `count` events those of events that have not been anywhere. */
  #wipe(count: number): void {
    const wiped = Math.min(count, this.#limit);
    if (wiped === 0) return;
    const end = ((this.#next - 1) % this.#limit) + 1;
    this.#wipePlaces(Math.max(0, end - wiped), end);
    // Around the end of the rings.
    if (end < wiped) this.#wipePlaces(this.#limit - (wiped - end), this.#limit);
  }

  #wipePlaces(start: number, end: number): void {
    this.#isDuplicate.fill(0, start, end);
    this.#marks.wipe(start, end);
  }

  #trace(place: number, batch: TracedBatch, sent_again: number): EventTrace {
    const { org_id, request_id, received_at, validated_at, stamped_at, published_at } = batch;
    return {
      org_id,
      request_id,
      received_at,
      validated_at,
      stamped_at,
      published_at: Number.isNaN(published_at) ? null : published_at,
      queues: this.#marks.read(place),
      sent_again,
    };
  }
}
