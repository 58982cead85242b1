/** A station on the way of an event. */
export interface TraceStation {
  readonly station:
    | 'received'
    | 'validated'
    | 'stamped'
    | 'published'
    | 'queue'
    | 'processor'
    | 'row';
  /** Of `queue` and `processor`: which. */
  readonly queue?: string;
  /**
   * `passed`; at a queue also `waiting`, `in_flight`, `delayed`, `dead_lettered`, or `gone` when it was
   * purged or expired; at a processor `working` and `failed`; at the row `missing`. `refused` where the
   * way ended; `pending` where it has not come yet; `unknown` where nothing is remembered of it.
   */
  readonly state:
    | 'passed'
    | 'waiting'
    | 'in_flight'
    | 'delayed'
    | 'dead_lettered'
    | 'gone'
    | 'working'
    | 'failed'
    | 'missing'
    | 'refused'
    | 'pending'
    | 'unknown';
  /** UTC, by the server's clock; `null` when it has not been there, or nothing is remembered of it. */
  readonly at: string | null;
  /** Why it is not further. */
  readonly reason?: string;
}

/** The way of one event. */
export interface TraceView {
  readonly event_id: string;
  readonly org_id: string | null;
  /** The request that brought it; `null` when that is no longer remembered. */
  readonly request_id: string | null;
  /** In the order of the way: ingest, then queue and processor of each service; the row behind the first. */
  readonly stations: readonly TraceStation[];
  /** The first station that it did not get through, and why; `null` when it got everywhere. */
  readonly stopped: {
    readonly station: TraceStation['station'];
    readonly queue?: string;
    readonly reason: string;
  } | null;
  /** How often it was sent again since. */
  readonly sent_again: number;
}
