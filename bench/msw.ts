import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { createQuintClient, type QuintClient } from '@quint-security/contract';
import { WELL_KNOWN_TOKEN } from '@quint-security/contract/mock';
import { quintHandlers } from '@quint-security/contract/msw';
import { interleaved } from './statistics.ts';
import { eventsOfADay } from './traffic.ts';

const CALLS = 500;

/** Microseconds per call. */
interface Times {
  /** MSW alone, with a handler that answers a constant. */
  readonly constant: number;
  readonly quint: number;
}

/** Microseconds per call, one after the other, through MSW in one process. */
export async function mswTimes(): Promise<
  Record<'getSession' | 'ingestEvents of one event', Times>
> {
  const day = eventsOfADay(5).slice(0, 500);
  const quint = quintHandlers({ baseUrl: 'https://quint.test' });
  const sessions = [...new Set(day.map(({ session_id }) => session_id))];
  const client = clientAt('https://quint.test');
  await quint.seed({ events: day });
  await quint.drain();
  const { session } = await quint.waitFor({ session: sessions[0]! });
  const msw = setupServer(
    ...quint,
    http.get('https://constant.test/v1/sessions/:id', () => HttpResponse.json(session)),
    http.post('https://constant.test/v1/ingest', () =>
      HttpResponse.json({ ingested: 1, duplicates: 0 }),
    ),
  );
  msw.listen({ onUnhandledRequest: 'error' });
  const constant = clientAt('https://constant.test');
  let next = 0;
  const read = (of: QuintClient) => of.getSession(sessions[next++ % sessions.length]!);
  const ingest = (of: QuintClient) => {
    const event = { ...day[next++ % day.length]!, event_id: crypto.randomUUID() };
    return of.ingestEvents({ events: [event] });
  };
  const times = async (call: (of: QuintClient) => Promise<unknown>): Promise<Times> => {
    const contenders = {
      constant: perCall(() => call(constant)),
      quint: perCall(() => call(client)),
    };
    await contenders.constant();
    await contenders.quint();
    return interleaved(5, contenders);
  };
  try {
    return { getSession: await times(read), 'ingestEvents of one event': await times(ingest) };
  } finally {
    msw.close();
    await quint.close();
  }
}

function clientAt(baseUrl: string): QuintClient {
  return createQuintClient({ baseUrl, token: WELL_KNOWN_TOKEN, retry: false });
}

function perCall(call: () => Promise<unknown>): () => Promise<number> {
  return async () => {
    const began = performance.now();
    for (let done = 0; done < CALLS; done++) await call();
    return ((performance.now() - began) * 1000) / CALLS;
  };
}
