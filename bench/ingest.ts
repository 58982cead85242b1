import { startServer, type ServerName } from './server-process.ts';
import { interleaved } from './statistics.ts';
import { eventsOfADay, HEADERS } from './traffic.ts';

/** Requests to one path, each with a body of its own: no event is sent twice. */
export interface Load {
  /** Events per request. */
  readonly events: number;
  /** Requests per round. */
  readonly requests: number;
  /** Requests under way at once. */
  readonly connections: number;
  readonly rounds: number;
}

/**
 * Events per second, from the first request to the moment when all of them are processed, for each
 * server in turn. Each is warmed up before.
 */
export async function ingestRates(load: Load): Promise<Record<ServerName, number>> {
  const bodies = bodySource(load.events);
  const servers = {
    floor: await startServer('floor'),
    quint: await startServer('quint'),
    prism: await startServer('prism'),
  };
  const run = (name: ServerName, requests: number) => async () => {
    const texts = Array.from({ length: requests }, bodies);
    const began = performance.now();
    await Promise.all(
      Array.from({ length: load.connections }, async () => {
        for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
          const response = await fetch(`${servers[name].url}/v1/ingest`, {
            method: 'POST',
            headers: HEADERS,
            body: text,
          });
          if (response.status !== 200) throw new Error(`${name}: ${await response.text()}`);
          await response.arrayBuffer();
        }
      }),
    );
    await servers[name].drain();
    return (requests * load.events * 1000) / (performance.now() - began);
  };
  // Prism is slow: a tenth of the requests gives it a figure in the same time.
  const few = Math.ceil(load.requests / 10);
  try {
    for (const name of ['floor', 'quint'] as const) await run(name, load.requests)();
    await run('prism', few)();
    return await interleaved(load.rounds, {
      floor: run('floor', load.requests),
      quint: run('quint', load.requests),
      prism: run('prism', few),
    });
  } finally {
    for (const server of Object.values(servers)) server.stop();
  }
}

/** Bodies of realistic events; every one of them has ids of its own. */
function bodySource(events: number): () => string {
  const day = eventsOfADay(50);
  let next = 0;
  return () =>
    JSON.stringify({
      events: Array.from({ length: events }, () => ({
        ...day[next++ % day.length]!,
        event_id: crypto.randomUUID(),
      })),
    });
}
