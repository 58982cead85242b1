import { compareTimes } from '../instant.ts';
import type { Page, PageRequest, Position } from './store.ts';

/** What a {@link TimeIndex} sorts by: a time, then the order of arrival. */
export interface Entry {
  /** UTC. */
  readonly key: string;
  readonly seq: number;
  /** Set when the row has left the table; indexes pass over it and drop it in time. */
  gone: boolean;
}

/**
 * Rows in order of time. Events arrive nearly in order, so adding is appending; what came late
 * waits aside and is merged in when somebody reads.
 */
export class TimeIndex<Row extends Entry> {
  #sorted: Row[] = [];
  #late: Row[] = [];
  #gone = 0;
  /** So many at the beginning are gone: the oldest leave first, nearly always. */
  #front = 0;

  get size(): number {
    return this.#sorted.length + this.#late.length - this.#gone;
  }

  add(row: Row): void {
    const last = this.#sorted.at(-1);
    if (last === undefined || compare(last, row) <= 0) this.#sorted.push(row);
    else this.#late.push(row);
  }

  /** To be told once for each row that was marked as gone. */
  forget(): void {
    this.#gone++;
    while (this.#sorted[this.#front]?.gone) this.#front++;
    // What is gone is still held here, so neither front nor middle may grow far.
    if (this.#front * 8 > this.#sorted.length) this.#cutFront();
    else if (this.#gone * 2 > this.#sorted.length + this.#late.length) this.#compact();
  }

  newestFirst(request: PageRequest, matches: (row: Row) => boolean, since?: string): Page<Row> {
    this.#settle();
    const rows = this.#sorted;
    const page = new PageBuilder<Row>(request.limit);
    const first = since === undefined ? 0 : this.#lowerBound([since, 0]);
    let index = request.after ? this.#lowerBound(request.after) : rows.length;
    while (--index >= first && !page.full) {
      const row = rows[index]!;
      if (!row.gone && matches(row)) page.add(row);
    }
    return page.result();
  }

  oldestFirst(request: PageRequest): Page<Row> {
    this.#settle();
    const rows = this.#sorted;
    const page = new PageBuilder<Row>(request.limit);
    let index = 0;
    if (request.after) {
      index = this.#lowerBound(request.after);
      // A row that moved away and back stands here twice, once as gone.
      while (index < rows.length && compareTo(rows[index]!, request.after) === 0) index++;
    }
    for (; index < rows.length && !page.full; index++) {
      if (!rows[index]!.gone) page.add(rows[index]!);
    }
    return page.result();
  }

  /** The rows whose time is in a span, both bounds included, oldest first; the others are not visited. */
  visitSpan(since: string, until: string, visit: (row: Row) => void): void {
    this.#settle();
    const rows = this.#sorted;
    for (
      let at = this.#lowerBound([since, 0]);
      at < rows.length && compareTimes(rows[at]!.key, until) <= 0;
      at++
    ) {
      if (!rows[at]!.gone) visit(rows[at]!);
    }
  }

  /** Merges from the end, so that only what the late rows overtake is moved. */
  #settle(): void {
    if (this.#late.length === 0) return;
    const late = this.#late.toSorted(compare);
    this.#late = [];
    this.#front = 0;
    const rows = this.#sorted;
    let from = rows.length - 1;
    let to = rows.length + late.length - 1;
    rows.length = to + 1;
    for (let next = late.length - 1; next >= 0; to--) {
      rows[to] = from >= 0 && compare(rows[from]!, late[next]!) > 0 ? rows[from--]! : late[next--]!;
    }
  }

  #cutFront(): void {
    this.#sorted = this.#sorted.slice(this.#front);
    this.#gone -= this.#front;
    this.#front = 0;
  }

  #compact(): void {
    this.#front = 0;
    this.#sorted = this.#sorted.filter((row) => !row.gone);
    this.#late = this.#late.filter((row) => !row.gone);
    this.#gone = 0;
  }

  /** The first index whose row is not before the position. */
  #lowerBound(position: Position): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareTo(this.#sorted[middle]!, position) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Takes one row more than asked, to know whether more follow. */
class PageBuilder<Row extends Entry> {
  readonly #rows: Row[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.#rows.length > this.#limit;
  }

  add(row: Row): void {
    this.#rows.push(row);
  }

  result(): Page<Row> {
    if (!this.full) return { rows: this.#rows, next: null };
    const rows = this.#rows.slice(0, this.#limit);
    const last = rows.at(-1)!;
    return { rows, next: [last.key, last.seq] };
  }
}

function compare(a: Entry, b: Entry): number {
  return compareTimes(a.key, b.key) || a.seq - b.seq;
}

function compareTo(row: Entry, [key, seq]: Position): number {
  return compareTimes(row.key, key) || row.seq - seq;
}
