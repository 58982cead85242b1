import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { HEADERS } from './traffic.ts';

/** What a server process holds, in bytes, after a garbage collection. */
interface Memory {
  /** The process as a whole. */
  readonly rss: number;
  /** JavaScript's objects and buffers. */
  readonly heap: number;
}

export interface LiveFigures {
  readonly clients: number;
  readonly upserts: number;
  /** Upserts that came to a client, each client counted; `clients * upserts` when none is missing. */
  readonly received: number;
  /** Milliseconds from the request that changes a session to the arrival at a client. */
  readonly p50: number;
  readonly p99: number;
  /** Bytes that the server holds more for each open stream, idle. */
  readonly perClient: Memory;
}

/** Follows the changes of one org with many SSE clients at once, one change after the other. */
export async function liveStreams(clients = 1_000, upserts = 100): Promise<LiveFigures> {
  const { child, url } = await startServer();
  const agent = new Agent({ maxSockets: Infinity });
  try {
    // What is loaded at the first use is no cost of the others.
    const warmUp = await Promise.all(Array.from({ length: 20 }, () => openStream(url, agent)));
    for (let nth = 0; nth < 20; nth++) await upsertReaches(url, warmUp, `warm-${nth}`);
    for (const stream of warmUp) stream.destroy();
    const before = await memoryOf(child);
    const streams = await openAll(url, agent, clients);
    const after = await memoryOf(child);
    const latencies: number[] = [];
    for (let nth = 0; nth < upserts; nth++) {
      latencies.push(...(await upsertReaches(url, streams, `session-${nth}`)));
    }
    latencies.sort((a, b) => a - b);
    const percentile = (share: number) => latencies[Math.ceil(latencies.length * share) - 1]!;
    return {
      clients,
      upserts,
      received: latencies.length,
      p50: percentile(0.5),
      p99: percentile(0.99),
      perClient: {
        rss: (after.rss - before.rss) / clients,
        heap: (after.heap - before.heap) / clients,
      },
    };
  } finally {
    agent.destroy();
    child.kill();
  }
}

async function startServer(): Promise<{ child: ChildProcess; url: string }> {
  const server = join(import.meta.dirname, 'servers/live.mjs');
  const child = fork(server, { execArgv: ['--expose-gc'] });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return { child, url };
}

async function memoryOf(child: ChildProcess): Promise<Memory> {
  const answered = once(child, 'message');
  child.send('memory');
  return ((await answered) as [Memory])[0];
}

/** In groups: more connections at once than the kernel's backlog would be tried again after a second. */
async function openAll(url: string, agent: Agent, count: number): Promise<IncomingMessage[]> {
  const streams: IncomingMessage[] = [];
  while (streams.length < count) {
    const group = Array.from({ length: Math.min(100, count - streams.length) }, () =>
      openStream(url, agent),
    );
    streams.push(...(await Promise.all(group)));
  }
  return streams;
}

async function openStream(url: string, agent: Agent): Promise<IncomingMessage> {
  const request = get(`${url}/v1/stream`, { headers: HEADERS, agent });
  const [stream] = (await once(request, 'response')) as [IncomingMessage];
  stream.on('error', () => {}).setEncoding('utf8');
  await once(stream, 'data'); // the greeting
  return stream;
}

/** Changes a session. Resolves with the milliseconds that each client waited, when all have it or after 10 s. */
async function upsertReaches(
  url: string,
  streams: readonly IncomingMessage[],
  session_id: string,
): Promise<number[]> {
  const latencies: number[] = [];
  const began = performance.now();
  const everyOne = new Promise<void>((resolve) => {
    for (const stream of streams) {
      const onData = (text: string) => {
        if (!text.includes(`"${session_id}"`)) return;
        stream.off('data', onData);
        if (latencies.push(performance.now() - began) === streams.length) resolve();
      };
      stream.on('data', onData);
    }
  });
  const body = JSON.stringify({ session_id, state: 'active', timestamp: new Date().toISOString() });
  const response = await fetch(`${url}/v1/sessions/ingest`, {
    method: 'POST',
    headers: HEADERS,
    body,
  });
  if (response.status !== 200) throw new Error(await response.text());
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => (timer = setTimeout(resolve, 10_000)));
  await Promise.race([everyOne, tooLong]);
  clearTimeout(timer);
  return latencies;
}
