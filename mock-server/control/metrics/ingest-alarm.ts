import type { Clock } from '../../clock/index.ts';

/** As CloudWatch names them. */
export const ALARM_STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;

/** The state of the alarm, and the figures behind it. */
export interface IngestAlarmState {
  /** `quint-{env}-ingest`. */
  readonly name: string;
  readonly state: (typeof ALARM_STATES)[number];
  /** Ingest requests of the window that were answered. */
  readonly requests: number;
  /** Those of them that were answered 4xx or 5xx. */
  readonly errors: number;
  readonly window_seconds: number;
}

const BUCKET_MS = 10_000;
/** Five minutes of them, the one that is being filled included. */
const BUCKETS = 30;

const MIN_REQUESTS = 10;
const MIN_ERROR_RATE = 0.05;

/** The requests of ten seconds. */
interface Bucket {
  /** Tens of seconds since 1970. */
  tenSeconds: number;
  requests: number;
  errors: number;
}

/**
 * The alarm on the ingest error rate. The seed names it, "CloudWatch alarm on quint-prod-ingest" for the
 * "ingest 4xx/5xx rate", and says no more. Decided: ALARM when of the answers of the last five minutes
 * of the server's clock, at least 10, at least 5 % were 4xx or 5xx; INSUFFICIENT_DATA when there were
 * none.
 */
export class IngestAlarm {
  readonly #clock: Clock;
  readonly #name: string;
  readonly #buckets: Bucket[] = Array.from({ length: BUCKETS }, () => ({
    tenSeconds: -Infinity,
    requests: 0,
    errors: 0,
  }));

  constructor(clock: Clock, env: string) {
    this.#clock = clock;
    this.#name = `quint-${env}-ingest`;
  }

  /** Counts an answer to an ingest request. */
  count(isError: boolean): void {
    const tenSeconds = this.#tenSeconds();
    // Before 1970 the remainder is negative.
    const bucket = this.#buckets[((tenSeconds % BUCKETS) + BUCKETS) % BUCKETS]!;
    if (bucket.tenSeconds !== tenSeconds) {
      Object.assign(bucket, { tenSeconds, requests: 0, errors: 0 });
    }
    bucket.requests++;
    if (isError) bucket.errors++;
  }

  read(): IngestAlarmState {
    const last = this.#tenSeconds();
    let requests = 0;
    let errors = 0;
    for (const bucket of this.#buckets) {
      // A clock that was set back has buckets of times to come.
      if (bucket.tenSeconds > last || bucket.tenSeconds <= last - BUCKETS) continue;
      requests += bucket.requests;
      errors += bucket.errors;
    }
    const alarming = requests >= MIN_REQUESTS && errors / requests >= MIN_ERROR_RATE;
    return {
      name: this.#name,
      state: requests === 0 ? 'INSUFFICIENT_DATA' : alarming ? 'ALARM' : 'OK',
      requests,
      errors,
      window_seconds: (BUCKETS * BUCKET_MS) / 1000,
    };
  }

  #tenSeconds(): number {
    return Math.floor(this.#clock.now() / BUCKET_MS);
  }
}
