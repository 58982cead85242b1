import type { Envelope } from '../../fanout/envelope.ts';
import type { PeekedMessage } from '../../fanout/index.ts';
import { utcOf } from '../../instant.ts';
import { STATES, whyNot } from '../queues/message-view.ts';
import type { EventTrace, QueueTrace } from './event-trace.ts';
import type { TraceStation } from './trace-view.ts';

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

export function ingestStations(trace: EventTrace | undefined): TraceStation[] {
  const names = ['received', 'validated', 'stamped', 'published'] as const;
  return names.map((station): TraceStation => {
    if (!trace) return { station, state: 'unknown', at: null };
    const at = trace[`${station}_at`];
    if (at !== null) return { station, state: 'passed', at: utcOf(at) };
    const reason = 'is being published, or the topic refused a part of its batch: send it again';
    return { station, state: 'pending', at: null, reason };
  });
}

export function queueStation(behind: BehindQueue): TraceStation {
  const { queue, trace, message, deadLetter, maxReceiveCount } = behind;
  const station = 'queue';
  if (message) {
    return {
      station,
      queue,
      state: STATES[message.state],
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
    const reason = `failed ${failures} ${failures === 1 ? 'time' : 'times'}${because(trace)}`;
    return { station, queue, state: 'failed', at: utcOf(failed_at), reason };
  }
  const state = delivered_at !== null && message?.state === 'inFlight' ? 'working' : 'pending';
  return { station, queue, state, at: state === 'working' ? time(delivered_at) : null };
}

export function rowStation(isStored: boolean, trace: QueueTrace | undefined): TraceStation {
  const station = 'row';
  const processedAt = trace?.processed_at ?? null;
  if (isStored) return { station, state: 'passed', at: time(processedAt) };
  if (processedAt === null) return { station, state: 'pending', at: null };
  const reason = 'was written, and has fallen off the table since: it keeps only the latest events';
  return { station, state: 'missing', at: null, reason };
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
