import type { Envelope } from '../../fanout/envelope.ts';
import type { PeekedMessage } from '../../fanout/index.ts';
import { utcOf } from '../../instant.ts';
import type { QueueTrace } from './event-trace.ts';
import { whyNot } from '../queues/message-view.ts';

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

/** An event behind one queue, seen from all sides. */
export interface BehindQueue {
  readonly queue: string;
  readonly maxReceiveCount: number;
  /** The times; none when they have fallen off. */
  readonly trace: QueueTrace | undefined;
  /** Its message in the queue. */
  readonly message: PeekedMessage<Envelope> | undefined;
  /** Its message in the dead-letter queue. */
  readonly deadLetter: PeekedMessage<Envelope> | undefined;
}

export function queueStation(behind: BehindQueue): TraceStation {
  const { queue, trace, message, deadLetter, maxReceiveCount } = behind;
  const station = 'queue';
  if (message) {
    const state = { visible: 'waiting', inFlight: 'in_flight', delayed: 'delayed' } as const;
    return {
      station,
      queue,
      state: state[message.state],
      at: utcOf(message.sentTimestamp),
      reason: whyWaiting(behind, message),
    };
  }
  if (deadLetter) {
    const reason = `dead-lettered after ${maxReceiveCount} receives${because(trace)}`;
    return { station, queue, state: 'dead_lettered', at: utcOf(deadLetter.sentTimestamp), reason };
  }
  if (!trace) return { station, queue, state: 'unknown', at: null };
  if (trace.processed_at !== null) {
    return { station, queue, state: 'passed', at: time(trace.delivered_at) };
  }
  const reason = 'is no longer in the queue, and was not processed: it was purged, or has expired';
  return { station, queue, state: 'gone', at: time(trace.delivered_at), reason };
}

export function processorStation({ queue, trace, message }: BehindQueue): TraceStation {
  const station = 'processor';
  if (!trace) return { station, queue, state: message ? 'pending' : 'unknown', at: null };
  const { delivered_at, processed_at, failed_at, failures } = trace;
  if (processed_at !== null) return { station, queue, state: 'passed', at: utcOf(processed_at) };
  if (failed_at !== null && failed_at >= (delivered_at ?? 0)) {
    const reason = `failed ${failures} times${because(trace)}`;
    return { station, queue, state: 'failed', at: utcOf(failed_at), reason };
  }
  const state = delivered_at !== null && message?.state === 'inFlight' ? 'working' : 'pending';
  return { station, queue, state, at: state === 'working' ? time(delivered_at) : null };
}

function whyWaiting(
  { trace, maxReceiveCount }: BehindQueue,
  message: PeekedMessage<Envelope>,
): string {
  const { withheld } = message;
  const why = whyNot(message) ?? 'waits for its processor';
  if (!trace || trace.failures === 0) return why;
  const failed = `failed ${message.approximateReceiveCount} of ${maxReceiveCount} times${because(trace)}`;
  return withheld?.reason === 'inFlight'
    ? `${failed}; comes again at ${utcOf(withheld.until)}`
    : `${failed}; ${why}`;
}

function because(trace: QueueTrace | undefined): string {
  return trace?.last_error ? `: ${trace.last_error}` : '';
}

function time(instant: number | null): string | null {
  return instant === null ? null : utcOf(instant);
}
