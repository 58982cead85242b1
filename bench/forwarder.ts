import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventsOfADay } from './traffic.ts';

const EVENTS = eventsOfADay(20);

/** Events that are enqueued at once: fewer than any client's queue can hold. */
const WAVE = 4_000;

/** Waves per round, after half as many to warm up. The slow ones are given fewer, for the sake of time. */
const WAVES = {
  forwarder: 24,
  opentelemetry: 24,
  posthog: 6,
  segment: 6,
  loop: 24,
  loopOfBodies: 24,
};

export type Contender = keyof typeof WAVES;

/** What it takes to deliver events, from `enqueue` to the server's answer. */
export interface Delivery {
  /** Nanoseconds of a call of `enqueue`, by blocks of 100 calls. */
  readonly enqueue: number;
  /** The same for the slowest of 100 blocks. */
  readonly enqueueP99: number;
  /** Microseconds of CPU time per event, of the whole process with all its threads. */
  readonly cpu: number;
  /** Events per second. */
  readonly rate: number;
  /** Bytes of the requests' bodies per event. */
  readonly bytes: number;
}

/** What events take in memory; bytes. */
export interface Memory {
  /** Of a full buffer of 5,000 events, and 500 more that are being sent. */
  readonly inForwarder: number;
  /** Of 5,000 events in an array. */
  readonly inArray: number;
  /** Of the JSON of these 5,000. */
  readonly json: number;
}

/**
 * Medians of the rounds. In each every contender has its turn, in a process of its own.
 *
 * @throws when an event did not come to the server, or came twice
 */
export async function deliveries(rounds = 5): Promise<Record<Contender, Delivery>> {
  const names = Object.keys(WAVES) as Contender[];
  const found = Object.fromEntries(names.map((name) => [name, [] as Delivery[]]));
  const server = await startCounting();
  try {
    for (let round = 0; round < rounds; round++) {
      for (const name of names) found[name]!.push(await delivery(server, name));
    }
  } finally {
    server.stop();
  }
  const medians = names.map((name) => [name, mediansOf(found[name]!)]);
  return Object.fromEntries(medians) as Record<Contender, Delivery>;
}

async function delivery(server: CountingServer, name: Contender): Promise<Delivery> {
  const waves = WAVES[name];
  const warmUp = waves / 2;
  const { enqueue, cpu, rate } = await inChild<{ enqueue: number[]; cpu: number; rate: number }>(
    'forwarder/deliver.mjs',
    { name, url: server.url, events: EVENTS, wave: WAVE, warmUp, waves },
  );
  const counted = await server.counted();
  const sent = (warmUp + waves) * WAVE;
  if (counted.events !== sent) {
    throw new Error(`${name}: of ${sent} events ${counted.events} came to the server`);
  }
  return {
    enqueue: percentile(enqueue, 0.5),
    enqueueP99: percentile(enqueue, 0.99),
    cpu,
    rate,
    bytes: counted.bytes / counted.events,
  };
}

/** Medians of the rounds. */
export async function bufferMemory(rounds = 3): Promise<Memory> {
  const server = await startCounting();
  try {
    const found: Memory[] = [];
    for (let round = 0; round < rounds; round++) {
      const message = { url: server.url, events: EVENTS };
      found.push(await inChild('forwarder/memory.mjs', message, ['--expose-gc']));
    }
    return mediansOf(found);
  } finally {
    server.stop();
  }
}

interface CountingServer {
  readonly url: string;
  /** What came since the last call. */
  counted(): Promise<{ readonly bytes: number; readonly events: number }>;
  stop(): void;
}

async function startCounting(): Promise<CountingServer> {
  const child = fork(join(import.meta.dirname, 'servers/count.mjs'), { execArgv: [] });
  const { port } = await messageOf<{ port: number }>(child);
  return {
    url: `http://127.0.0.1:${port}`,
    counted() {
      child.send('count');
      return messageOf(child);
    },
    stop: () => child.disconnect(),
  };
}

async function inChild<Answer>(
  script: string,
  message: object,
  execArgv: readonly string[] = [],
): Promise<Answer> {
  const child = fork(join(import.meta.dirname, script), { execArgv: [...execArgv] });
  child.send(message);
  return messageOf(child);
}

/** The next message of a child. @throws when it ends without one */
async function messageOf<Message>(child: ChildProcess): Promise<Message> {
  const over = new AbortController();
  const { signal } = over;
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error(`${child.spawnargs.at(-1)} ended early`);
  });
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), ended]);
    return message as Message;
  } finally {
    over.abort();
  }
}

function mediansOf<Figures extends object>(rounds: readonly Figures[]): Figures {
  const names = Object.keys(rounds[0]!) as (keyof Figures)[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      percentile(
        rounds.map((figures) => Number(figures[name])),
        0.5,
      ),
    ]),
  ) as Figures;
}

/** The value that this share of them does not exceed. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1]!;
}
