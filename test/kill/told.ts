import type {
  DropReason,
  Flows,
  ForwarderOptions,
  ForwarderReport,
  ForwarderStats,
} from '../../src/forwarder/index.ts';

/** What a forwarder's process is to do. */
export interface ForwarderPlan {
  readonly options: ForwarderOptions;
  /** The number of its first event; the others follow. */
  readonly first: number;
  /** How many events it gives to the forwarder; `null`: until SIGTERM. */
  readonly total: number | null;
  /** So many at a time, … */
  readonly burst: number;
  /** … and then so many milliseconds of rest. */
  readonly pause: number;
  /** The least that an event weighs. */
  readonly bytes: number;
  /** What the names of its sessions begin with. */
  readonly session: string;
  /** In the end, it closes the forwarder; or flushes until nothing is left, and closes it; or does nothing at all. */
  readonly end: 'close' | 'drain' | 'nothing';
  /** Milliseconds. */
  readonly closeTimeout: number;
}

/** What is said in the end. */
export interface Closing {
  readonly report: ForwarderReport;
  readonly stats: ForwarderStats;
  readonly flows: Flows;
  /** How long `close` took. */
  readonly ms: number;
}

/** What a forwarder's process says of its events, by their numbers. `given` comes before `enqueue`. */
export type Told =
  | readonly ['ready']
  | readonly ['given' | 'delivered' | 'spilled' | 'recovered', readonly number[]]
  | readonly ['dropped', readonly number[], DropReason, number]
  | readonly ['rejected', readonly number[], string]
  | readonly ['error', string]
  | readonly ['closed', Closing];

export type What = Told[0];
