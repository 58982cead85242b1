import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { QuintEvent } from '../../generated/types.ts';
import { LIMITS } from '../../spec/limits.ts';
import type { QuintClientOptions, RetryOptions, Settings } from '../client/options.ts';
import { settingsOf } from '../client/options.ts';
import { systemClock, type Clock } from './clock.ts';

/**
 * What a forwarder is made of. Every option has a default, mostly that of the daemon's documentation
 * (contract.md §9); explicit `undefined` means the default.
 */
export interface ForwarderOptions extends Pick<QuintClientOptions, 'baseUrl' | 'token' | 'fetch'> {
  /**
   * Events that wait in memory, 1 or more. When one too many comes, the oldest is dropped and counted.
   *
   * @default 5_000
   */
  capacity?: number | undefined;
  /**
   * Events per request: 1 to `LIMITS.eventsPerBatch`, and not more than `capacity`.
   *
   * @default 500
   */
  batchSize?: number | undefined;
  /**
   * Bytes per request, and of one event: 1,024 to `LIMITS.bodyBytes`.
   *
   * @default 10_485_760
   */
  batchBytes?: number | undefined;
  /**
   * Milliseconds that an event waits for others at most, 0 or more. A full batch does not wait.
   *
   * @default 1_000
   */
  flushInterval?: number | undefined;
  /** Milliseconds that one request may take. `0` and `Infinity`: no limit. @default 30_000 */
  timeout?: number | undefined;
  /**
   * Tries after the first, before a batch goes to the overflow file: 5, after 1 s that double with
   * each, up to 5 min; the actual wait is a random one between half of it and all of it. `Retry-After`
   * lengthens it, up to `maxDelay`.
   */
  retry?: RetryOptions | undefined;
  /**
   * The overflow file. Two forwarders may share one, when they send to the same org.
   * `forwarder-rejected.jsonl` is in the same folder.
   *
   * @default `~/.quint/forwarder-overflow.jsonl`
   */
  path?: string | undefined;
  /**
   * Bytes that the overflow file may have. Beyond, its oldest events are dropped and counted.
   *
   * @default 268_435_456
   */
  maxOverflowBytes?: number | undefined;
  /**
   * `always`: events count as spilled when they are on the disk. `never`: when the operating system has
   * them, which a kill of the process does not hurt, but a power failure does.
   *
   * @default 'always'
   */
  fsync?: 'always' | 'never' | undefined;
  /**
   * Sees every event before anything is kept of it, and returns what is to be sent; nothing: the event is
   * dropped. It must not be asynchronous. An event for which it throws is rejected, not sent.
   * {@link redactArguments} is one. What waits in the overflow file was seen by it before.
   */
  transform?: ((event: QuintEvent) => QuintEvent | null | undefined) | undefined;
  /** The time, for tests: a `VirtualClock` of `…/mock`. @default the system's */
  clock?: Clock | undefined;
}

/** The options, checked and filled in. */
export interface ForwarderSettings {
  /** Of the client that carries the requests. */
  readonly client: Settings;
  readonly capacity: number;
  readonly batchSize: number;
  readonly batchBytes: number;
  readonly flushInterval: number;
  readonly retry: Required<{ [Name in keyof RetryOptions]: number }>;
  readonly path: string;
  readonly maxOverflowBytes: number;
  readonly fsync: 'always' | 'never';
  readonly transform: ForwarderOptions['transform'];
  readonly clock: Clock;
}

/** @throws TypeError that names the option and what it takes */
export function forwarderSettingsOf(options: ForwarderOptions): ForwarderSettings {
  const { baseUrl, token, fetch, transform, retry = {}, path, fsync = 'always' } = options;
  if (path !== undefined && (typeof path !== 'string' || path === '')) {
    throw new TypeError('path must be the name of a file');
  }
  if (fsync !== 'always' && fsync !== 'never') {
    throw new TypeError(`fsync must be 'always' or 'never', not ${fsync}`);
  }
  if (typeof retry !== 'object' || retry === null) {
    throw new TypeError('retry must be an object; for no tries after the first, { attempts: 0 }');
  }
  if (transform !== undefined && typeof transform !== 'function') {
    throw new TypeError('transform must be a function from event to event');
  }
  const batchSize = whole(
    'batchSize',
    options.batchSize ?? LIMITS.eventsPerBatch,
    1,
    LIMITS.eventsPerBatch,
  );
  const capacity = whole('capacity', options.capacity ?? 5_000, 1, 10_000_000);
  return {
    client: settingsOf({
      baseUrl,
      token,
      fetch,
      timeout: atLeast0('timeout', options.timeout ?? 30_000),
    }),
    capacity,
    // A batch that the buffer cannot hold would never be full.
    batchSize: Math.min(batchSize, capacity),
    batchBytes: whole('batchBytes', options.batchBytes ?? LIMITS.bodyBytes, 1024, LIMITS.bodyBytes),
    flushInterval: atLeast0('flushInterval', options.flushInterval ?? 1_000),
    retry: {
      attempts: atLeast0('retry.attempts', retry.attempts ?? 5),
      baseDelay: delay('retry.baseDelay', retry.baseDelay ?? 1_000),
      maxDelay: delay('retry.maxDelay', retry.maxDelay ?? 300_000),
    },
    path:
      path === undefined ? resolve(homedir(), '.quint', 'forwarder-overflow.jsonl') : resolve(path),
    maxOverflowBytes: whole(
      'maxOverflowBytes',
      options.maxOverflowBytes ?? 256 * 2 ** 20,
      1024,
      2 ** 40,
    ),
    fsync,
    transform,
    clock: options.clock ?? systemClock,
  };
}

function whole(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TypeError(`${name} must be a whole number from ${least} to ${most}, not ${value}`);
}

/** Longer ones no timer can count. */
function delay(name: string, value: number): number {
  if (typeof value === 'number' && value >= 0 && value < 2 ** 31) return value;
  throw new TypeError(`${name} must be a number from 0 to ${2 ** 31 - 1}, not ${value}`);
}

function atLeast0(name: string, value: number): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw new TypeError(`${name} must be a number of at least 0, not ${value}`);
}
