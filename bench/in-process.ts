import { createQuintClient, type QuintClient } from '@quint-security/contract';
import { createTestClient, WELL_KNOWN_TOKEN } from '@quint-security/contract/mock';
import { startServer } from './server-process.ts';
import { interleaved } from './statistics.ts';
import { eventsOfADay } from './traffic.ts';

/** Requests per second, in one process and over HTTP. */
interface Rates {
  readonly here: number;
  readonly overHttp: number;
}

/**
 * Requests per second, one after the other as a test makes them: of `createTestClient`, and of the same
 * client with the server in a process of its own, behind a port of this machine.
 */
export async function inProcessRates(): Promise<
  Record<'ingestEvents of one event' | 'getSession', Rates>
> {
  const server = await startServer('quint');
  const quint = createTestClient();
  const remote = createQuintClient({ baseUrl: server.url, token: WELL_KNOWN_TOKEN, retry: false });
  const day = eventsOfADay(5).slice(0, 500);
  const sessions = [...new Set(day.map(({ session_id }) => session_id))];
  let next = 0;
  const calls = {
    ingest(client: QuintClient) {
      const event = { ...day[next++ % day.length]!, event_id: crypto.randomUUID() };
      return client.ingestEvents({ events: [event] });
    },
    read: (client: QuintClient) => client.getSession(sessions[next++ % sessions.length]!),
  };
  const rates = async (call: (client: QuintClient) => Promise<unknown>): Promise<Rates> => {
    const contenders = {
      here: perSecond(5_000, () => call(quint.client)),
      overHttp: perSecond(1_000, () => call(remote)),
    };
    await contenders.here();
    await contenders.overHttp();
    return interleaved(5, contenders);
  };
  try {
    await quint.client.ingestEvents({ events: day });
    await remote.ingestEvents({ events: day });
    return {
      'ingestEvents of one event': await rates(calls.ingest),
      getSession: await rates(calls.read),
    };
  } finally {
    server.stop();
    await quint.close();
  }
}

function perSecond(calls: number, call: () => Promise<unknown>): () => Promise<number> {
  return async () => {
    const began = performance.now();
    for (let done = 0; done < calls; done++) await call();
    return (calls * 1000) / (performance.now() - began);
  };
}
