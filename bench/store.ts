import { createMockServer } from '@quint-security/contract/mock';
import { interleaved } from './statistics.ts';
import { eventsOfADay, HEADERS } from './traffic.ts';

const BATCH = 500;
const READS = 2_000;

/** Microseconds that `getSession` takes, and bytes of heap per stored event beside its JSON. */
export interface StoreFigures {
  readonly few: number;
  readonly many: number;
  readonly overhead: number;
}

/**
 * `getSession` with 1,000 and with 1,000,000 stored events, and what one of the latter costs in memory.
 * The sessions of a server have about 150 events each.
 */
export async function storeFigures(): Promise<StoreFigures> {
  const few = await serverWith(1_000);
  const many = await serverWith(1_000_000);
  const { overhead } = many;
  const times = await interleaved(7, { few: few.read, many: many.read });
  await few.close();
  await many.close();
  return { ...times, overhead };
}

async function serverWith(events: number) {
  // Of the rest nothing is kept, so that the memory is that of the events.
  const retain = { events, sessions: 20_000, alerts: 1, journal: 1, traces: 1 };
  const mock = createMockServer({ retain, alertRules: [], rateLimit: 1_000_000 });
  const before = heapBytes();
  const { bytes, sessions } = await fill(events, async (body) => {
    const answer = await mock.fetch('http://mock/v1/ingest', {
      method: 'POST',
      headers: HEADERS,
      body,
    });
    if (!answer.ok) throw new Error(await answer.text());
    await mock.drain();
  });
  const overhead = (heapBytes() - before - bytes) / events;
  let next = 0;
  const read = async () => {
    const began = performance.now();
    for (let done = 0; done < READS; done++) {
      const id = encodeURIComponent(sessions[next++ % sessions.length]!);
      const answer = await mock.fetch(`http://mock/v1/sessions/${id}`, { headers: HEADERS });
      if (!answer.ok) throw new Error(await answer.text());
      await answer.json();
    }
    return ((performance.now() - began) * 1000) / READS;
  };
  return { read, overhead, close: () => mock.close() };
}

/** Sends that many realistic events; yields the bytes of their JSON, and their sessions. */
async function fill(
  events: number,
  send: (body: string) => Promise<void>,
): Promise<{ bytes: number; sessions: string[] }> {
  const day = eventsOfADay(20);
  const sessions = new Set<string>();
  let bytes = 0;
  for (let sent = 0; sent < events; sent += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, events - sent) }, (_, n) => {
      const event = day[(sent + n) % day.length]!;
      const session_id = `${event.session_id}-${Math.floor((sent + n) / day.length)}`;
      sessions.add(session_id);
      return { ...event, event_id: crypto.randomUUID(), session_id };
    });
    const texts = batch.map((event) => JSON.stringify(event));
    for (const text of texts) bytes += text.length;
    await send(`{"events":[${texts.join(',')}]}`);
  }
  return { bytes, sessions: [...sessions] };
}

function heapBytes(): number {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) throw new Error('Run with --expose-gc');
  gc();
  return process.memoryUsage().heapUsed;
}
