import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRule } from '../../mock-server/index.ts';
import type { Reference } from './reference.ts';

type Effect = Omit<FaultRule, 'match'>;

/** What a server does to the requests of a forwarder. */
const BAD: readonly (Effect | 'refused')[] = [
  'refused',
  { status: 503 },
  { status: 429, headers: { 'retry-after': '1' } },
  { status: 500, when: 'after' },
  { reset: true },
  { reset: true, when: 'after' },
  { truncate: 5 },
  { delay_ms: 60_000 },
  { delay_ms: { distribution: 'uniform', min: 1, max: 30 } },
];

const INGEST = { operation: 'ingestEvents' } as const;

/** Changes a server at random moments between good and bad, until it is stopped; then it is good. */
export class Weather {
  readonly #server: Reference;
  readonly #random: () => number;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  constructor(server: Reference, random: () => number) {
    this.#server = server;
    this.#random = random;
    this.#done = this.#change();
    // Who stops it is told.
    this.#done.catch(() => {});
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #change(): Promise<void> {
    const { signal } = this.#stop;
    const lasts = (ms: number) => sleep(ms, undefined, { signal }).catch(() => {});
    while (!signal.aborted) {
      await lasts(50 + 150 * this.#random());
      const effect = BAD[Math.floor(this.#random() * BAD.length)]!;
      if (effect === 'refused') await this.#server.shut();
      else this.#server.faults.add({ match: INGEST, ...effect });
      await lasts(20 + 100 * this.#random());
      this.#server.faults.clear();
      await this.#server.open();
    }
  }
}
