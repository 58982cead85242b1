import type { Clock } from '../clock/index.ts';
import { ApiError } from '../http/api-error.ts';

const MINUTE_MS = 60_000;

/**
 * A share is counted in parts of which one request takes so many. A millisecond then gives back a
 * whole number of them, namely the requests per minute, and no rounding adds up.
 */
const REQUEST = MINUTE_MS;

/** Above this a share would be no exact number. */
const MOST_PER_MINUTE = Math.floor(Number.MAX_SAFE_INTEGER / REQUEST);

/** Orgs that one generation remembers. */
const ORGS = 10_000;

class Bucket {
  left: number;
  /** When `left` was true, in epoch milliseconds. */
  at: number;

  constructor(left: number, at: number) {
    this.left = left;
    this.at = at;
  }
}

/**
 * The limit of requests per org to the two ingest operations, which share it (contract.md §5): a token
 * bucket that holds a minute's requests and fills up within a minute.
 *
 * Buckets live in two generations. One that nobody asked for during a whole minute is full, and so is
 * that of an org not known: it leaves with its generation.
 */
export class RateLimit {
  readonly #clock: Clock;
  readonly #perMinute: number;
  readonly #whole: number;
  #young = new Map<string, Bucket>();
  #old = new Map<string, Bucket>();
  #youngSince: number;
  /** Buckets that left before they were full, because there were too many orgs. */
  evicted = 0;

  /**
   * @param perMinute requests per minute and org, a whole number of at least 1
   * @throws RangeError for any other number
   */
  constructor(clock: Clock, perMinute: number) {
    if (!Number.isInteger(perMinute) || perMinute < 1 || perMinute > MOST_PER_MINUTE) {
      throw new RangeError(
        `The rate limit must be a whole number of requests per minute, 1 to ${MOST_PER_MINUTE}, not ${perMinute}`,
      );
    }
    this.#clock = clock;
    this.#perMinute = perMinute;
    this.#whole = perMinute * REQUEST;
    this.#youngSince = this.#now();
  }

  /**
   * Takes one request of an org's share. A request that is refused takes nothing.
   * @returns the `RateLimit` headers: what is left, and in how many seconds the share is whole again
   * (draft-ietf-httpapi-ratelimit-headers)
   * @throws ApiError `rate_limited`; to wait for its `Retry-After` is enough
   */
  take(orgId: string): Record<string, string> {
    const bucket = this.#bucketOf(orgId, this.#now());
    if (bucket.left < REQUEST) throw rateLimited(this.#perMinute, bucket.left);
    bucket.left -= REQUEST;
    return headersOf(this.#perMinute, bucket.left);
  }

  /** Gives one org, or all, its whole share again. */
  reset(orgId?: string): void {
    for (const generation of [this.#young, this.#old]) {
      if (orgId === undefined) generation.clear();
      else generation.delete(orgId);
    }
  }

  /** The bucket with all that has flowed back by now. */
  #bucketOf(orgId: string, now: number): Bucket {
    this.#renew(now);
    let bucket = this.#young.get(orgId);
    if (!bucket) {
      bucket = this.#old.get(orgId) ?? new Bucket(this.#whole, now);
      this.#old.delete(orgId);
      this.#young.set(orgId, bucket);
    }
    // A clock that was turned back gives nothing, and the share grows on from there.
    const passed = Math.max(0, now - bucket.at);
    bucket.left = Math.min(this.#whole, bucket.left + passed * this.#perMinute);
    bucket.at = now;
    return bucket;
  }

  #renew(now: number): void {
    const isFull = this.#young.size >= ORGS;
    if (!isFull && now - this.#youngSince < MINUTE_MS) return;
    if (isFull) this.evicted += this.#old.size;
    this.#old = this.#young;
    this.#young = new Map();
    this.#youngSince = now;
  }

  #now(): number {
    return Math.floor(this.#clock.now());
  }
}

/**
 * 429: less than a request is left of a share.
 * @param left in parts, of which a request takes {@link REQUEST}
 */
export function rateLimited(perMinute: number, left = 0): ApiError {
  const seconds = secondsFor(REQUEST - left, perMinute);
  return new ApiError(
    'rate_limited',
    `This organisation has sent its ${perMinute} ingest requests per minute; wait ${seconds} s`,
    { headers: { ...headersOf(perMinute, left), 'retry-after': String(seconds) } },
  );
}

function headersOf(perMinute: number, left: number): Record<string, string> {
  const requests = Math.floor(left / REQUEST);
  const wholeIn = secondsFor(perMinute * REQUEST - left, perMinute);
  return {
    'ratelimit-policy': `"ingest";q=${perMinute};w=${MINUTE_MS / 1000}`,
    ratelimit: `"ingest";r=${requests};t=${wholeIn}`,
  };
}

/** Whole seconds until so much has flowed back. */
function secondsFor(missing: number, perMinute: number): number {
  return Math.ceil(missing / (perMinute * 1000));
}
