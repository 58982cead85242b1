import type { OperationId } from '../../../spec/operations.ts';
import type { Clock } from '../../clock/index.ts';
import { getOrAdd } from '../../get-or-add.ts';
import { Exposition } from './exposition.ts';
import { Histogram } from './histogram.ts';
import { ALARM_STATES, IngestAlarm, type IngestAlarmState } from './ingest-alarm.ts';
import { type Readings, renderReadings } from './readings.ts';
import type { RequestFacts } from '../../request-facts.ts';

/** Seconds. Requests and processors in one process are fast; what waits, waits for minutes. */
const REQUEST_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const LATENCY_BOUNDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800];

const INGEST: ReadonlySet<OperationId | null> = new Set(['ingestEvents', 'ingestSession']);

/** Counts for `GET /metrics`. They only grow: `reset` leaves them. */
export class Metrics {
  readonly #alarm: IngestAlarm;
  /** By operation, then by status. */
  readonly #requests = new Map<string, Map<string, number>>();
  readonly #durations = new Map<string, Histogram>();
  readonly #ingestErrors = { '4xx': 0, '5xx': 0 };
  readonly #events = { ingested: 0, duplicate: 0 };
  readonly #processed = new Map<string, Histogram>();
  readonly #failures = new Map<string, number>();

  /** @param env names the alarm */
  constructor(clock: Clock, env: string) {
    this.#alarm = new IngestAlarm(clock, env);
  }

  /**
   * A request that has ended.
   * @param operation `null` when no operation has its method and path
   * @param status `null` when the connection was reset; no answer is no error of the ingest alarm
   * @param counts what became of the events that it brought
   */
  request(
    operation: OperationId | null,
    status: number | null,
    durationMs: number,
    counts: RequestFacts['counts'] = null,
  ): void {
    this.#events.ingested += counts?.ingested ?? 0;
    this.#events.duplicate += counts?.duplicates ?? 0;
    const name = operation ?? 'none';
    const byStatus = getOrAdd(this.#requests, name, () => new Map<string, number>());
    increment(byStatus, status === null ? 'reset' : String(status));
    getOrAdd(this.#durations, name, () => new Histogram(REQUEST_BOUNDS)).observe(
      seconds(durationMs),
    );
    if (status === null || !INGEST.has(operation)) return;
    this.#alarm.count(status >= 400);
    if (status >= 400) this.#ingestErrors[status >= 500 ? '5xx' : '4xx']++;
  }

  /** Messages that a processor is done with, and how long after their publication. */
  processed(queue: string, count: number, latencyMs: number): void {
    const histogram = getOrAdd(this.#processed, queue, () => new Histogram(LATENCY_BOUNDS));
    histogram.observe(seconds(latencyMs), count);
  }

  processorFailed(queue: string): void {
    increment(this.#failures, queue);
  }

  /** The alarm on the ingest error rate. */
  alarm(): IngestAlarmState {
    return this.#alarm.read();
  }

  /** Everything in Prometheus' text exposition format. */
  render(readings: Readings): string {
    const page = new Exposition();
    this.#renderRequests(page);
    this.#renderProcessors(page);
    renderReadings(page, readings);
    const { name: alarm, state: current } = this.alarm();
    page.family(
      'gauge',
      'alarm_state',
      'Whether the alarm on the ingest error rate is in this state.',
      ALARM_STATES.map((state) => [{ alarm, state }, state === current ? 1 : 0]),
    );
    return page.toString();
  }

  #renderRequests(page: Exposition): void {
    page.family(
      'counter',
      'http_requests_total',
      'Requests, by operation and status.',
      [...this.#requests].flatMap(([operation, byStatus]) =>
        [...byStatus].map(([status, count]) => [{ operation, status }, count] as const),
      ),
    );
    page.histogram(
      'http_request_duration_seconds',
      'Time from the arrival of a request to its answer.',
      [...this.#durations].map(([operation, histogram]) => [{ operation }, histogram]),
    );
    page.family(
      'counter',
      'ingest_errors_total',
      'Ingest requests that were answered 4xx or 5xx.',
      Object.entries(this.#ingestErrors).map(([status, count]) => [{ class: status }, count]),
    );
    page.family(
      'counter',
      'events_total',
      'Events that were taken, and those that were known already.',
      Object.entries(this.#events).map(([result, count]) => [{ result }, count]),
    );
  }

  #renderProcessors(page: Exposition): void {
    page.histogram(
      'processor_latency_seconds',
      'Time from the publication of a message to the end of its processing.',
      [...this.#processed].map(([queue, histogram]) => [{ queue }, histogram]),
    );
    page.family(
      'counter',
      'processor_failures_total',
      'Deliveries that a processor failed with.',
      [...this.#failures].map(([queue, count]) => [{ queue }, count]),
    );
  }
}

function increment(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

/** A clock may be set back meanwhile. */
function seconds(ms: number): number {
  return Math.max(0, ms) / 1000;
}
