import type { RequestListener } from 'node:http';
import { dirname, join } from 'node:path';
import type { QuintEvent } from '../../generated/types.ts';
import { race } from '../client/race.ts';
import { entryOf, type Entry } from './entry.ts';
import { errorOf, type ForwarderEvents } from './events.ts';
import { flowsListener, type Flows } from './flows.ts';
import { Ledger, type Counters } from './ledger.ts';
import { forwarderSettingsOf, type ForwarderOptions } from './options.ts';
import { OverflowFile } from './overflow/overflow-file.ts';
import { RejectedFile } from './rejected-file.ts';
import { Ring } from './ring.ts';
import { Sender } from './sender.ts';
import { ENVELOPE_BYTES } from './transport.ts';

/** An event to be forwarded. Without an `event_id` it gets a UUID v4. */
export type NewEvent = {
  [Name in keyof QuintEvent as Name extends 'event_id' ? never : Name]: QuintEvent[Name];
} & { event_id?: string };

/** What has become of the events: of those given to `enqueue`, and of those that earlier runs left in the file. */
export interface ForwarderReport {
  /** Acknowledged by the server. */
  readonly delivered: number;
  /** Put into the overflow file by this forwarder, and not read back by it. */
  readonly spilled: number;
  /** Lost. */
  readonly dropped: number;
  /** Undeliverable as they are; see `forwarder-rejected.jsonl`. */
  readonly rejected: number;
}

/**
 * The state at this moment. Always: `enqueued + recovered = delivered + dropped + rejected + spilled +
 * buffered + inFlight`.
 */
export interface ForwarderStats extends Counters {
  /** Events that wait in memory. */
  readonly buffered: number;
  /** Events that are being sent, or wait for their next try, or are being written to the file. */
  readonly inFlight: number;
  /** Tries after a batch's first one. */
  readonly retries: number;
}

/** Takes events in, and delivers them in batches. */
export interface Forwarder extends AsyncDisposable {
  /**
   * Takes a copy of an event. Neither waits nor throws, and does no I/O: when the buffer is full its
   * oldest event is dropped, and what can never be sent is rejected; both are counted and told.
   */
  enqueue(event: NewEvent): void;

  /**
   * Sends now: what waits in the overflow file, then what is in the buffer. Resolves when each of these
   * events is delivered, rejected, dropped or in the overflow file.
   *
   * @param options.timeout milliseconds of real time; default: no limit
   * @throws `TimeoutError` or the signal's reason; the forwarder goes on
   */
  flush(options?: { signal?: AbortSignal; timeout?: number }): Promise<ForwarderReport>;

  /**
   * Sends what can be sent in time, and puts the rest into the overflow file. It waits for no retry that
   * would be too late. What is enqueued after it is dropped.
   *
   * @param options.timeout milliseconds, default 5,000; 0 sends nothing more
   */
  close(options?: { timeout?: number }): Promise<ForwarderReport>;

  /** The counters. */
  stats(): ForwarderStats;

  /**
   * Listens. What a listener throws is told as `error`, and disturbs nothing.
   *
   * @returns a function that ends it
   */
  on<Name extends keyof ForwarderEvents>(
    name: Name,
    listener: (told: ForwarderEvents[Name]) => void,
  ): () => void;

  /** The snapshot of `/debug/flows`. */
  flows(): Flows;

  /** Serves {@link flows} as JSON: `createServer(forwarder.flowsHandler())`, or Express's `app.get('/debug/flows', …)`. */
  flowsHandler(): RequestListener;
}

const CLOSE_TIMEOUT_MS = 5_000;

/**
 * Makes a forwarder of events to `POST /v1/ingest` (contract.md §9).
 *
 * Its timers do not keep a process alive. What is in memory when a process exits without `close` goes to
 * the overflow file. What is in memory when it is killed is lost; and a signal without a handler kills.
 *
 * @throws TypeError that names the option that cannot be used
 */
export function createForwarder(options: ForwarderOptions = {}): Forwarder {
  const settings = forwarderSettingsOf(options);
  const { capacity, batchBytes, path, maxOverflowBytes, fsync, transform } = settings;
  const ledger = new Ledger();
  const { counters, listeners } = ledger;
  const buffer = new Ring<Entry>(capacity);
  const overflow = new OverflowFile({ path, maxBytes: maxOverflowBytes, fsync });
  const rejectedFile = new RejectedFile(join(dirname(path), 'forwarder-rejected.jsonl'));
  const sender = new Sender({ settings, buffer, overflow, rejectedFile, ledger });
  let closing: Promise<ForwarderReport> | undefined;

  const onExit = () => sender.saveAtExit();
  process.once('exit', onExit);

  function enqueue(event: NewEvent): void {
    const given = { event: event as QuintEvent, text: undefined };
    const entry = entryFor(given.event);
    // Not before: `transform` may look at the counters.
    counters.enqueued++;
    if (!entry) return ledger.dropped([given], 'transform');
    if (typeof entry === 'string') {
      return ledger.rejected([[given, { reason: `not sent: ${entry}` }]], false);
    }
    if (closing) return ledger.dropped([entry], 'closed');
    const oldest = buffer.push(entry);
    if (oldest) ledger.dropped([oldest], 'buffer_full');
    sender.notice();
  }

  /** @returns why not, for what cannot be sent; `undefined` for what `transform` leaves out */
  function entryFor(event: QuintEvent): Entry | string | undefined {
    let sent: QuintEvent | null | undefined = event;
    if (transform) {
      try {
        sent = transform(event);
      } catch (error) {
        return `transform failed: ${errorOf(error).message}`;
      }
      if (sent === null || sent === undefined) return undefined;
      if (sent instanceof Promise) {
        sent.catch(() => {});
        return 'transform returned a promise';
      }
    }
    try {
      return entryOf(sent, batchBytes - ENVELOPE_BYTES);
    } catch (error) {
      return `it cannot be copied: ${errorOf(error).message}`;
    }
  }

  function report(): ForwarderReport {
    const { delivered, dropped, rejected } = counters;
    return { delivered, spilled: sender.left, dropped, rejected };
  }

  async function finish(timeout: number): Promise<ForwarderReport> {
    await aliveUntil(sender.finish(timeout));
    process.off('exit', onExit);
    return report();
  }

  function close({ timeout = CLOSE_TIMEOUT_MS } = {}): Promise<ForwarderReport> {
    return (closing ??= finish(timeout));
  }

  function flows(): Flows {
    const { lastError } = ledger;
    return {
      depth: buffer.size,
      capacity,
      in_flight: sender.inFlight,
      outage: sender.outage,
      counters: { ...counters, retries: sender.retries },
      overflow: { path, bytes: overflow.bytes, corrupt: overflow.corrupt },
      last_error: lastError ? { at: timeOf(lastError.at), message: lastError.message } : null,
      next_retry: sender.nextTry === undefined ? null : timeOf(sender.nextTry),
    };
  }

  return {
    enqueue,
    async flush({ signal, timeout = Infinity } = {}) {
      try {
        await race(signal, timeout, () => sender.flush());
      } catch (error) {
        if (signal?.aborted) throw error;
        throw new DOMException(
          `flush was not done within ${timeout} ms; it goes on`,
          'TimeoutError',
        );
      }
      return report();
    },
    close,
    stats: () => ({
      ...counters,
      buffered: buffer.size,
      inFlight: sender.inFlight,
      retries: sender.retries,
    }),
    on: (name, listener) => listeners.add(name, listener),
    flows,
    flowsHandler: () => flowsListener(flows),
    [Symbol.asyncDispose]: async () => void (await close()),
  };
}

/** Somebody waits: the process must not end meanwhile, though the timers would let it. */
function aliveUntil<T>(work: Promise<T>): Promise<T> {
  return race(undefined, Infinity, () => work);
}

function timeOf(instant: number): string {
  return new Date(instant).toISOString();
}
