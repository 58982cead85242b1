import type { Page } from './store.ts';
import type { Entry } from './time-index.ts';

/** A row, and its place in time. */
export class RowEntry<Row> implements Entry {
  row: Row;
  readonly key: string;
  readonly seq: number;
  gone = false;

  /**
   * @param time UTC
   * @param seq ranks the rows of one time
   */
  constructor(row: Row, time: string, seq: number) {
    this.row = row;
    this.key = time;
    this.seq = seq;
  }
}

/** A page of rows; an empty one where there is none. */
export function rowsOf<Row>(page: Page<RowEntry<Row>> | undefined): Page<Row> {
  return { rows: page?.rows.map(({ row }) => row) ?? [], next: page?.next ?? null };
}
